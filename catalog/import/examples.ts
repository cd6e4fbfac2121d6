/** What an import would store, by some examples. */
import { spread, type ImportExample } from '#terms/imports/example.ts';
import type { Catalogue } from '../catalogue.ts';
import type { BoxPlan } from '../formats/boxes/plan-boxes.ts';
import type { CataloguePlan } from '../formats/catalogue-in/plan-catalogue.ts';

const nameOf = (catalogue: Catalogue, photoId: number): string =>
  catalogue
    .value<string>('SELECT rel_path FROM photos WHERE id = ?', photoId)
    ?.replace(/^.*\//, '') ?? '';

const said = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(' · ');

export const boxExamples = (catalogue: Catalogue, { boxes }: BoxPlan): ImportExample[] =>
  spread(boxes).map(({ photoId, x, y, w, h, className, individual, confidence, file, line }) => ({
    photoId,
    photo: nameOf(catalogue, photoId),
    box: { x, y, w, h },
    says: said(
      className,
      individual,
      confidence === null ? null : `${Math.round(confidence * 100)} %`,
    ),
    file,
    line,
  }));

/** @param file that the rows are of */
export const nameExamples = (
  catalogue: Catalogue,
  { identities }: CataloguePlan,
  file: string,
): ImportExample[] =>
  spread(identities).map(({ photoId, code, side, takenMs, box, line, ...row }) => ({
    photoId,
    photo: nameOf(catalogue, photoId),
    box,
    says: said(code, side, takenMs === null ? null : new Date(takenMs).toISOString().slice(0, 10)),
    file: row.file ?? file,
    line,
  }));
