import type { Model } from '#terms/models/versions.ts';
import type { EmbedderStanding } from '#terms/training/standing.ts';
import { counted } from '../parts/words.ts';

/** The one thing that brings the embedding network furthest. */
export interface EmbedderStep {
  words: string;
  button: string;
  does: 'box' | 'watch' | 'embed' | 'train' | 'identify' | 'look';
}

export function embedderStep({
  boxes,
  open,
  standing: { modelId, withoutVector, worth, advice },
  training,
}: {
  boxes: number;
  /** Of them those that wait for a name. */
  open: number;
  standing: Pick<EmbedderStanding, 'modelId' | 'withoutVector' | 'worth' | 'advice'>;
  /** The version in training, if one is. */
  training: Model | undefined;
}): EmbedderStep {
  if (boxes === 0)
    return {
      words: 'There are no fins yet. Draw boxes, or let the detector propose them.',
      button: 'Find fins',
      does: 'box',
    };
  if (training !== undefined)
    return {
      words: `${training.name} is in training. You can go on identifying meanwhile.`,
      button: 'Watch it learn',
      does: 'watch',
    };
  if (worth === 'embed')
    return {
      words:
        advice ??
        `${counted(withoutVector, 'fin')} ${withoutVector === 1 ? 'has' : 'have'} no vector yet, so nobody is ranked for ${withoutVector === 1 ? 'it' : 'them'}.`,
      button: 'Make the vectors',
      does: 'embed',
    };
  if (worth === 'train')
    return {
      words: advice ?? 'There are new names to learn from. Trained again it will rank better.',
      button: 'Train a version',
      does: 'train',
    };
  if (modelId === null)
    return {
      words:
        'No network is in use yet. The starter, which comes with the program, can rank fins before anything is trained.',
      button: 'Make its vectors',
      does: 'embed',
    };
  if (open === 0)
    return {
      words:
        advice ??
        'Every fin has its verdict. Names given from now on are what it can learn from next.',
      button: 'Look at the individuals',
      does: 'look',
    };
  return {
    words: advice ?? 'The network knows every fin. They wait for their names.',
    button: 'Identify',
    does: 'identify',
  };
}
