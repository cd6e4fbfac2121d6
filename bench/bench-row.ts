/** One line of `bench/RESULTS.md`: what we took against a named peer of the same run. */
export interface BenchRow {
  name: string;
  /**
   * Our figure and the peer's, both in `unit`. Null where nothing could be measured; no peer, no ratio and no
   * verdict where the peer is not installed.
   */
  ours: number | null;
  peer?: number;
  peerName: string;
  /** `ours / peer`. */
  ratio?: number;
  unit: string;
  /** What must hold, in words, and whether it did. */
  bar: string;
  held?: boolean;
  note: string;
}

export interface Bench {
  name: string;
  run: () => Promise<BenchRow[]>;
}
