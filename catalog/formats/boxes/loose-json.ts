/** Strings, which stay as they are, and the words that Python writes for what JSON has no number for. */
const wordOrString = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

/**
 * JSON, also as Python writes it: `NaN` and `Infinity` become null, so that only what needs the number lacks it.
 *
 * @throws Error naming the file
 */
export function parseLooseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const mended = text.replace(wordOrString, (match) => (match.startsWith('"') ? match : 'null'));
    try {
      if (mended !== text) return JSON.parse(mended);
    } catch {
      // What JSON says of the text as it stands is what a person can find in it.
    }
    throw new Error(
      `${file} is not JSON (${error instanceof Error ? error.message : String(error)}). Export it again from the tool that wrote it.`,
      { cause: error },
    );
  }
}
