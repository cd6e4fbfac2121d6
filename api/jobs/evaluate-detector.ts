import { getModel } from '#catalog/queries/models.ts';
import { updateModel } from '#catalog/versions/change-version.ts';
import type { ShellSide } from './shell-side.ts';

export const evaluateDetector = {
  finish: (catalogue, result, { modelId }) => {
    const { name, metrics: before, files } = getModel(catalogue, modelId);
    const { metrics, ownPhotos, unreadable, evaluation } = result;
    updateModel(catalogue, modelId, { files: { ...files, evaluation } });
    // What stands in the list of versions is told on the photos that were kept aside for this one.
    if (ownPhotos) updateModel(catalogue, modelId, { metrics: { ...before, ...metrics } });
    const missed = unreadable.length === 0 ? '' : ` ${unreadable.length} photos could not be read.`;
    return {
      result,
      summary: `${name}: mAP@.5 ${metrics.map50.toFixed(3)}, precision ${metrics.precision.toFixed(2)} and recall ${metrics.recall.toFixed(2)} at confidence ${metrics.confidence.toFixed(2)}, on ${metrics.photos} photos.${missed}`,
    };
  },
} satisfies ShellSide<'evaluate-detector'>;
