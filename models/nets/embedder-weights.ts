/** Weights of an embedder on disk, and what a training may start from. */
import {
  backboneId,
  backbones,
  weightsVariant,
  type BackboneId,
  type WeightsVariant,
} from '#terms/embedder/backbones.ts';
import { fusionId } from '#terms/embedder/fusions.ts';
import { loadWeights, type NetworkVectors } from '../weights/load-weights.ts';
import type { LoadReport } from '../weights/load-report.ts';
import { SafetensorsFile } from '../weights/safetensors-read.ts';
import { writeSafetensors } from '../weights/safetensors-write.ts';
import { vectorLength, viewOf, type StateLayout } from '../weights/state-layout.ts';
import type { StateVectors } from '../weights/checkpoint.ts';
import { WeightsError } from '../weights/weights-error.ts';
import { embedderLayout, isBackbone, isHead, type EmbedderNetwork } from './embedder-network.ts';
import { decideVariant, inspectBackbone } from './inspect-backbone.ts';

const mark = 'resight.embedder';

/**
 * Writes backbone, fusion and neck; heads belong to the individuals of one training and stay behind.
 * @param dtype F16 halves the file
 */
export async function writeEmbedderWeights(
  path: string,
  network: EmbedderNetwork,
  { layout, vectors }: { layout: StateLayout; vectors: NetworkVectors },
  dtype: 'F32' | 'F16' = 'F32',
): Promise<void> {
  const tensors = (['parameters', 'statistics'] as const).flatMap((part) =>
    layout[part]
      .filter(({ name }) => !isHead(name))
      .map((slot) => ({ ...slot, values: viewOf(vectors[part], slot) })),
  );
  await writeSafetensors(path, tensors, {
    dtype,
    metadata: { [mark]: JSON.stringify(network), variant: network.variant },
  });
}

/** What a weights file is to an embedder. */
interface EmbedderFile {
  /** The whole network, where we wrote the file. */
  network: EmbedderNetwork | null;
  backbone: BackboneId;
  variant: WeightsVariant;
}

/**
 * Looks into a file of ours, or of a library that a backbone knows.
 * @param asked whose dialect it is, where a person said so
 * @throws WeightsError if it holds no backbone, or leaves its dialect open and nobody said
 */
export async function inspectEmbedderFile(
  path: string,
  asked?: WeightsVariant,
): Promise<EmbedderFile> {
  await using file = await SafetensorsFile.open(path);
  return inspect(file, asked);
}

function inspect(file: SafetensorsFile, asked?: WeightsVariant): EmbedderFile {
  const network = networkIn(file);
  if (network) return { network, backbone: network.backbone, variant: network.variant };
  const found = inspectBackbone(file);
  return {
    network: null,
    backbone: found.network,
    variant: decideVariant(file.path, found, asked),
  };
}

function networkIn(file: SafetensorsFile): EmbedderNetwork | null {
  const text = file.header.metadata[mark];
  if (text === undefined) return null;
  try {
    const network = JSON.parse(text) as EmbedderNetwork;
    if (
      backboneId.safeParse(network.backbone).success &&
      weightsVariant.safeParse(network.variant).success &&
      fusionId.safeParse(network.fusion).success &&
      Number.isInteger(network.dimensions)
    )
      return network;
  } catch {
    // Falls through to the error below.
  }
  throw new WeightsError(
    'wrong-network',
    file.path,
    'says of itself that it is an embedder, but not which; it is damaged or of a newer program. Choose another file.',
  );
}

/**
 * Puts a file's tensors over start values: all of the backbone, and of fusion and neck what fits.
 * Heads keep their start values. The report says what was missing or had another shape.
 * @param network that is to be trained; its backbone must be the file's
 * @param vectors start values of a plan (`planStart`), changed in place
 * @throws WeightsError if the backbone does not fit
 */
export async function startFrom(
  path: string,
  network: EmbedderNetwork,
  layout: StateLayout,
  vectors: StateVectors,
): Promise<LoadReport> {
  await using file = await SafetensorsFile.open(path);
  const found = inspect(file, network.variant);
  if (found.backbone !== network.backbone)
    throw new WeightsError(
      'wrong-network',
      path,
      `holds ${backbones[found.backbone].title}, and ${backbones[network.backbone].title} is to be trained. Choose ${backbones[found.backbone].title} as the backbone, or another file.`,
    );
  const fileName = found.network
    ? (name: string) => (isHead(name) ? undefined : name)
    : backboneName(file);
  const report = await loadWeights(file, layout, vectors, {
    fileName,
    optional: (name) => !isBackbone(name),
  });
  // The average of parameters begins where they do.
  vectors.average?.set(vectors.parameters);
  return report;
}

function backboneName(file: SafetensorsFile): (name: string) => string | undefined {
  const { fileName } = inspectBackbone(file);
  return (name) => (isBackbone(name) ? fileName(name) : undefined);
}

/**
 * The whole network of a file that `writeEmbedderWeights` wrote.
 * @throws WeightsError for any other file
 */
export async function readEmbedder(
  path: string,
): Promise<{ network: EmbedderNetwork; layout: StateLayout; vectors: NetworkVectors }> {
  await using file = await SafetensorsFile.open(path);
  const network = networkIn(file);
  if (!network)
    throw new WeightsError(
      'wrong-network',
      path,
      'holds a backbone without fusion and neck, so it gives no embeddings; train an embedder from it first.',
    );
  const layout = embedderLayout(network);
  const vectors = {
    parameters: new Float32Array(vectorLength(layout.parameters)),
    statistics: new Float32Array(vectorLength(layout.statistics)),
  };
  await loadWeights(file, layout, vectors);
  return { network, layout, vectors };
}
