/** Bringing a weights file into a network's flat vectors. */
import { compareWithFile, describeReport, type LoadReport } from './load-report.ts';
import type { SafetensorsFile } from './safetensors-read.ts';
import { viewOf, type StateLayout } from './state-layout.ts';
import { WeightsError } from './weights-error.ts';

export interface NetworkVectors {
  parameters: Float32Array;
  statistics: Float32Array;
}

interface LoadOptions {
  /** The file's name for one of the network's tensors; the same name if not given. */
  fileName?: (name: string) => string | undefined;
  /**
   * Tensors that may be absent or of another shape and then keep their values, such as the
   * classifier of another set of classes. None if not given.
   */
  optional?: (name: string) => boolean;
}

/**
 * Overwrites the vectors with the file's values. Either everything fits, up to `optional`, or nothing
 * is changed before the file has been compared whole.
 * @throws WeightsError `wrong-network` listing missing, mis-shaped and extra tensors
 */
export async function loadWeights(
  file: SafetensorsFile,
  layout: StateLayout,
  vectors: NetworkVectors,
  { fileName = (name) => name, optional = () => false }: LoadOptions = {},
): Promise<LoadReport> {
  const { found, ...report } = compareWithFile(file.header, layout, fileName);
  const fatal =
    report.missing.some((name) => !optional(name)) ||
    report.misshaped.some(({ name }) => !optional(name));
  if (fatal || report.loaded === 0)
    throw new WeightsError(
      'wrong-network',
      file.path,
      `belongs to another network: ${report.loaded} tensors fit. ${describeReport(report).join(' ')} Choose the network that the file was made for, or another file.`,
    );
  for (const { slot, name, statistics } of found)
    await file.readFloats(name, viewOf(statistics ? vectors.statistics : vectors.parameters, slot));
  return report;
}
