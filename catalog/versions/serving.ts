/** How vectors of a version are made, read from its row. */
import { z } from 'zod';
import { cropFit } from '#terms/embedder/crops.ts';
import { imageNet, normalisation } from '#terms/embedder/normalisations.ts';
import { sidesTreatment } from '#terms/embedder/sides.ts';
import type { StoredModel } from '#terms/models/versions.ts';
import type { EmbedderServing } from '#terms/embedder/serving.ts';
import { CatalogueError } from '../catalogue-error.ts';

const served = z.object({
  input: z.number().int(),
  height: z.number().int().nullable().default(null),
  fit: cropFit.default('pad'),
  boxMargin: z.number().default(0.1),
  sides: sidesTreatment.default('apart'),
  classId: z.number().int().nullable().default(null),
  orClassIds: z.array(z.number().int()).default([]),
  // Networks of the app's own that were trained before this was kept saw ImageNet's.
  mean: normalisation.shape.mean.default([...imageNet.mean]),
  std: normalisation.shape.std.default([...imageNet.std]),
});

/** @throws CatalogueError `conflict` for a version that has no network, or whose recipe cannot be read */
export function servingOf({
  id,
  name,
  state,
  origin,
  recipe,
  files,
}: StoredModel): EmbedderServing {
  if (files.onnx === undefined || (state !== 'ready' && state !== 'retired'))
    throw new CatalogueError(
      'conflict',
      `${name} cannot be used: it is ${state === 'ready' ? 'without its network' : state}. Choose a version that is ready.`,
      { modelId: id, state },
    );
  const read = served.safeParse(recipe);
  if (!read.success)
    throw new CatalogueError(
      'conflict',
      `${name} does not say how its pictures are made. Train or import it again.`,
      { modelId: id },
    );
  return { onnx: files.onnx, origin, ...read.data };
}
