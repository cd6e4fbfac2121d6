import { layoutOf } from '#catalog/layout.ts';
import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import { boxesOfClasses, type BoxClasses } from '#catalog/training/boxes-of-classes.ts';
import {
  boxesToLookAt,
  takenTogether,
  type JoinedEncounters,
} from '#catalog/training/taken-together.ts';
import type { CropStyle } from '#terms/embedder/crops.ts';
import type { JobPlace } from '../../messages.ts';
import { looksOf } from './crop-looks.ts';
import { keepCrops } from './crops.ts';
import type { CropWatch } from './learning-set.ts';

/** Encounters whose photos were taken in one go, by their crops; crops that are missing are made. */
export async function joinedByLook(
  boxes: readonly IdentityBox[],
  classes: BoxClasses,
  style: CropStyle,
  { catalogueFolder }: JobPlace,
  watch: CropWatch,
): Promise<JoinedEncounters> {
  const own = boxesOfClasses(boxes, classes);
  const looked = boxesToLookAt(own);
  if (looked.length === 0) return {};
  const { files } = await keepCrops(layoutOf(catalogueFolder).crops, looked, style, watch);
  return takenTogether(own, await looksOf(looked, files, style, watch.signal));
}
