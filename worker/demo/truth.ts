import type { DemoPlan, PlannedPhoto } from './plan.ts';
import type { DrawnScene } from './scene.ts';

/** A box of the truth: fractions of the upright photo, top left corner. */
export interface TruthBox {
  class: 'dorsal fin' | 'body';
  x: number;
  y: number;
  w: number;
  h: number;
  individual: string;
  side: 'left' | 'right';
  /** Grades 1–3 as a person would give them. */
  angle: number;
  focus: number;
  visible: number;
}

export interface TruthPhoto {
  file: string;
  encounter: string;
  boxes: TruthBox[];
}

/** What the pictures of a demo show, beside them in `truth.json`. */
export interface Truth {
  seed: number;
  individuals: { code: string; species: string }[];
  photos: TruthPhoto[];
}

/** A fin of fewer pixels than this, or less of it out of the water, nobody would box. */
const LEAST_PIXELS = 60;

const round = (value: number) => Math.round(value * 1e6) / 1e6;

export function truthOf(plan: DemoPlan, photo: PlannedPhoto, drawn: DrawnScene): TruthPhoto {
  const boxes: TruthBox[] = [];
  drawn.parts.forEach(({ fin, body }, index) => {
    const { individual, side } = photo.animals[index];
    const pose = photo.scene.animals[index];
    if (fin === null || fin.pixels < LEAST_PIXELS || body === null) return;
    const grades = {
      individual: plan.individuals[individual].code,
      side,
      angle: Math.abs(pose.yaw) < 0.35 ? 3 : Math.abs(pose.yaw) < 0.7 ? 2 : 1,
      focus:
        photo.scene.camera.defocus + photo.scene.camera.motion / 3 < 0.8
          ? 3
          : photo.scene.camera.defocus < 2
            ? 2
            : 1,
      visible: pose.water < 0 ? 3 : pose.water < 0.2 ? 2 : 1,
    };
    for (const [name, part] of [
      ['dorsal fin', fin],
      ['body', body],
    ] as const) {
      boxes.push({
        class: name,
        x: round(part.x),
        y: round(part.y),
        w: round(part.w),
        h: round(part.h),
        ...grades,
      });
    }
  });
  return { file: photo.file, encounter: plan.encounters[photo.encounter].name, boxes };
}
