import type { Catalogue } from '#catalog/catalogue.ts';
import { boxOnPhoto } from '#catalog/queries/box-on-photo.ts';
import { vectorLength } from '#catalog/queries/embeddings.ts';
import { servingOf } from '#catalog/versions/serving.ts';
import type { HeatMap } from '#terms/matching/heat-map.ts';
import type { Asked } from '#terms/questions/index.ts';
import { AppError } from '../errors.ts';
import { chosenNetwork } from './chosen-network.ts';

type HeatBox = Asked<'heat-map'>['boxes'][number];

/** Maps that are kept: one is a few kilobytes. */
const KEPT = 400;

/** Asks the worker for a map. */
export type AskHeatMap = (input: Asked<'heat-map'>) => Promise<HeatMap>;

/** Maps of an open catalogue; one never changes for two boxes as they are. */
export class HeatMaps {
  readonly #catalogue: Catalogue;
  readonly #ask: AskHeatMap;
  readonly #kept = new Map<string, Promise<HeatMap>>();

  constructor(catalogue: Catalogue, ask: AskHeatMap) {
    this.#catalogue = catalogue;
    this.#ask = ask;
  }

  /**
   * Regions of two boxes that drove their likeness, by the network in use.
   *
   * @throws AppError `not-found` for a box, photo or network that is not there, `unsupported-here` for a
   *   network that came without its weights.
   */
  of(boxId: number, otherBoxId: number): Promise<HeatMap> {
    const catalogue = this.#catalogue;
    const network = chosenNetwork(catalogue);
    if (network === null)
      throw new AppError('not-found', 'No network is in use, so no region drove anything.');
    const { model } = network;
    const boxes = [heatBox(catalogue, boxId), heatBox(catalogue, otherBoxId)] as const;
    const { weights } = model.files;
    if (weights === undefined)
      throw new AppError(
        'unsupported-here',
        `${model.name} came as a finished network and does not say which regions drove a likeness. Networks that are trained here do.`,
        { modelId: model.id },
      );
    const key = [model.id, ...boxes.flatMap((box) => [box.boxId, box.revision])].join(' ');
    const before = this.#kept.get(key);
    if (before !== undefined) return before;
    const made = this.#ask({
      weights,
      serving: { ...servingOf(model), dimensions: dimensionsOf(catalogue, model.id) },
      boxes: [...boxes],
    });
    this.#kept.set(key, made);
    made.catch(() => this.#kept.delete(key));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return made;
  }
}

function heatBox(catalogue: Catalogue, boxId: number): HeatBox {
  const box = boxOnPhoto(catalogue, boxId);
  if (box === undefined)
    throw new AppError('not-found', `Box ${boxId} is not there any more.`, { boxId });
  return box;
}

/** Numbers of a vector of this version. */
function dimensionsOf(catalogue: Catalogue, modelId: number): number {
  const dimensions = vectorLength(catalogue, modelId);
  if (dimensions === undefined)
    throw new AppError('not-found', 'The network has not looked at the fins yet: make vectors.', {
      modelId,
    });
  return dimensions;
}
