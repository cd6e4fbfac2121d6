import { buildTrainStep } from '#models/session/train-step.ts';
import { cpuProfile } from '#models/ops/probe-nchwc.ts';
import { memoryNeed } from '#models/session/memory-need.ts';
import { networkOf, planOf } from '../embedder/learning/network.ts';
import type { JobPlace, Questions } from '../messages.ts';

type Asked = Questions['embedder-memory'];

/** What a step of a training needs, by the graph that would be run. */
export async function embedderMemory(
  { recipe, classSizes, species, free }: Asked['input'],
  _place: JobPlace,
): Promise<Asked['answer']> {
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
