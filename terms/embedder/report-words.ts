import type { EmbedderEvaluation } from './evaluation.ts';

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** Which network the figures of a report are of. */
export function networkWords({ network }: Pick<EmbedderEvaluation, 'network'>): string {
  if (network === null) return '';
  const learned = counted(network.learned, 'photo', 'photos');
  return network.inUse === null
    ? `The figures are of the network itself, which learned from ${learned}.`
    : `The figures are of a network that learned from ${learned}, none of them judged. The one in use learned from all ${counted(network.inUse, 'photo', 'photos')} in the same way, so it should do a little better.`;
}

/** What was put together so that frames of one burst are not on both sides; empty where nothing was. */
export function joinedWords({ joined }: Pick<EmbedderEvaluation, 'joined'>): string {
  if (joined === null || joined.groups === 0) return '';
  const photos = counted(joined.photos, 'photo was', 'photos were');
  return `${photos} taken in one go with others and ${joined.photos === 1 ? 'counts' : 'count'} as ${counted(joined.groups, 'encounter', 'encounters')}.`;
}
