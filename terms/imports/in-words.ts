/** What an import does, or would do, in the same words on screens and on the command line. */
import { listed } from '../listed.ts';
import { counted, joined, number } from '../words.ts';
import { boxFormats, type BoxImportReport } from './boxes.ts';
import type { CatalogueAdditions } from './catalogue-table.ts';

/** `COCO: 12 boxes would be stored, 3 of them to be checked, 4 with a name; 6 photos marked as checked. New classes: fluke.` */
export function boxesInWords(report: BoxImportReport, isDry: boolean): string {
  const { format, boxes, proposals, names, checkedPhotos, doubtedPhotos, newClasses } = report;
  const stored = isDry ? 'would be stored' : 'stored';
  const ofThem = joined(
    [
      proposals > 0 ? `${number(proposals)} of them to be checked` : '',
      names > 0 ? `${counted(names, 'fin')} named` : '',
    ],
    ', ',
  );
  const doubted =
    doubtedPhotos > 0
      ? `, ${number(doubtedPhotos)} not, because something of them was not taken`
      : '';
  return joined(
    [
      `${boxFormats[format].title}: ${joined([`${counted(boxes, 'box', 'boxes')} ${stored}`, ofThem], ', ')};`,
      `${counted(checkedPhotos, 'photo')} marked as checked${doubted}.`,
      newClasses.length > 0 ? `New classes: ${newClasses.join(', ')}.` : '',
    ],
    ' ',
  );
}

/** `2 fins and 5 named photos of 3 new and 2 known individuals`. */
export function namesInWords({
  identified,
  photosNamed,
  individualsAdded,
  individualsKnown,
}: CatalogueAdditions): string {
  if (identified === 0) return 'nothing new';
  const animals = [
    individualsAdded > 0 ? `${number(individualsAdded)} new` : '',
    individualsKnown > 0 ? `${number(individualsKnown)} known` : '',
  ].filter((part) => part !== '');
  const total = individualsAdded + individualsKnown;
  const what = [
    identified > photosNamed || photosNamed === 0 ? counted(identified - photosNamed, 'fin') : '',
    photosNamed > 0 ? counted(photosNamed, 'named photo') : '',
  ].filter((part) => part !== '');
  return `${listed(what, ' and ')} of ${listed(animals, ' and ') || 'no'} ${total === 1 ? 'individual' : 'individuals'}`;
}
