/** What an act does to the catalogue; it says whether it was stored. */
import { applyEdit } from '../../boxes/box-edits.ts';
import { undoEdit as undoBoxEdit } from '../../boxes/box-undo.ts';
import { storeCatalogue } from '../../import/store-catalogue.ts';
import type { Catalogue } from '../../catalogue.ts';
import { CatalogueError } from '../../catalogue-error.ts';
import { boxVersion } from '../../queries/decisions.ts';
import { decide } from '../decide.ts';
import { editIndividual } from '../edit-individual.ts';
import { mergeIndividuals } from '../merge-individuals.ts';
import { redoDecision } from '../redo-decision.ts';
import { splitIndividual } from '../split-individual.ts';
import { storePseudoLabels } from '../store-pseudo-labels.ts';
import { undoDecision } from '../undo-decision.ts';
import { undoEdit } from '../undo-individual-edit.ts';
import type { Act } from './acts.fixture.ts';

export function actReally(catalogue: Catalogue, act: Act, now: number): boolean {
  try {
    perform(catalogue, act, now);
    return true;
  } catch (error) {
    if (error instanceof CatalogueError) return false;
    throw error;
  }
}

function perform(catalogue: Catalogue, act: Act, now: number): void {
  switch (act.kind) {
    case 'decide': {
      const { boxes, round, isStale, verdict, animal, code, note, by } = act;
      const version = (boxId: number) =>
        boxVersion(catalogue, boxId, round) === 0 || !isStale
          ? boxVersion(catalogue, boxId, round)
          : 0;
      decide(
        catalogue,
        {
          boxes: boxes.map((boxId) => ({ boxId, version: version(boxId) })),
          verdict,
          individualId: animal,
          code,
          round,
          candidates: [],
          modelId: null,
          note,
          reviewerId: by,
        },
        now,
      );
      break;
    }
    case 'undo':
      undoDecision(catalogue, act.id, act.by, now);
      break;
    case 'redo':
      redoDecision(catalogue, act.by, now);
      break;
    case 'merge':
      mergeIndividuals(catalogue, act.from, act.into, act.by, now);
      break;
    case 'split': {
      const to = typeof act.to === 'string' ? { code: act.to } : { individualId: act.to };
      splitIndividual(catalogue, act.animal, act.boxes, to, act.by, now);
      break;
    }
    case 'rename':
      editIndividual(catalogue, act.animal, { code: act.code }, act.by, now);
      break;
    case 'undo-edit':
      undoEdit(catalogue, act.id, act.by, now);
      break;
    case 'import':
      importOne(catalogue, act, now);
      break;
    case 'guess':
      guess(catalogue, act, now);
      break;
    case 'box':
      editBox(catalogue, act, now);
      break;
  }
}

const nobody = { name: null, species: null, sex: null, lifeStage: null, notes: null };

function importOne(
  catalogue: Catalogue,
  { box, code, verdict, identifiedBy }: Extract<Act, { kind: 'import' }>,
  now: number,
): void {
  const photoId = catalogue.value<number>('SELECT photo_id FROM boxes WHERE id = ?', box) ?? 0;
  storeCatalogue(
    catalogue,
    {
      individuals: new Map([[code.toLowerCase(), { code, ...nobody }]]),
      identities: [
        {
          ...nobody,
          line: 1,
          photoId,
          boxId: box,
          code,
          verdict,
          identifiedBy,
          box: { x: 0, y: 0, w: 1, h: 1 },
          boxClass: null,
          side: null,
          takenMs: null,
          dayOnly: false,
          encounterDays: null,
          utcOffsetMinutes: null,
          latitude: null,
          longitude: null,
          photographer: null,
          encounter: null,
          place: null,
          angle: null,
          exposure: null,
          focus: null,
          visible: null,
          distinctiveness: null,
        },
      ],
    },
    'table.csv',
    now,
  );
}

function guess(
  catalogue: Catalogue,
  { box, animal }: Extract<Act, { kind: 'guess' }>,
  now: number,
): void {
  catalogue.run(
    `INSERT OR IGNORE INTO models (id, kind, version, name, architecture, origin, state, recipe, data_seen,
       metrics, files, created_at)
     VALUES (1, 'embedder', 1, 'Embedder 1', 'b0', 'trained', 'ready', '{}', '{}', '{}', '{}', 1)`,
  );
  const label = { boxId: box, individualId: animal, score: 0.9, probability: 0.9 };
  storePseudoLabels(catalogue, 1, { threshold: 0.6, top: null }, [label], now);
}

function editBox(
  catalogue: Catalogue,
  { box, change }: Extract<Act, { kind: 'box' }>,
  now: number,
): void {
  if (change === 'take-back') {
    undoBoxEdit(catalogue, 1, now);
    return;
  }
  const { photoId = 0, version = 0 } =
    catalogue.get<{ photoId: number; version: number }>(
      'SELECT photo_id AS photoId, updated_at AS version FROM boxes WHERE id = ?',
      box,
    ) ?? {};
  const boxId = box;
  const set = (fields: { state?: 'accepted' | 'rejected'; side?: 'right' }) =>
    ({ kind: 'set', boxId, version, fields }) as const;
  const changes = {
    delete: { kind: 'delete', boxId, version } as const,
    reject: set({ state: 'rejected' }),
    accept: set({ state: 'accepted' }),
    turn: set({ side: 'right' }),
  };
  applyEdit(catalogue, { photoId, action: change, changes: [changes[change]] }, 1, now);
}
