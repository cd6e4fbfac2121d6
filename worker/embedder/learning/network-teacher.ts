/** Teaches a network of ours, or its last stages. */
import { embedderExport } from '#models/nets/embedder-export.ts';
import { writeEmbedderWeights } from '#models/nets/embedder-weights.ts';
import { exportNetwork, inferenceModel } from '#models/session/export-network.ts';
import { cropStyleOf } from '#terms/embedder/crops.ts';
import { imageNet } from '#terms/embedder/normalisations.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import { versionFile } from '#terms/files/version-files.ts';
import type { JobPlace } from '../../messages.ts';
import { relianceOf } from '../judging/reliance.ts';
import { embedSet, embedViews } from '../looking/embed-set.ts';
import { withEmbedder, type OpenEmbedder } from '../looking/open-embedder.ts';
import { viewSizeOf } from '../looking/view-job.ts';
import { networkOf } from './network.ts';
import { embedderStartOf } from './start.ts';
import { teach, type Taught } from './teach.ts';
import type { TaughtNetwork, Teacher } from './teacher.ts';

/** @param files kept crops by box */
export async function networkTeacher(
  place: JobPlace,
  recipe: EmbedderRecipe,
  files: ReadonlyMap<number, string>,
  log: (line: string) => void,
): Promise<Teacher> {
  const start = embedderStartOf(place, recipe);
  const network = await networkOf(recipe, start);
  const lesson = { files, recipe, network, start };
  return {
    fairQueries: (set) => set,
    bare: () => Promise.resolve(null),
    teach: async (half, listener) =>
      taughtNetwork(await teach({ ...lesson, ...half }, listener, log), recipe, files),
  };
}

function taughtNetwork(
  taught: Taught,
  recipe: EmbedderRecipe,
  files: ReadonlyMap<number, string>,
): TaughtNetwork {
  const { trained, device } = taught;
  const opened = <Made>(use: (embedder: OpenEmbedder) => Promise<Made>): Promise<Made> =>
    withEmbedder(
      inferenceModel(embedderExport(trained)),
      viewSizeOf(recipe, imageNet),
      device,
      use,
    );
  return {
    ...taught,
    embed: (set, watch) => opened((embedder) => embedSet(embedder, set, files, recipe, watch)),
    reliance: (set, vectors, signal) =>
      opened((embedder) =>
        relianceOf(set, vectors, { style: cropStyleOf(recipe), sides: recipe.sides }, (viewOf) =>
          embedViews(embedder, set.queries, viewOf, files, recipe, signal),
        ),
      ),
    writeOnnx: (path) => exportNetwork(path, embedderExport(trained)),
    write: async (folder, { map5, queries, known, new: unknown, threshold }) => {
      await writeEmbedderWeights(versionFile(folder, 'weights'), trained.network, trained);
      const metrics = { map5, queries, known, new: unknown, threshold };
      await exportNetwork(versionFile(folder, 'onnx'), embedderExport({ ...trained, metrics }));
      return ['weights', 'onnx', 'card'];
    },
  };
}
