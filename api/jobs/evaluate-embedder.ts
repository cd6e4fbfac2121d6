import { getModel } from '#catalog/queries/models.ts';
import { updateModel } from '#catalog/versions/change-version.ts';
import type { ShellSide } from './shell-side.ts';

export const evaluateEmbedder = {
  finish: (catalogue, result, { modelId }) => {
    const { name, files, dataSeen } = getModel(catalogue, modelId);
    const { metrics, report, split } = result;
    updateModel(catalogue, modelId, {
      metrics: { ...metrics },
      files: { ...files, evaluation: report },
      // Whatever it learned from, this is what it is compared by from now on.
      dataSeen: { ...dataSeen, split },
    });
    return {
      result,
      summary: `${name}: MAP@5 ${metrics.map5.toFixed(3)} on ${metrics.queries} photos, ${metrics.new} of them of new animals.`,
    };
  },
} satisfies ShellSide<'evaluate-embedder'>;
