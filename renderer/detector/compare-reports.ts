import type { DetectorEvaluation } from '#terms/detector/evaluation.ts';
import { overlapOf, sameThing } from '#terms/geometry.ts';
import type { FigurePair } from '../reports/FiguresTable.tsx';
import type { Mistake } from './Gallery.tsx';

/**
 * Whether two reports tell of the same photos: only then may their figures be set against each other. Photos,
 * encounters and the boxes of every class must agree.
 */
export function onSamePhotos(a: DetectorEvaluation, b: DetectorEvaluation): boolean {
  const shape = ({ photos, encounters, classes }: DetectorEvaluation) =>
    JSON.stringify([
      photos,
      encounters,
      classes.map(({ name, boxes }) => `${name} ${boxes}`).sort(),
    ]);
  return shape(a) === shape(b);
}

/** The figures of both, in the order of their cards; a class that only one knows is left out. */
export function comparedFigures(a: DetectorEvaluation, b: DetectorEvaluation): FigurePair[] {
  const rows: FigurePair[] = [
    { label: 'mAP@.5', a: a.map50.value, b: b.map50.value },
    { label: 'mAP@.5:.95', a: a.map5095.value, b: b.map5095.value },
  ];
  for (const { name, ap50, best } of a.classes) {
    const other = b.classes.find((report) => report.name === name);
    if (other === undefined) continue;
    rows.push(
      { label: `AP@.5, ${name}`, a: ap50, b: other.ap50 },
      { label: `Recall at best F1, ${name}`, a: best.recall, b: other.best.recall },
      { label: `Precision at best F1, ${name}`, a: best.precision, b: other.best.precision },
    );
  }
  return rows;
}

/** Whether the other version makes the same mistake at the same place. */
export function isShared(mistake: Mistake, others: readonly Mistake[]): boolean {
  return others.some((other) =>
    mistake.what === 'miss' && other.what === 'miss'
      ? mistake.boxId === other.boxId
      : mistake.what === other.what &&
        mistake.photoId === other.photoId &&
        overlapOf(mistake, other) >= sameThing,
  );
}
