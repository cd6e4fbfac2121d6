/** `node nearest-contender.ts one|many VECTORS DIMENSIONS K THREADS`: our side of the matching bench. */
import { createInterface } from 'node:readline';
import { Gallery } from '#catalog/matching/rank.ts';
import { BulkNearest } from '#worker/matching/bulk-nearest.ts';

const [task, ...words] = process.argv.slice(2);
const [count = 1, dimensions = 1, k = 1, threads = 1] = words.map(Number);
let state = 1;
const next = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 31 - 1;
};
const vectors = Float32Array.from({ length: count * dimensions }, next);
const queries = Float32Array.from({ length: 1024 * dimensions }, next);
const pass = task === 'one' ? single() : await many();

function single(): () => Promise<void> {
  const gallery = new Gallery(vectors, dimensions);
  const query = queries.subarray(0, dimensions);
  return () => {
    gallery.nearest(query, { k });
    return Promise.resolve();
  };
}

async function many(): Promise<() => Promise<void>> {
  const bulk = await BulkNearest.open(vectors, dimensions, { threads });
  return async () => {
    await bulk.nearest(queries, { k });
  };
}

console.log(JSON.stringify({ ready: 'resight' }));
for await (const line of createInterface({ input: process.stdin })) {
  const milliseconds: number[] = [];
  for (let at = 0; at < Number(line); at += 1) {
    const began = performance.now();
    await pass();
    milliseconds.push(performance.now() - began);
  }
  // Node says kilobytes.
  const peakMebibytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ milliseconds, peakMebibytes }));
}
