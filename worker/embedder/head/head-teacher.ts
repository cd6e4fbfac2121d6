/** Teaches a head on the vectors of a network that stays as it is. */
import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import { chooseThreshold } from '#catalog/matching/open-set.ts';
import type { EmbedderSet } from '#catalog/training/embedder-set.ts';
import { judgeQueries } from '#catalog/training/judge-identities.ts';
import { networkWithHead } from '#models/nets/vector-head-export.ts';
import type { VectorHead } from '#models/nets/vector-head.ts';
import { writeNetwork, type NetworkCard } from '#models/session/export-network.ts';
import { cropSizeOf } from '#terms/embedder/crops.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import { versionFile } from '#terms/files/version-files.ts';
import type { JobPlace } from '../../messages.ts';
import { unlearnedQueries } from '../judging/compare-embedders.ts';
import type { EmbedWatch, TaughtNetwork, Teacher } from '../learning/teacher.ts';
import { withEmbedder } from '../looking/open-embedder.ts';
import { viewSizeOf } from '../looking/view-job.ts';
import { frozenNetwork, type FrozenNetwork } from './frozen-network.ts';
import { setVectors } from './head-vectors.ts';
import { teachHead } from './teach-head.ts';
import { seesMirrored, viewsOf, ViewVectors } from './view-vectors.ts';

interface HeadWork {
  place: JobPlace;
  recipe: EmbedderRecipe;
  /** All identified boxes. */
  boxes: readonly IdentityBox[];
  /** Kept crops by box. */
  files: ReadonlyMap<number, string>;
  /** How far it is with looking at views, which goes before learning. */
  looking: EmbedWatch;
  log: (line: string) => void;
}

export async function headTeacher(work: HeadWork): Promise<Teacher> {
  const { place, recipe, boxes, log } = work;
  const below = await frozenNetwork(place, recipe);
  log(`A head is learned on ${below.name}, which stays as it is.`);
  const seen = new Map<Uint8Array, ViewVectors>();
  const vectorsBy = async (model: Uint8Array, set: EmbedderSet): Promise<ViewVectors> => {
    const vectors = seen.get(model) ?? new ViewVectors();
    seen.set(model, vectors);
    await look(vectors, model, below, set, work);
    return vectors;
  };
  return {
    fairQueries: (set) => {
      if (below.learned === null) return set;
      const places = unlearnedQueries(set, { ...below.learned, final: [] }, boxes);
      return { ...set, queries: places.map((at) => set.queries[at]) };
    },
    bare: async (set) => {
      if (set.queries.length === 0) return null;
      const own = setVectors(set, await vectorsBy(below.judged, set), null, recipe);
      return chooseThreshold(judgeQueries(set, own, recipe.sides), recipe.newShare).map5;
    },
    teach: async ({ set, checkpointBase }, listener) => {
      // What learns from all stands on what has learned from all.
      const model = set.queries.length === 0 ? below.model : below.judged;
      const vectors = await vectorsBy(model, set);
      const views = viewsOf(set.learned.length);
      const taught = await teachHead({ set, vectors, views, recipe, checkpointBase }, listener);
      const { head } = taught;
      return {
        ...taught,
        waiting: 0,
        // Of a head it is measured when the version is judged by itself: its views are kept as vectors.
        reliance: () => Promise.resolve(null),
        embed: async (asked) => setVectors(asked, await vectorsBy(model, asked), head, recipe),
        ...written(below, model, head, recipe),
      };
    },
  };
}

/** Makes the vectors of a set that are not there yet: all views of what is learned, the plain ones of the rest. */
async function look(
  vectors: ViewVectors,
  model: Uint8Array,
  { scaling }: FrozenNetwork,
  { learned, queries, gallery }: EmbedderSet,
  { recipe, files, looking }: HeadWork,
): Promise<void> {
  const taught = learned.map(({ box }) => box);
  const judged = [...queries, ...gallery].map(({ box }) => box);
  const parts = [
    { boxes: taught, count: viewsOf(learned.length) },
    { boxes: judged, count: seesMirrored(recipe) ? 2 : 1 },
  ].filter(({ boxes, count }) => vectors.lacking(boxes, count).length > 0);
  if (parts.length === 0) return;
  await withEmbedder(model, viewSizeOf(recipe, scaling), recipe.device, async (embedder) => {
    for (const { boxes, count } of parts)
      await vectors.make(embedder, boxes, files, recipe, count, looking);
  });
}

function written(
  { name, scaling }: FrozenNetwork,
  model: Uint8Array,
  head: VectorHead,
  recipe: EmbedderRecipe,
): Pick<TaughtNetwork, 'write' | 'writeOnnx'> {
  const { width, height } = cropSizeOf(recipe);
  const card: NetworkCard = {
    network: `${name} with a head`,
    input: { name: 'pictures', shape: [3, height, width], mean: scaling.mean, std: scaling.std },
    output: {
      name: 'embedding',
      shape: [head.dimensions],
      meaning: 'direction of an individual, of length one; alike where the product is near 1',
    },
  };
  const whole = () => networkWithHead(model, head);
  return {
    writeOnnx: (path) => writeNetwork(path, whole(), card),
    write: async (folder, { map5, queries, known, new: unknown, threshold }) => {
      const metrics = { map5, queries, known, new: unknown, threshold };
      await writeNetwork(versionFile(folder, 'onnx'), whole(), { ...card, metrics });
      return ['onnx', 'card'];
    },
  };
}
