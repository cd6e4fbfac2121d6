/** A detector version's files in its folder: network, card, weights, report. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '#catalog/formats/atomic-file.ts';
import { inferenceModel, exportNetwork } from '#models/session/export-network.ts';
import { detectorInference, type TrainedDetector } from '#models/nets/detectors/export.ts';
import { writeDetectorWeights } from '#models/nets/detectors/weights.ts';
import { versionFile, type ModelFiles } from '#terms/files/version-files.ts';
import type { DetectorMetrics } from '#terms/detector/versions.ts';
import type { DetectorEvaluation } from '#terms/detector/evaluation.ts';

/** The network that a session can run. */
export const detectorModel = (detector: TrainedDetector): Uint8Array =>
  inferenceModel(detectorInference(detector));

/** What of a card is needed to use its network. */
interface UsedCard {
  classes: string[];
  /** Longer side to which photos are scaled to be seen in tiles. */
  tileEdge: number | null;
  /** SHA-256 of the weights that the app brought, for its starter. */
  source?: string;
}

/**
 * Writes the network with its card and the weights.
 * @param folder of the version, below the catalogue's
 */
export async function writeDetector(
  catalogueFolder: string,
  folder: string,
  detector: TrainedDetector,
  {
    tileEdge,
    metrics,
    source,
  }: { tileEdge: number | null; metrics: DetectorMetrics | null; source?: string },
): Promise<ModelFiles> {
  const place = (part: keyof ModelFiles) => join(catalogueFolder, versionFile(folder, part));
  await mkdir(join(catalogueFolder, folder), { recursive: true });
  await writeDetectorWeights(place('weights'), detector, detector.vectors);
  const network = detectorInference(detector);
  const card = {
    ...network.card,
    tileEdge,
    ...(source === undefined ? {} : { source }),
    ...(metrics === null ? {} : { metrics: { ...metrics } }),
  };
  await exportNetwork(place('onnx'), { ...network, card });
  return {
    weights: versionFile(folder, 'weights'),
    onnx: versionFile(folder, 'onnx'),
    card: versionFile(folder, 'card'),
  };
}

/** @throws Error if the card cannot be read or names no classes */
export async function readCard(path: string): Promise<UsedCard> {
  const card = JSON.parse(await readFile(path, 'utf8')) as Partial<UsedCard>;
  if (!Array.isArray(card.classes) || card.classes.length === 0)
    throw new Error(`${path} names no classes; it is no detector's card.`);
  const { classes, tileEdge = null, source } = card;
  return { classes, tileEdge, ...(source === undefined ? {} : { source }) };
}

const reportFile = (folder: string) => versionFile(folder, 'evaluation');

export async function writeReport(
  catalogueFolder: string,
  folder: string,
  report: DetectorEvaluation,
): Promise<string> {
  await writeFileAtomically(join(catalogueFolder, reportFile(folder)), [JSON.stringify(report)]);
  return reportFile(folder);
}
