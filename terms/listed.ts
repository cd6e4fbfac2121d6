/** `a, b or c`: words as one reads them in a sentence. @param joint before the last, such as ` or ` */
export function listed(words: readonly string[], joint: string): string {
  const [last] = words.slice(-1);
  return words.length < 2 ? (last ?? '') : `${words.slice(0, -1).join(', ')}${joint}${last}`;
}
