import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { interrupted } from '#cli/quickstart/interrupted.fixture.ts';
import { expectWhole } from '#cli/quickstart/whole.fixture.ts';
import { times } from '../counts.ts';

const KILLS = times(6, 100);
/** In full it takes hours where others use the machine too. */
const MOST_MS = 6 * 3_600_000;
/** Kills of one loop; the loop holds every kind of job. */
const EACH = times(6, 10);

it(
  `killed ${KILLS} times, the command or its worker, whichever job runs, the loop finishes whole`,
  async () => {
    for (let kills = 0; kills < KILLS; kills += EACH) {
      const folder = await mkdtemp(join(tmpdir(), 'resight-kills-'));
      try {
        const { kills: done, end } = await interrupted(folder, EACH, 7000);
        process.stdout.write(`${done.join('\n')}\n`);
        expect(end.code).toBe(0);
        await expectWhole(folder);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
  },
  MOST_MS,
);
