import type { Bench } from '../bench-row.ts';
import { portableZip } from './portable.ts';
import { importTable, memory, tables } from './tables.ts';

export const formatBenches: readonly Bench[] = [
  { name: 'formats: tables of 100,000 sightings', run: () => tables() },
  { name: 'formats: a catalogue table in', run: () => importTable() },
  { name: 'formats: portable zip', run: () => portableZip() },
  { name: 'formats: memory at 100,000 photos', run: () => memory() },
];
