import type { TruthBox, TruthPhoto } from '#terms/demo.ts';
import type { DemoPlan, PlannedPhoto } from './plan.ts';
import type { DrawnScene, PartBox, SceneSpec } from './scene.ts';
import { zoneOf } from './zone.ts';

/** A fin of fewer pixels than this, or less of it out of the water, nobody would box. */
const LEAST_PIXELS = 60;

const round = (value: number) => Math.round(value * 1e6) / 1e6;

/** Boxes of a drawn scene; `names` says who each of its animals is. */
export function boxesOf(scene: SceneSpec, drawn: DrawnScene, names: readonly string[]): TruthBox[] {
  const { camera, animals } = scene;
  return drawn.parts.flatMap(({ fin, body }, index) => {
    const pose = animals[index];
    if (fin === null || fin.pixels < LEAST_PIXELS || body === null) return [];
    const grades = {
      individual: names[index],
      side: pose.side,
      angle: Math.abs(pose.yaw) < 0.35 ? 3 : Math.abs(pose.yaw) < 0.7 ? 2 : 1,
      exposure:
        Math.abs(drawn.finLight[index] - 0.16) < 0.13 ? 3 : drawn.finLight[index] > 0.03 ? 2 : 1,
      focus: camera.defocus + camera.motion / 3 < 0.8 ? 3 : camera.defocus < 2 ? 2 : 1,
      visible: pose.water < 0 ? 3 : pose.water < 0.2 ? 2 : 1,
    };
    const boxOf = (name: TruthBox['class'], part: PartBox): TruthBox => ({
      class: name,
      x: round(part.x),
      y: round(part.y),
      w: round(part.w),
      h: round(part.h),
      ...grades,
    });
    return [boxOf('dorsal fin', fin), boxOf('body', body)];
  });
}

/** What is on a photo of a plan, once it is drawn. */
export function truthOf(plan: DemoPlan, photo: PlannedPhoto, drawn: DrawnScene): TruthPhoto {
  const codes = photo.animals.map(({ individual }) => plan.individuals[individual].code);
  return {
    file: photo.file,
    encounter: plan.encounters[photo.encounter].name,
    takenAt: `${new Date(photo.takenMs).toISOString().slice(0, 19)}${zoneOf(plan.utcOffsetMinutes)}`,
    latitude: round(photo.latitude),
    longitude: round(photo.longitude),
    boxes: boxesOf(photo.scene, drawn, codes),
  };
}
