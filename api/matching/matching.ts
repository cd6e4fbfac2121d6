/** Ranking in an open catalogue: the network in use, its vectors in memory, and what follows from them. */
import type { Catalogue } from '#catalog/catalogue.ts';
import { photosOfBoth } from '#catalog/queries/match-rows.ts';
import { belonging, keptApart } from '#catalog/queries/review-findings.ts';
import type { EventHub } from '../events.ts';
import { animalSides, type AnimalSide } from './animal-sides.ts';
import { chosenNetwork, type ChosenNetwork } from './chosen-network.ts';
import { FirstScores } from './first-scores.ts';
import { HeatMaps, type AskHeatMap } from './heat-maps.ts';
import { likelyDuplicates, pairKey, type AlikePair } from './likely-duplicates.ts';
import { likelyMixUps, settledKey, type OddPhoto } from './likely-mix-ups.ts';
import { MatchIndex } from './match-index.ts';

/** The vectors are read this long after a catalogue was opened, when the first screen stands. */
const WARM_MS = 400;

interface Loaded {
  index: MatchIndex;
  first: FirstScores;
}

/** What a ranking needs; none while no network is in use. */
interface ReadyToRank extends Loaded {
  network: ChosenNetwork;
}

export class Matching {
  readonly #catalogue: Catalogue;
  readonly #unobserve: () => void;
  readonly #timer: NodeJS.Timeout;
  readonly heatMaps: HeatMaps;
  #loaded: Loaded | undefined;
  #sides: { version: number; sides: Promise<AnimalSide[]> } | undefined;

  constructor(catalogue: Catalogue, events: EventHub, askHeatMap: AskHeatMap) {
    this.#catalogue = catalogue;
    this.heatMaps = new HeatMaps(catalogue, askHeatMap);
    this.#unobserve = events.observe((topics) => this.#loaded?.index.changed(topics));
    this.#timer = setTimeout(() => this.#warm(), WARM_MS);
    this.#timer.unref();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#unobserve();
    this.#loaded?.first.close();
    this.#loaded?.index.close();
    this.#loaded = undefined;
  }

  /** Everything as it stands now; null while no network is in use. */
  ready(): ReadyToRank | null {
    const network = chosenNetwork(this.#catalogue);
    if (network === null) return null;
    const loaded = this.#of(network);
    loaded.index.refresh();
    return { network, ...loaded };
  }

  /** Pairs of animals that may be one, best first; those that a person kept apart are left out. */
  async duplicates(limit: number): Promise<AlikePair[]> {
    const ready = this.ready();
    if (ready === null) return [];
    const { index, network } = ready;
    const sides = await this.#animalSides(index);
    const apart = new Set(
      [...keptApart(this.#catalogue), ...photosOfBoth(this.#catalogue)].map(({ a, b }) =>
        pairKey(a, b),
      ),
    );
    const pairs = await likelyDuplicates(index, sides, apart, limit);
    const { threshold } = network;
    return threshold === null ? pairs : pairs.filter(({ score }) => score > threshold);
  }

  /** Photos that may show another animal than they are said to. */
  async mixUps(limit: number): Promise<OddPhoto[]> {
    const ready = this.ready();
    if (ready === null) return [];
    const { index, network } = ready;
    const sides = await this.#animalSides(index);
    const settled = new Set(
      belonging(this.#catalogue).map(({ individualId, boxId }) => settledKey(individualId, boxId)),
    );
    return likelyMixUps(index, sides, settled, network.threshold, limit);
  }

  #animalSides(index: MatchIndex): Promise<AnimalSide[]> {
    if (this.#sides?.version !== index.version)
      this.#sides = { version: index.version, sides: animalSides(index) };
    return this.#sides.sides;
  }

  #of({ model }: ChosenNetwork): Loaded {
    if (this.#loaded?.index.modelId !== model.id) {
      this.#loaded?.first.close();
      this.#loaded?.index.close();
      const index = new MatchIndex(this.#catalogue, model.id);
      this.#loaded = { index, first: new FirstScores(index) };
      this.#sides = undefined;
    }
    return this.#loaded;
  }

  #warm(): void {
    const network = chosenNetwork(this.#catalogue);
    if (network !== null) void this.#of(network).index.warm();
  }
}
