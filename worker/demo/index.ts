/**
 * Pictures of animals that do not exist, drawn from a seed, with the truth about them: for trying the
 * whole loop without photos of one's own, and for training the starting weights.
 *
 * - `planDemo` decides a season of field work; `writePhoto` draws one of its photos, writes it as a
 *   camera would and says what is on it (`TruthPhoto`; boxes are fractions of the upright photo).
 * - `planVaried`, `variedPhoto`: pictures far more varied than a season's, one species a photo;
 *   `drawScene` draws them, `boxesOf` says what is on them.
 * - `composeCrop`: a close-up of one animal (`marksOf(seed, number, family)`), for `drawScene`.
 *
 * Everything is deterministic by seed: no clock, no `Math.random`.
 */
export { marksOf, finFamilies, type AnimalMarks, type FinFamily } from './animal-marks.ts';
export { composeScene, drawCameraBase, drawSeaLook, type SceneDraw } from './compose.ts';
export { planDemo, type AskedDemo, type DemoPlan, type PlannedPhoto } from './plan.ts';
export { drawScene, type DrawnScene, type SceneSpec } from './scene.ts';
export { boxesOf } from './truth.ts';
export {
  composeCrop,
  planVaried,
  variedPhoto,
  type CropOptions,
  type VariedOptions,
  type VariedPhoto,
} from './varied.ts';
export { writePhoto } from './write-photo.ts';
