/**
 * Pictures of animals that do not exist, drawn from a seed, with the truth about them: for trying the
 * whole loop without photos of one's own, and for training the starting weights.
 *
 * `planDemo` decides a season of field work; `writePhoto` draws one of its photos and says what is on
 * it; `drawScene` draws any scene. Everything is deterministic by seed.
 */
export { marksOf, finFamilies, type AnimalMarks, type FinFamily } from './animal-marks.ts';
export {
  composeScene,
  planDemo,
  type DemoOptions,
  type DemoPlan,
  type PlannedPhoto,
} from './plan.ts';
export { drawScene, type DrawnScene, type SceneSpec } from './scene.ts';
export { type Truth, type TruthBox, type TruthPhoto } from './truth.ts';
export { writePhoto } from './write-photo.ts';
