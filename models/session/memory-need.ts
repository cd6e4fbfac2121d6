/** Says before a training starts whether the machine can hold it, and which batch it could. */
import { vectorLength } from '../weights/state-layout.ts';
import type { TrainStep } from './train-step.ts';

interface MemoryNeed {
  /** Bytes that training needs with the batch asked for, the state's second copy included. */
  bytes: number;
  /** The largest batch that fits, 0 if not even one picture does; the batch itself if it fits. */
  fittingBatch: number;
  /** For a person: `This needs about 9.0 GB; batch 4 would need 3.1 GB.` */
  sentence: string;
}

/**
 * Fitted to the peaks (process high-water mark) of trainings on two cores, each met within 6 %: B0 with SGD at 128
 * and 224 px, batch 8 and 16, B4 and B7 at 128 px; from 586 to 3555 MB. The share above 1 is the runtime's own order
 * of nodes, which holds values longer, most where blocks are computed twice; copies of the parameters are start values
 * and constants as long as them.
 */
const fits = {
  once: { share: 1.18, parameterCopies: 1.75, overhead: 180 * 2 ** 20 },
  twice: { share: 1.71, parameterCopies: 1.1, overhead: 163 * 2 ** 20 },
};

const gigabytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GB`;

/** Bytes of a process that takes this step; its peak holds the state twice, as input and output. */
export function bytesOfTraining(step: TrainStep): number {
  const parameters = 4 * vectorLength(step.layout.parameters);
  const { share, parameterCopies, overhead } = fits[step.computesBlocks];
  return share * step.memory.peak + parameterCopies * parameters + overhead;
}

/**
 * @param build makes the step for a batch; called for `batch` and once more for half of it
 * @param available bytes that training may take
 */
export function memoryNeed(
  build: (batch: number) => TrainStep,
  batch: number,
  available: number,
): MemoryNeed {
  const bytes = bytesOfTraining(build(batch));
  if (bytes <= available || batch === 1) {
    const fits = bytes <= available;
    return {
      bytes,
      fittingBatch: fits ? batch : 0,
      sentence: fits
        ? `This needs about ${gigabytes(bytes)}.`
        : `This needs about ${gigabytes(bytes)} even with one picture at a time, and ${gigabytes(available)} are free. Choose a smaller network or picture size.`,
    };
  }
  // Memory grows straight with the batch: two points give the line.
  const half = Math.max(1, Math.floor(batch / 2));
  const atHalf = bytesOfTraining(build(half));
  const each = (bytes - atHalf) / (batch - half);
  const base = bytes - each * batch;
  const fittingBatch = Math.max(0, Math.min(batch - 1, Math.floor((available - base) / each)));
  const instead =
    fittingBatch === 0
      ? 'no batch would fit; choose a smaller network or picture size'
      : `batch ${fittingBatch} would need ${gigabytes(base + each * fittingBatch)}`;
  return {
    bytes,
    fittingBatch,
    sentence: `This needs about ${gigabytes(bytes)} and ${gigabytes(available)} are free; ${instead}.`,
  };
}
