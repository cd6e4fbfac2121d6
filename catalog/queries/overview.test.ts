import { expect, it } from 'vitest';
import { madeStudy } from '../exports/made-study.fixture.ts';
import { decide } from '../identity/decide.ts';
import { boxVersion } from './decisions.ts';
import { undoDecision } from '../identity/undo-decision.ts';
import { catalogueOverview } from './overview.ts';

it('a verdict that was taken back is told with whom it had named', () => {
  const { catalogue, remove } = madeStudy();
  catalogue.run(`UPDATE boxes SET state = 'accepted' WHERE id = 9`);
  const reviewerId = 1;
  decide(
    catalogue,
    {
      boxes: [{ boxId: 9, version: boxVersion(catalogue, 9, 'first') }],
      verdict: 'new',
      individualId: null,
      code: 'N7',
      round: 'first',
      candidates: [],
      modelId: null,
      note: '',
      reviewerId,
    },
    10,
  );
  undoDecision(catalogue, null, reviewerId, 20);
  const [latest, before] = catalogueOverview(catalogue).recentDecisions;
  expect(latest).toMatchObject({ verdict: 'undo', individualCode: 'N7', origin: 'person' });
  expect(before).toMatchObject({ verdict: 'new', individualCode: 'N7' });
  remove();
});
