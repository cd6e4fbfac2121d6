import type { Model } from '#terms/models/versions.ts';
import type { DetectorStanding } from '#terms/training/standing.ts';
import { enough } from '#terms/training/enough.ts';
import { counted } from '../parts/words.ts';

/** The one thing that brings the detector furthest. */
export interface DetectorStep {
  words: string;
  button: string;
  does:
    'import' | 'propose' | 'draw' | 'review' | 'train' | 'watch' | 'detect' | 'identify' | 'look';
}

/** Photos that the starter looks at for a new user: enough to see what it can, and to correct in a sitting. */
export const FIRST_PHOTOS = 50;

export function detectorStep({
  photos,
  unchecked,
  proposals,
  open,
  set: { labels, newLabels, version, worth },
  training,
}: {
  photos: number;
  unchecked: number;
  proposals: number;
  /** Fins that wait for a name. */
  open: number;
  set: DetectorStanding;
  /** The version in training, if one is. */
  training: Model | undefined;
}): DetectorStep {
  if (photos === 0)
    return {
      words: 'There are no photos yet. A detector needs some to learn from and to look at.',
      button: 'Import photos',
      does: 'import',
    };
  if (training !== undefined)
    return {
      words: `${training.name} is in training. You can go on drawing boxes meanwhile; the next version learns from them.`,
      button: 'Watch it learn',
      does: 'watch',
    };
  if (proposals > 0)
    return {
      words: `${counted(proposals, 'detection')} ${proposals === 1 ? 'waits' : 'wait'} for your eyes, the doubtful ones first. What you correct is what the next version learns most from.`,
      button: 'Review them',
      does: 'review',
    };
  if (worth === 'train')
    return {
      words:
        version === null
          ? `${counted(labels, 'box', 'boxes')} to learn from: enough for a first detector of your own.`
          : `${counted(newLabels, 'new box', 'new boxes')} since detector v${version}. Trained again it will miss less.`,
      button: 'Train a version',
      does: 'train',
    };
  if (version === null && unchecked > 0)
    return labels === 0
      ? {
          words: `No box has been drawn yet. The starter detector, which comes with the program, can propose boxes on the first ${counted(Math.min(FIRST_PHOTOS, unchecked), 'photo')} without any training; you correct them.`,
          button: 'Propose boxes',
          does: 'propose',
        }
      : {
          words: `${counted(labels, 'box', 'boxes')} so far; from ${enough.boxes} on a training is worth its time. Draw more, or let the starter detector propose some.`,
          button: 'Draw boxes',
          does: 'draw',
        };
  if (unchecked > 0)
    return {
      words: `${counted(unchecked, 'photo')} nobody has looked at. Detector v${version} can propose the boxes.`,
      button: 'Detect on them',
      does: 'detect',
    };
  if (open > 0)
    return {
      words: `Every photo is checked. ${counted(open, 'fin')} ${open === 1 ? 'waits for its name' : 'wait for their names'}.`,
      button: 'Identify',
      does: 'identify',
    };
  return {
    words:
      'Every photo is checked, and no fin waits for a name. Photos that come next are what the detector can look at.',
    button: 'Look at the individuals',
    does: 'look',
  };
}
