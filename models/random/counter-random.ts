/**
 * Numbers that look random and depend on nothing but a stream and a position: any of them can be had
 * without the ones before, on every machine the same to the last bit. Start values of networks come
 * from here, so a seed is all that a run has to remember.
 */

/** A bijection of 32-bit numbers with good avalanche (constants by C. Wellons, hash-prospector). */
function mix(x: number): number {
  let h = x >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The stream of a name under a seed: FNV-1a over its UTF-16 units, mixed. */
export function streamOf(seed: number, name: string): number {
  let h = 0x811c9dc5 ^ mix(seed);
  for (let at = 0; at < name.length; at++) h = Math.imul(h ^ name.charCodeAt(at), 0x01000193);
  return mix(h);
}

/** Number `position` of a stream, evenly in [−1, 1) in steps of 2⁻²³. */
export function uniformAt(stream: number, position: number): number {
  return (mix(mix(position) ^ stream) >>> 8) / 0x800000 - 1;
}

/** Fills with even numbers of [centre − reach, centre + reach). */
export function fillUniform(values: Float32Array, stream: number, reach: number, centre = 0): void {
  for (let at = 0; at < values.length; at++) values[at] = centre + reach * uniformAt(stream, at);
}
