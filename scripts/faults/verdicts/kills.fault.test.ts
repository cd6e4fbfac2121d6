import { afterEach, beforeEach, expect, it } from 'vitest';
import { openCatalogue } from '#catalog/open-catalogue.ts';
import { addOpenFins, decisionsIn } from '#catalog/identity/judged.fixture.ts';
import { madeCatalogue } from '#catalog/made-catalogue.fixture.ts';
import { seeded, times } from '../counts.ts';
import { acknowledged } from './run-judge.ts';

let made: ReturnType<typeof madeCatalogue>;
beforeEach(() => {
  made = madeCatalogue();
  addOpenFins(made.catalogue, 100);
  made.catalogue.close();
});
afterEach(() => made.remove());

const KILLS = times(20, 400);

it(`killed ${KILLS} times while fins are judged, no decision is lost that was acknowledged`, async () => {
  const random = seeded(19);
  const heard: number[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    heard.push(...(await acknowledged([made.catalogue.folder], 1 + 20 * random(), 40 * random())));
    const catalogue = openCatalogue(made.catalogue.folder);
    const stored = decisionsIn(catalogue);
    expect(catalogue.integrityProblems()).toEqual([]);
    catalogue.close();
    expect(heard.filter((id) => !stored.has(id))).toEqual([]);
  }
  process.stdout.write(`${KILLS} kills, ${heard.length} acknowledged, 0 lost\n`);
});
