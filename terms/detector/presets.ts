import { z } from 'zod';
import { idsOf } from '../tables.ts';
import type { OpenDetector } from './recipe-fields.ts';
import { usualDetectorSize } from './sizes.ts';

interface DetectorPresetRow {
  readonly title: string;
  /** Whom it is for and what it takes, for its card. */
  readonly who: string;
  /** The same in a few words, for the command line. */
  readonly about: string;
  readonly recipe: Pick<OpenDetector, 'size' | 'input' | 'batch'>;
  /** Pictures that the network sees in all; epochs follow from the size of the set. */
  readonly pictures: number;
}

export const detectorPresets = {
  quick: {
    title: 'Quick',
    who: 'For a laptop and for the first tries: a network that has seen the world, at 416 px, minutes on the processor.',
    about: 'minutes on a laptop',
    recipe: { size: usualDetectorSize, input: 416, batch: 16 },
    pictures: 4800,
  },
  standard: {
    title: 'Standard',
    who: 'For a season: a small network at 640 px, an hour or more on a laptop, minutes with a graphics card.',
    about: 'a small network',
    recipe: { size: 's', input: 640, batch: 16 },
    pictures: 30_000,
  },
  large: {
    title: 'Large, GPU',
    who: 'For far, small fins in many large photos: a medium network at 1,280 px. Needs a graphics card.',
    about: 'for a GPU',
    recipe: { size: 'm', input: 1280, batch: 8 },
    pictures: 60_000,
  },
} as const satisfies Record<string, DetectorPresetRow>;

export const detectorPreset = z.enum(idsOf(detectorPresets));
type DetectorPreset = z.infer<typeof detectorPreset>;
export const usualDetectorPreset: DetectorPreset = 'quick';
