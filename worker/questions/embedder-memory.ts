import { buildTrainStep } from '#models/session/train-step.ts';
import { cpuProfile } from '#models/ops/probe-nchwc.ts';
import { memoryNeed } from '#models/session/memory-need.ts';
import type { Answer, Asked } from '#terms/questions/index.ts';
import { networkOf, planOf } from '../embedder/learning/network.ts';
import type { JobPlace } from '../messages.ts';

/** What a step of a training needs, by the graph that would be run. */
export async function embedderMemory(
  { recipe, classSizes, species, free }: Asked<'embedder-memory'>,
  _place: JobPlace,
): Promise<Answer<'embedder-memory'>> {
  const { batch } = recipe;
  const network = await networkOf(recipe, null);
  const profile = await cpuProfile();
  const need = memoryNeed(
    (size) => {
      const { plan } = planOf({ ...recipe, batch: size }, network, classSizes, species);
      return buildTrainStep({ ...plan, profile });
    },
    batch,
    free,
  );
  return {
    bytes: need.bytes,
    fittingBatch: need.fittingBatch === batch ? null : need.fittingBatch,
    sentence: need.sentence,
  };
}
