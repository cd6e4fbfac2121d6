/** The boxes, crops and split of a training or an evaluation, as they stand on this machine. */
import { layoutOf } from '#catalog/layout.ts';
import { readMoment } from '#catalog/moment.ts';
import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import { findModel } from '#catalog/queries/models.ts';
import type { EmbedderSet } from '#catalog/training/embedder-set.ts';
import type { SkippedBox } from '#terms/boxes/crop-box.ts';
import type { CropStyle } from '#terms/embedder/crops.ts';
import type { JobPlace } from '../../messages.ts';
import { keepCrops } from './crops.ts';

/** What a person calls a version. */
export const nameOfModel = ({ databasePath }: JobPlace, modelId: number): string =>
  readMoment(databasePath, (catalogue) => findModel(catalogue, modelId))?.name ??
  `Version ${modelId}`;

export interface CropWatch {
  signal: AbortSignal;
  progress: (done: number, total: number) => void;
}

interface Crops {
  /** Kept crops by box. */
  files: Map<number, string>;
  skipped: SkippedBox[];
}

/** Makes the crops of some sets; boxes without one leave them. */
export async function cropSets(
  sets: readonly EmbedderSet[],
  style: CropStyle,
  { catalogueFolder }: JobPlace,
  watch: CropWatch,
): Promise<Crops & { sets: EmbedderSet[] }> {
  const boxes = new Map<number, IdentityBox>();
  for (const { learned, gallery, queries } of sets)
    for (const { box } of [...learned, ...gallery, ...queries]) boxes.set(box.boxId, box);
  const { crops } = layoutOf(catalogueFolder);
  const { files, skipped } = await keepCrops(crops, [...boxes.values()], style, watch);
  const has = ({ box }: { box: IdentityBox }) => files.has(box.boxId);
  return {
    sets: sets.map((set) => ({
      ...set,
      learned: set.learned.filter(has),
      gallery: set.gallery.filter(has),
      queries: set.queries.filter(has),
    })),
    files,
    skipped,
  };
}

/** The same of one set. */
export async function cropSet(
  set: EmbedderSet,
  style: CropStyle,
  place: JobPlace,
  watch: CropWatch,
): Promise<Crops & { set: EmbedderSet }> {
  const { sets, ...made } = await cropSets([set], style, place, watch);
  return { ...made, set: sets[0] ?? set };
}

/** Crops in the order of some boxes, right sides mirrored where the recipe says so. */
export function picturesOf(
  boxes: readonly { box: IdentityBox }[],
  files: ReadonlyMap<number, string>,
  mirrorRight: boolean,
): { file: string; mirrored: boolean }[] {
  return boxes.map(({ box }) => ({
    file: files.get(box.boxId) ?? '',
    mirrored: mirrorRight && box.side === 'right',
  }));
}
