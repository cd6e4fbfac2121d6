/** What ranking works on: vectors of one network, what their boxes show, and who they are, kept fresh. */
import type { Catalogue } from '#catalog/catalogue.ts';
import {
  allNames,
  decidedSince,
  matchBoxes,
  namesOf,
  newestDecision,
  speciesOfAll,
  standsForAll,
  vectorKeys,
  vectorsOf,
  type MatchBox,
} from '#catalog/queries/match-rows.ts';
import type { Topic } from '#terms/events.ts';
import { floatsOf, VectorRows } from './vector-rows.ts';

/** Vectors read at once; between two helpings other calls are answered. */
const HELPING = 2000;
/** Parts of the vectors beyond which they are read anew into one. */
const MOST_PARTS = 40;

/** What may be old: everything a topic speaks of is asked for again at the next ranking. */
type Part = 'vectors' | 'boxes' | 'all-boxes' | 'names' | 'merges';

const partsOf: Record<Topic, readonly Part[]> = {
  catalogue: [],
  settings: [],
  weights: [],
  photos: ['all-boxes'],
  encounters: ['all-boxes'],
  boxes: ['boxes', 'vectors'],
  models: ['vectors'],
  decisions: ['names'],
  individuals: ['names', 'merges'],
};

export class MatchIndex {
  readonly modelId: number;
  readonly #catalogue: Catalogue;
  #vectors = new VectorRows();
  #revisions = new Map<number, number>();
  #boxes: (MatchBox | undefined)[] = [];
  #named = new Map<number, number>();
  #standsFor = new Map<number, number>();
  #species = new Map<number, string>();
  #lastDecision = 0;
  #lastBoxChange = 0;
  #owners = new Int32Array(0);
  #closed = false;
  #reading: Generator<void> | undefined;
  #renamed: number[] = [];
  readonly #stale = new Set<Part>(['vectors', 'all-boxes', 'names', 'merges']);
  /** Counts changes, so that what was worked out of an older state is known to be old. */
  #version = 0;

  constructor(catalogue: Catalogue, modelId: number) {
    this.#catalogue = catalogue;
    this.modelId = modelId;
  }

  changed(topics: readonly Topic[]): void {
    for (const topic of topics) for (const part of partsOf[topic]) this.#stale.add(part);
  }

  get version(): number {
    return this.#version;
  }

  get count(): number {
    return this.#vectors.count;
  }

  /** Boxes that have a vector which can be compared. */
  get boxes(): number {
    return this.#vectors.rowOf.size;
  }

  get dimensions(): number {
    return this.#vectors.dimensions;
  }

  get unusable(): number {
    return this.#vectors.unusable;
  }

  /** The animal of each row after all merges, −1 for nobody; a row that stands for no box is nobody's. */
  get owners(): Int32Array {
    return this.#owners;
  }

  boxAt(row: number): MatchBox | undefined {
    return this.#boxes[row];
  }

  rowOf(boxId: number): number | undefined {
    const row = this.#vectors.rowOf.get(boxId);
    return row === undefined || this.#boxes[row] === undefined ? undefined : row;
  }

  scores(query: Float32Array): Float32Array {
    return this.#vectors.scores(query);
  }

  speciesOf(individualId: number): string | undefined {
    return this.#species.get(individualId);
  }

  /** Ids that stand for each of these animals after all merges. */
  membersOf(individualIds: Iterable<number>): Map<number, number[]> {
    const members = new Map<number, number[]>([...individualIds].map((id) => [id, []]));
    for (const [id, into] of this.#standsFor) members.get(into)?.push(id);
    return members;
  }

  /** Boxes that somebody decided about since this was asked last. */
  takeRenamed(): number[] {
    const renamed = this.#renamed;
    this.#renamed = [];
    return renamed;
  }

  /** Vectors as they are stored, by box; of those only that have a row. */
  storedVectors(boxIds: readonly number[]): Map<number, Float32Array> {
    const known = boxIds.filter((boxId) => this.rowOf(boxId) !== undefined);
    return new Map(
      vectorsOf(this.#catalogue, this.modelId, known).flatMap((stored) => {
        const vector = floatsOf(stored);
        return vector === null ? [] : [[stored.boxId, vector] as const];
      }),
    );
  }

  /** Reads what changed since the last time. */
  refresh(): void {
    while (this.#step());
  }

  /** The same in helpings, so that a large catalogue does not hold everything up while it is opened. */
  async warm(): Promise<void> {
    while (!this.#closed && this.#step()) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
  }

  /** Ends a reading that is under way. */
  close(): void {
    this.#closed = true;
  }

  /** One helping of the reading that is under way, or of the next one; false once nothing is old. */
  #step(): boolean {
    if (this.#reading === undefined && this.#stale.size === 0) return false;
    this.#reading ??= this.#refreshing();
    if (this.#reading.next().done === true) this.#reading = undefined;
    return true;
  }

  *#refreshing(): Generator<void> {
    const stale = new Set(this.#stale);
    this.#stale.clear();
    let rowsChanged = false;
    if (stale.has('vectors')) {
      for (const _ of this.#readVectors()) {
        rowsChanged = true;
        yield;
      }
    }
    if (rowsChanged || stale.has('all-boxes')) this.#readBoxes(0);
    else if (stale.has('boxes')) this.#readBoxes(this.#lastBoxChange);
    if (stale.has('merges')) {
      this.#standsFor = standsForAll(this.#catalogue);
      this.#species = speciesOfAll(this.#catalogue);
    }
    if (stale.has('names')) this.#readNames();
    this.#own();
    this.#version += 1;
  }

  /** Vectors that are new or of another shape of their box; those that are gone stand for nothing. */
  *#readVectors(): Generator<void> {
    const keys = vectorKeys(this.#catalogue, this.modelId);
    if (this.#vectors.parts > MOST_PARTS) {
      this.#vectors = new VectorRows();
      this.#revisions = new Map();
      this.#boxes = [];
    }
    for (const boxId of this.#revisions.keys()) {
      if (keys.has(boxId)) continue;
      this.#forget(boxId);
      this.#revisions.delete(boxId);
    }
    const missing = [...keys].filter(([id, revision]) => this.#revisions.get(id) !== revision);
    for (let at = 0; at < missing.length; at += HELPING) {
      const helping = missing.slice(at, at + HELPING);
      const ids = helping.map(([boxId]) => boxId);
      for (const id of ids) this.#forget(id);
      this.#vectors.add(vectorsOf(this.#catalogue, this.modelId, ids));
      for (const [id, revision] of helping) this.#revisions.set(id, revision);
      yield;
    }
  }

  #forget(boxId: number): void {
    const row = this.#vectors.rowOf.get(boxId);
    if (row !== undefined) this.#boxes[row] = undefined;
    this.#vectors.rowOf.delete(boxId);
  }

  #readBoxes(since: number): void {
    for (const box of matchBoxes(this.#catalogue, this.modelId, since)) {
      this.#lastBoxChange = Math.max(this.#lastBoxChange, box.updatedAt);
      const row = this.#vectors.rowOf.get(box.boxId);
      if (row !== undefined) this.#boxes[row] = box.counts ? box : undefined;
    }
  }

  #readNames(): void {
    if (this.#lastDecision === 0) {
      this.#lastDecision = newestDecision(this.#catalogue);
      for (const { boxId, individualId } of allNames(this.#catalogue))
        this.#named.set(boxId, individualId);
      return;
    }
    const decided = decidedSince(this.#catalogue, this.#lastDecision);
    const [first] = decided;
    if (first === undefined) return;
    this.#lastDecision = first.newest;
    const ids = decided.map(({ boxId }) => boxId);
    for (const id of ids) this.#named.delete(id);
    this.#renamed.push(...ids);
    for (const { boxId, individualId } of namesOf(this.#catalogue, ids))
      this.#named.set(boxId, individualId);
  }

  #own(): void {
    const owners = new Int32Array(this.#vectors.count).fill(-1);
    for (const [boxId, row] of this.#vectors.rowOf) {
      if (this.#boxes[row] === undefined) continue;
      const named = this.#named.get(boxId);
      if (named !== undefined) owners[row] = this.#standsFor.get(named) ?? -1;
    }
    this.#owners = owners;
  }
}
