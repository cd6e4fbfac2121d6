/** Weights of an embedder on disk, and what a training may start from. */
import { backbones, type WeightsVariant } from '#terms/embedder/backbones.ts';
import { loadWeights, type NetworkVectors } from '../weights/load-weights.ts';
import type { LoadReport } from '../weights/load-report.ts';
import { SafetensorsFile } from '../weights/safetensors-read.ts';
import { writeSafetensors } from '../weights/safetensors-write.ts';
import { viewOf, type StateLayout } from '../weights/state-layout.ts';
import type { StateVectors } from '../weights/checkpoint.ts';
import { WeightsError } from '../weights/weights-error.ts';
import { embedderIn, networkMark, type EmbedderFile } from './embedder-file.ts';
import {
  embedderLayout,
  embeddingLength,
  isBackbone,
  isHead,
  type EmbedderNetwork,
} from './embedder-network.ts';
import { startWeights } from './start-weights.ts';

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
    metadata: { [networkMark]: JSON.stringify(network), variant: network.variant },
  });
}

/**
 * Looks into a file of ours, or of others.
 * @param asked whose dialect it is, where a person said so
 * @throws WeightsError if it holds no backbone, or leaves its dialect open and nobody said
 */
export async function inspectEmbedderFile(
  path: string,
  asked?: WeightsVariant,
): Promise<Omit<EmbedderFile, 'fileName'>> {
  await using file = await SafetensorsFile.open(path);
  const { fileName: _, ...found } = embedderIn(file, asked);
  return found;
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
  const found = embedderIn(file, network.variant);
  if (found.backbone !== network.backbone)
    throw new WeightsError(
      'wrong-network',
      path,
      `holds ${backbones[found.backbone].title}, and ${backbones[network.backbone].title} is to be trained. Choose ${backbones[found.backbone].title} as the backbone, or another file.`,
    );
  const report = await loadWeights(file, layout, vectors, {
    fileName: found.fileName,
    optional: (name) => !isBackbone(name),
  });
  // The average of parameters begins where they do.
  vectors.average?.set(vectors.parameters);
  return report;
}

/**
 * The whole network of a file: of ours, of others, or a backbone alone, whose last map's generalised mean is then
 * what is compared, with a norm that changes no direction.
 * @param asked whose dialect it is, where a person said so
 * @throws WeightsError if it holds no backbone, or lacks tensors of it
 */
export async function readEmbedder(
  path: string,
  asked?: WeightsVariant,
): Promise<{ network: EmbedderNetwork; layout: StateLayout; vectors: NetworkVectors }> {
  await using file = await SafetensorsFile.open(path);
  const { network: whole, backbone, variant, fileName } = embedderIn(file, asked);
  const bare = { backbone, variant, fusion: 'gem-norm', dimensions: 0 } as const;
  const network = whole ?? { ...bare, dimensions: embeddingLength(bare) };
  const layout = embedderLayout(network);
  const vectors = startWeights(layout, 0);
  const optional = (name: string) => whole === null && !isBackbone(name);
  await loadWeights(file, layout, vectors, { fileName, optional });
  return { network, layout, vectors };
}
