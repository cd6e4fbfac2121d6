import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitIndividuals, type SplittableBox } from './split-individuals.ts';

const wishes = { validationShare: 0.25, newShare: 0.15, seed: 1 };

/** A season: encounters with groups of animals that are met again. */
function season(encounters: number, animals: number, group: number): SplittableBox[] {
  return Array.from({ length: encounters * group * 2 }, (_, at) => {
    const encounter = Math.floor(at / (group * 2));
    const member = Math.floor(at / 2) % group;
    return {
      boxId: at + 1,
      individualId: 1 + ((encounter * group + member * 5) % animals),
      encounter: `encounter ${encounter}`,
    };
  });
}

describe('the split of identified boxes', () => {
  it('never has an encounter on both sides, nor a held-out animal among those learned from', () => {
    const box = fc.record({
      individualId: fc.integer({ min: 1, max: 12 }),
      encounter: fc.integer({ min: 1, max: 15 }).map((n) => `encounter ${n}`),
    });
    fc.assert(
      fc.property(fc.array(box, { minLength: 1, maxLength: 120 }), fc.nat(99), (rows, seed) => {
        const boxes = rows.map((row, at) => ({ ...row, boxId: at + 1 }));
        const of = new Map(boxes.map((one) => [one.boxId, one]));
        const split = splitIndividuals(boxes, { ...wishes, seed });
        const { train, validation, unused, heldOut } = split;
        expect([...train, ...validation, ...unused].sort((a, b) => a - b)).toEqual([...of.keys()]);
        const learned = new Set(train.map((id) => of.get(id)?.encounter));
        for (const id of validation) expect(learned.has(of.get(id)?.encounter)).toBe(false);
        const met = new Set(train.map((id) => of.get(id)?.individualId));
        for (const id of heldOut) expect(met.has(id)).toBe(false);
        // Whoever is asked for and not held out can be found.
        for (const id of validation) {
          const individual = of.get(id)?.individualId ?? 0;
          expect(met.has(individual) || heldOut.includes(individual)).toBe(true);
        }
      }),
    );
  });

  it('comes near both shares on a season of ordinary field work', () => {
    const boxes = season(20, 24, 6);
    const { validation, heldOut } = splitIndividuals(boxes, wishes);
    const of = new Map(boxes.map((one) => [one.boxId, one.individualId]));
    const news = validation.filter((id) => heldOut.includes(of.get(id) ?? 0)).length;
    expect(validation.length / boxes.length).toBeGreaterThan(0.2);
    expect(validation.length / boxes.length).toBeLessThan(0.3);
    expect(news / validation.length).toBeGreaterThan(0.1);
    expect(news / validation.length).toBeLessThan(0.2);
    expect(splitIndividuals(boxes.toReversed(), wishes).validation).toEqual(validation);
    expect(splitIndividuals(boxes, { ...wishes, seed: 2 }).validation).not.toEqual(validation);
  });

  it('asks for animals that are left enough photos to be learned from, where it has a choice', () => {
    // Each animal was met in three encounters, in one of them far more often photographed.
    const boxes = Array.from({ length: 12 * 14 }, (_, at) => {
      const [animal, photo] = [at % 12, Math.floor(at / 12)];
      const trip = photo < 10 ? 0 : photo < 12 ? 1 : 2;
      return { boxId: at + 1, individualId: animal, encounter: `${trip} of ${animal >> 1}` };
    });
    const { train, validation, heldOut } = splitIndividuals(boxes, wishes);
    const count = (ids: number[], animal: number) =>
      ids.filter((id) => (id - 1) % 12 === animal).length;
    for (let animal = 0; animal < 12; animal += 1)
      if (!heldOut.includes(animal) && count(validation, animal) > 0)
        expect(count(train, animal)).toBeGreaterThanOrEqual(7);
  });

  it('asks only for new animals where each of the others has one photo', () => {
    const boxes = Array.from({ length: 40 }, (_, at) => ({
      boxId: at + 1,
      individualId: at + 1,
      encounter: `photo ${at + 1}`,
    }));
    const { validation, heldOut, train } = splitIndividuals(boxes, wishes);
    expect(new Set(validation)).toEqual(new Set(heldOut));
    expect(train).toHaveLength(34);
  });

  it('of one animal alone leaves nothing to judge by', () => {
    const boxes = [1, 2, 3].map((boxId) => ({ boxId, individualId: 7, encounter: `e ${boxId}` }));
    const { heldOut } = splitIndividuals(boxes, wishes);
    expect(heldOut).toEqual([]);
  });
});
