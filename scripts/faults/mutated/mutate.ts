/** One of many ways in which a file is damaged: bytes changed, taken out, doubled, overwritten, or cut off. */
export function mutate(bytes: Buffer, random: () => number): Buffer {
  const at = () => Math.floor(random() * bytes.length);
  const size = () => 1 + Math.floor(random() ** 3 * 400);
  const changed = Buffer.from(bytes);
  const from = at();
  switch (Math.floor(random() * 6)) {
    case 0:
      for (let count = size() % 30; count >= 0; count -= 1)
        changed[at()] = Math.floor(random() * 256);
      return changed;
    case 1:
      return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + size())]);
    case 2: {
      const part = bytes.subarray(from, from + size());
      return Buffer.concat([bytes.subarray(0, from), part, part, bytes.subarray(from)]);
    }
    case 3:
      return changed.fill(random() < 0.5 ? 0 : 255, from, Math.min(bytes.length, from + size()));
    case 4:
      return bytes.subarray(0, from);
    default: {
      // Numbers of a header, made as large as they can be.
      const header = Math.floor(random() * Math.min(600, Math.max(1, bytes.length - 4)));
      return changed.fill(255, header, Math.min(bytes.length, header + 4));
    }
  }
}
