/** What a verdict says, before the code of the animal. */
export const decisionWords: Record<string, string> = {
  match: 'is',
  probable: 'is probably',
  new: 'is new:',
  unsure: 'not sure yet',
  'cannot-compare': 'cannot be compared',
  'not-a-fin': 'is not a fin',
  undo: 'taken back',
};
