/** Teaches a network of ours, or its last stages. */
import { join } from 'node:path';
import { versionFolder } from '#catalog/layout.ts';
import { readMoment } from '#catalog/moment.ts';
import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import { getModel } from '#catalog/queries/models.ts';
import type { EmbedderSplit } from '#catalog/training/embedder-set.ts';
import { embedderExport } from '#models/nets/embedder-export.ts';
import { writeEmbedderWeights } from '#models/nets/embedder-weights.ts';
import { exportNetwork, inferenceModel } from '#models/session/export-network.ts';
import { cropStyleOf } from '#terms/embedder/crops.ts';
import { imageNet } from '#terms/embedder/normalisations.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import { versionFile } from '#terms/files/version-files.ts';
import type { JobPlace } from '../../messages.ts';
import { fewestQueries, unlearnedQueries } from '../judging/compare-embedders.ts';
import { relianceOf } from '../judging/reliance.ts';
import { embedSet, embedViews } from '../looking/embed-set.ts';
import { withEmbedder, type OpenEmbedder } from '../looking/open-embedder.ts';
import { viewSizeOf } from '../looking/view-job.ts';
import { readSplit } from '../set/split-file.ts';
import { networkOf } from './network.ts';
import { embedderStartOf } from './start.ts';
import { teach, type Taught } from './teach.ts';
import type { TaughtNetwork, Teacher } from './teacher.ts';

interface NetworkWork {
  place: JobPlace;
  recipe: EmbedderRecipe;
  /** All identified boxes. */
  boxes: readonly IdentityBox[];
  /** Kept crops by box. */
  files: ReadonlyMap<number, string>;
  log: (line: string) => void;
  warn: (line: string) => void;
}

export async function networkTeacher({
  place,
  recipe,
  boxes,
  files,
  log,
  warn,
}: NetworkWork): Promise<Teacher> {
  const learned = await learnedBelow(place, recipe);
  const start = embedderStartOf(place, recipe);
  const network = await networkOf(recipe, start);
  const lesson = { files, recipe, network, start };
  return {
    fairQueries: (set) => {
      if (learned === null) return set;
      const places = unlearnedQueries(set, learned, boxes);
      if (places.length >= fewestQueries)
        return { ...set, queries: places.map((at) => set.queries[at]) };
      warn(
        'It is judged by photos that the version it goes on from has learned already, so its figures are too good. Start from the starter to have figures that hold.',
      );
      return set;
    },
    bare: () => Promise.resolve(null),
    teach: async (half, listener) =>
      taughtNetwork(await teach({ ...lesson, ...half }, listener, log), recipe, files),
  };
}

/** What the version that it goes on from has learned; null where it goes on from none that was trained here. */
async function learnedBelow(
  { catalogueFolder, databasePath }: JobPlace,
  { from }: EmbedderRecipe,
): Promise<EmbedderSplit | null> {
  if (typeof from !== 'number') return null;
  const { version, origin } = readMoment(databasePath, (catalogue) => getModel(catalogue, from));
  return origin === 'trained'
    ? readSplit(join(catalogueFolder, versionFolder('embedder', version)))
    : null;
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
    reliance: (set, vectors, judged, signal) => {
      const seen = { style: cropStyleOf(recipe), sides: recipe.sides };
      return opened((embedder) =>
        relianceOf(set, vectors, judged, seen, (viewOf) =>
          embedViews(embedder, set.queries, viewOf, files, recipe, signal),
        ),
      );
    },
    writeOnnx: (path) => exportNetwork(path, embedderExport(trained)),
    write: async (folder, { map5, queries, known, new: unknown, threshold }) => {
      await writeEmbedderWeights(versionFile(folder, 'weights'), trained.network, trained);
      const metrics = { map5, queries, known, new: unknown, threshold };
      await exportNetwork(versionFile(folder, 'onnx'), embedderExport({ ...trained, metrics }));
      return ['weights', 'onnx', 'card'];
    },
  };
}
