import type { NetworkInUse, Overview, RecentDecision } from '#terms/catalogue.ts';
import { isPlace } from '../boxes/box-kinds.ts';
import type { Catalogue } from '../catalogue.ts';
import { waitingNames } from './waiting-names.ts';
import { recentEncounters } from './encounters.ts';
import { isSealed } from './blind.ts';
import { listIndividuals } from './individuals.ts';
import { isVacant } from './individual-codes.ts';
import { classesInUse, classValues, meantFor } from './meant-for.ts';
import { countPhotos } from './photos.ts';

/** What a second reviewer is not told: decisions about fins that wait for their word, and who these boxes show. */
export interface Blindness {
  sealedFor: number;
  unseen: readonly number[];
}

/** The loop in numbers, each of the catalogue as it is now. */
export function catalogueOverview(
  catalogue: Catalogue,
  blindness: Blindness | null = null,
): Overview {
  const count = (sql: string, ...parameters: unknown[]) =>
    catalogue.value<number>(sql, ...parameters) ?? 0;
  const chosen = (kind: 'detector' | 'embedder') =>
    catalogue.get<NetworkInUse & { createdAt: number }>(
      `SELECT id, version, name, created_at AS createdAt FROM models WHERE kind = ? AND chosen = 1`,
      kind,
    );
  const detector = chosen('detector');
  const embedder = chosen('embedder');
  const accepted = count(
    `SELECT count(*) FROM boxes b WHERE b.state = 'accepted' AND b.deleted_at IS NULL AND ${isPlace('b')}`,
  );
  const open = count(
    `SELECT count(*) FROM boxes b LEFT JOIN box_identity i ON i.box_id = b.id
     WHERE b.deleted_at IS NULL AND b.state = 'accepted' AND ${isPlace('b')} AND ${meantFor('b')}
       AND coalesce(i.verdict, 'unsure') = 'unsure'`,
    classValues(classesInUse(catalogue)),
  );
  const identified = count(
    `SELECT count(*) FROM box_identity i JOIN boxes b ON b.id = i.box_id
     WHERE b.deleted_at IS NULL AND b.state = 'accepted' AND ${isPlace('b')} AND i.verdict <> 'unsure'`,
  );
  return {
    photos: countPhotos(catalogue, {}),
    unreadableFiles: count('SELECT count(*) FROM unreadable_files'),
    missingPhotos: countPhotos(catalogue, { missing: true }),
    uncheckedPhotos: countPhotos(catalogue, { checked: false }),
    encounters: count('SELECT count(*) FROM encounters'),
    boxes: accepted,
    proposedBoxes: count(
      `SELECT count(*) FROM boxes WHERE state = 'proposed' AND deleted_at IS NULL`,
    ),
    vectors:
      embedder === undefined
        ? 0
        : count(
            `SELECT count(*) FROM embeddings v JOIN boxes b ON b.id = v.box_id
             WHERE v.model_id = ? AND v.box_revision = b.revision AND b.deleted_at IS NULL
               AND b.state = 'accepted' AND ${isPlace('b')}`,
            embedder.id,
          ),
    identifiedBoxes: identified,
    openBoxes: open,
    individuals:
      blindness === null
        ? count(
            `SELECT count(*) FROM individuals i WHERE i.merged_into IS NULL AND NOT ${isVacant('i.id')}`,
          )
        : listIndividuals(catalogue, blindness.unseen).length,
    ...waitingNames(catalogue),
    decisions: count('SELECT count(*) FROM decisions'),
    detector: detector === undefined ? null : nameOf(detector),
    embedder: embedder === undefined ? null : nameOf(embedder),
    boxesSinceDetector: count(
      `SELECT count(*) FROM boxes b WHERE b.state = 'accepted' AND b.deleted_at IS NULL AND b.kind = 'place'
         AND b.updated_at > ?`,
      detector?.createdAt ?? 0,
    ),
    recentEncounters: recentEncounters(catalogue, 6).map(
      ({ id, name, startsMs, dayOnly, photos, coverPhotoId }) => ({
        id,
        name,
        startsMs,
        dayOnly,
        photos,
        coverPhotoId,
      }),
    ),
    recentDecisions: catalogue.all<RecentDecision>(
      // What was taken back is said with whom it had named.
      `SELECT d.id, d.box_id AS boxId, b.photo_id AS photoId, d.verdict, i.code AS individualCode,
         r.name AS reviewer, d.origin, d.decided_at AS decidedAt
       FROM decisions d JOIN boxes b ON b.id = d.box_id
       LEFT JOIN decisions u ON u.id = d.undoes
       LEFT JOIN individuals i ON i.id = coalesce(d.individual_id, u.individual_id)
       LEFT JOIN reviewers r ON r.id = d.reviewer_id
       WHERE @sealedFor IS NULL OR NOT ${isSealed('d.box_id', '@sealedFor')}
       ORDER BY d.id DESC LIMIT 8`,
      { sealedFor: blindness?.sealedFor ?? null },
    ),
  };
}

const nameOf = ({ id, version, name }: NetworkInUse) => ({ id, version, name });
