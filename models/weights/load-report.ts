/** What a weights file has for a network, and what not. */
import type { SafetensorsHeader } from './safetensors-header.ts';
import type { Slot, StateLayout } from './state-layout.ts';

interface MisshapedTensor {
  name: string;
  /** Shape that the network wants. */
  expected: readonly number[];
  /** Shape that the file has. */
  found: readonly number[];
}

export interface LoadReport {
  /** Tensors of the network that the file holds in the right shape. */
  loaded: number;
  /** Tensors of the network that the file lacks. */
  missing: readonly string[];
  /** Tensors of the file that the network has no place for, by the file's names. */
  extra: readonly string[];
  misshaped: readonly MisshapedTensor[];
}

/** Counters of batches seen, which PyTorch keeps and nothing here needs. */
const isBatchCounter = (name: string): boolean => name.endsWith('.num_batches_tracked');

/**
 * Compares a file with a network before anything is read.
 * @param fileName the file's name for one of the network's tensors, undefined if it cannot have one
 */
export function compareWithFile(
  header: SafetensorsHeader,
  layout: StateLayout,
  fileName: (name: string) => string | undefined,
): LoadReport & { found: { slot: Slot; name: string; statistics: boolean }[] } {
  const missing: string[] = [];
  const misshaped: MisshapedTensor[] = [];
  const found: { slot: Slot; name: string; statistics: boolean }[] = [];
  const claimed = new Set<string>();
  for (const statistics of [false, true]) {
    for (const slot of statistics ? layout.statistics : layout.parameters) {
      const name = fileName(slot.name);
      const entry = name === undefined ? undefined : header.tensors.get(name);
      if (!entry) {
        missing.push(slot.name);
        continue;
      }
      claimed.add(entry.name);
      if (sameShape(entry.shape, slot.shape)) found.push({ slot, name: entry.name, statistics });
      else misshaped.push({ name: slot.name, expected: slot.shape, found: entry.shape });
    }
  }
  const extra = [...header.tensors.keys()].filter(
    (name) => !claimed.has(name) && !isBatchCounter(name),
  );
  return { loaded: found.length, missing, extra, misshaped, found };
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((side, at) => side === b[at]);
}

/** One sentence a kind of difference, at most `limit` names each; empty if all is well. */
export function describeReport(report: LoadReport, limit = 5): string[] {
  const list = (names: readonly string[]) =>
    names.length <= limit
      ? names.join(', ')
      : `${names.slice(0, limit).join(', ')} and ${names.length - limit} more`;
  const lines: string[] = [];
  if (report.missing.length > 0)
    lines.push(`${report.missing.length} missing: ${list(report.missing)}.`);
  if (report.misshaped.length > 0)
    lines.push(
      `${report.misshaped.length} of another shape: ${list(
        report.misshaped.map(
          ({ name, expected, found }) =>
            `${name} (has [${found.join(', ')}], needs [${expected.join(', ')}])`,
        ),
      )}.`,
    );
  if (report.extra.length > 0)
    lines.push(`${report.extra.length} without a place in the network: ${list(report.extra)}.`);
  return lines;
}
