import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFacts } from '#catalog/pictures/picture.ts';
import { marksOf } from './animal-marks.ts';
import { finOutline } from './fin-outline.ts';
import { planDemo, type PlannedPhoto } from './plan.ts';
import { coverPolygon } from './polygon.ts';
import { drawScene } from './scene.ts';
import { boxesOf, truthOf } from './truth.ts';
import { variedPhoto } from './varied.ts';
import { writePhoto } from './write-photo.ts';

const size = { individuals: 24, photos: 240, seed: 7 };
const small = { ...size, photos: 40, width: 480 };

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('the plan of a demo', () => {
  const plan = planDemo(size);

  it('is the same for the same seed and another for another', () => {
    expect(JSON.stringify(planDemo(size))).toBe(JSON.stringify(plan));
    expect(JSON.stringify(planDemo({ ...size, seed: 8 }))).not.toBe(JSON.stringify(plan));
  });

  it('shows every animal, most of them in several encounters and from both sides', () => {
    const seen = new Map<number, { encounters: Set<number>; sides: Set<string> }>();
    for (const { animals, encounter } of plan.photos) {
      for (const { individual, side } of animals) {
        const entry = seen.get(individual) ?? { encounters: new Set(), sides: new Set() };
        entry.encounters.add(encounter);
        entry.sides.add(side);
        seen.set(individual, entry);
      }
    }
    expect(seen.size).toBe(24);
    const again = [...seen.values()].filter(
      ({ encounters, sides }) => encounters.size > 1 && sides.size === 2,
    );
    expect(again.length).toBeGreaterThan(16);
  });

  it('has photos of none, one and several animals', () => {
    const share = (test: (count: number) => boolean) =>
      plan.photos.filter(({ animals }) => test(animals.length)).length / plan.photos.length;
    expect(share((count) => count === 0)).toBeGreaterThan(0.02);
    expect(share((count) => count === 1)).toBeGreaterThan(0.4);
    expect(share((count) => count > 1)).toBeGreaterThan(0.3);
  });

  it('runs through time within an encounter, at one place', () => {
    const byEncounter = Map.groupBy(plan.photos, ({ encounter }) => encounter);
    for (const photos of byEncounter.values()) {
      const times = photos.map(({ takenMs }) => takenMs);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      const latitudes = photos.map(({ latitude }) => latitude);
      expect(Math.max(...latitudes) - Math.min(...latitudes)).toBeLessThan(0.05);
    }
  });
});

describe('a drawn photo', () => {
  const plan = planDemo(small);
  const withAnimals = (count: number): PlannedPhoto => {
    const found = plan.photos.find(({ animals }) => animals.length === count);
    if (found === undefined) throw new Error(`No photo of ${count} animals in the plan.`);
    return found;
  };

  it('has the same pixels every time', () => {
    const photo = withAnimals(1);
    expect(digest(drawScene(photo.scene).pixels)).toBe(digest(drawScene(photo.scene).pixels));
  });

  it('has a box that holds the fin tightly: it is dark water away from the fin and fin inside', () => {
    const photo = withAnimals(1);
    const without = drawScene({ ...photo.scene, animals: [] });
    const drawn = drawScene(photo.scene);
    const [box] = truthOf(plan, photo, drawn).boxes;
    const { width, height } = drawn;
    const changed = (left: number, top: number, right: number, bottom: number) => {
      let count = 0;
      for (
        let y = Math.max(0, Math.floor(top * height));
        y < Math.min(height, bottom * height);
        y += 1
      ) {
        for (
          let x = Math.max(0, Math.floor(left * width));
          x < Math.min(width, right * width);
          x += 1
        ) {
          const at = (y * width + x) * 3;
          if (Math.abs(drawn.pixels[at] - without.pixels[at]) > 24) count += 1;
        }
      }
      return count;
    };
    const inside = changed(box.x, box.y, box.x + box.w, box.y + box.h);
    expect(inside).toBeGreaterThan(box.w * width * box.h * height * 0.2);
    // Nothing of the animal stands above the box, and each edge of it touches the fin.
    expect(changed(0, 0, 1, box.y - 4 / height)).toBe(0);
    expect(
      changed(box.x, box.y, box.x + box.w, box.y + Math.max(3 / height, box.h * 0.15)),
    ).toBeGreaterThan(0);
  });

  it('of no animal has no boxes', () => {
    const photo = withAnimals(0);
    expect(truthOf(plan, photo, drawScene(photo.scene)).boxes).toEqual([]);
  });
});

describe('the marks of an individual', () => {
  const outline = (index: number) => finOutline(marksOf(7, index, 'bottlenose dolphin'));

  it('are its own and stay', () => {
    expect(outline(3)).toEqual(outline(3));
    expect(outline(3)).not.toEqual(outline(4));
    const { left, right } = marksOf(7, 3, 'bottlenose dolphin');
    expect(left).not.toEqual(right);
  });

  it('are notches seen from both sides as mirror images, scratches only from one', () => {
    const at = (mirror: 1 | -1) =>
      coverPolygon(
        outline(5).map(({ x, y }) => ({ x: 100 + mirror * x * 50, y: 100 - y * 50 })),
        200,
        200,
      );
    const left = at(1);
    const right = at(-1);
    if (left === null || right === null) throw new Error('The fin is not in the picture.');
    expect(right.width).toBeCloseTo(left.width, -0.5);
    const area = (cover: Float32Array) => cover.reduce((sum, part) => sum + part, 0);
    expect(area(right.cover)).toBeCloseTo(area(left.cover), 1);
  });
});

describe('a written photo', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'resight-demo-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each([1, 6])(
    'with orientation %i carries EXIF that reads back as planned',
    async (orientation) => {
      const plan = planDemo(small);
      const photo = { ...plan.photos[0], orientation };
      await writePhoto(plan, photo, folder);
      const facts = await readFacts(await readFile(join(folder, photo.file)));
      expect(facts).toMatchObject({
        format: 'jpeg',
        width: 480,
        height: 320,
        orientation,
        takenMs: photo.takenMs,
        utcOffsetMinutes: 60,
        camera: 'Canon EOS 7D Mark II',
        photographer: 'Resight demo',
      });
      expect(facts.latitude).toBeCloseTo(photo.latitude, 4);
      expect(facts.longitude).toBeCloseTo(photo.longitude, 4);
    },
  );
});

describe('varied pictures for training', () => {
  const photos = () => Array.from({ length: 60 }, (_, index) => variedPhoto(3, index, 320));
  const varied = photos();

  it('show every family, and are the same for the same seed', () => {
    expect(new Set(varied.flatMap(({ families }) => families)).size).toBe(6);
    expect(photos()).toEqual(varied);
  });

  it('have a box for every fin that is seen, inside the picture and inside the body', () => {
    for (const { scene, families } of varied.slice(0, 12)) {
      const drawn = drawScene(scene);
      const boxes = boxesOf(scene, drawn, families);
      for (let i = 0; i < boxes.length; i += 2) {
        const [fin, body] = boxes.slice(i, i + 2);
        expect([fin.class, body.class]).toEqual(['dorsal fin', 'body']);
        expect(fin.x).toBeGreaterThanOrEqual(body.x);
        expect(fin.y).toBeGreaterThanOrEqual(body.y);
        expect(fin.x + fin.w).toBeLessThanOrEqual(body.x + body.w + 1e-5);
        expect(body.x + body.w).toBeLessThanOrEqual(1 + 1e-5);
        expect(body.y + body.h).toBeLessThanOrEqual(1 + 1e-5);
      }
    }
  });
});
