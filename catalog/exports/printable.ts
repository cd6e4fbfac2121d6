import { xmlText } from '../formats/xml-text.ts';
import { isoDay } from '../sightings/occasions.ts';
import type { SightedBox } from '../sightings/sighted-box.ts';
import type { Sighting } from '../sightings/sightings.ts';
import { bestOfSides, chosenBoxes } from './best-boxes.ts';
import { boxPicture } from './box-picture.ts';
import type { Exporter, ExportRun } from './exporter.ts';

/** Longest edge of a picture on a card: sharp on paper at its size, small in the file. */
const EDGE = 560;

/** A4, four cards a page; a card is never cut. Colours are left to the photos. */
const style = `
@page { size: A4; margin: 14mm 12mm 16mm;
  @bottom-right { content: counter(page) ' / ' counter(pages); font: 8pt sans-serif; color: #444; } }
* { box-sizing: border-box; }
body { margin: 0; color: #111; background: #fff; font: 9.5pt/1.35 'Segoe UI', Roboto, 'Noto Sans', sans-serif; }
header { margin-bottom: 5mm; padding-bottom: 2mm; border-bottom: 0.5pt solid #888; }
h1 { margin: 0; font-size: 16pt; }
header p { margin: 1mm 0 0; color: #444; }
article { height: 60mm; padding: 3mm 0; overflow: hidden; border-bottom: 0.3pt solid #bbb;
  break-inside: avoid; display: grid; grid-template-columns: 44mm 1fr 1fr; gap: 4mm; }
h2 { margin: 0; font-size: 13pt; overflow-wrap: anywhere; }
dl { margin: 1.5mm 0 0; display: grid; grid-template-columns: auto 1fr; gap: 0.3mm 2mm; }
dt { color: #555; }
dd { margin: 0; overflow-wrap: anywhere; }
figure { margin: 0; min-width: 0; display: flex; flex-direction: column; }
figure img, figure .none { width: 100%; height: 48mm; object-fit: contain; background: #e8e8e8; }
figure .none { display: grid; place-items: center; color: #666; }
figcaption { height: 5mm; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; color: #444; font-size: 8pt; }
@media screen { body { max-width: 186mm; margin: 8mm auto; padding: 0 4mm; } }
`;

const fact = (name: string, value: string | null) =>
  value === null || value === '' ? '' : `<dt>${name}</dt><dd>${xmlText(value)}</dd>`;
const known = (value: string) => (value === 'unknown' ? null : value);

async function figure(run: ExportRun, title: string, box: SightedBox | undefined): Promise<string> {
  if (box === undefined) {
    return `<figure><div class="none">no ${title} side</div><figcaption>${title}</figcaption></figure>`;
  }
  const when = box.takenMs === null ? '' : ` · ${isoDay(box.takenMs)}`;
  const caption = `${title}${when} · ${box.photoName}`;
  const cut = run.isPreview ? null : await boxPicture(run.source, box, { edge: EDGE });
  const picture = typeof cut === 'string' ? null : cut;
  if (picture === null && !run.isPreview) run.out.add('the picture of the photo is missing');
  const shown =
    picture === null
      ? '<div class="none">the photo is not here</div>'
      : `<img alt="${xmlText(caption)}" src="data:image/jpeg;base64,${picture.toString('base64')}">`;
  return `<figure>${shown}<figcaption>${xmlText(caption)}</figcaption></figure>`;
}

async function card(
  run: ExportRun,
  sightings: readonly Sighting[],
  chosen: ReadonlySet<number>,
): Promise<string> {
  const [first] = sightings;
  const boxes = sightings.flatMap((sighting) => sighting.boxes);
  const times = boxes.map(({ takenMs }) => takenMs).filter((time) => time !== null);
  const best = bestOfSides(boxes, chosen);
  const day = (pick: (a: number, b: number) => number) =>
    times.length === 0 ? null : isoDay(times.reduce((a, b) => pick(a, b)));
  const seen = [day(Math.min), day(Math.max)].filter((text) => text !== null);
  // An animal of which no side is known shows the one picture there is.
  const [left, right] =
    best.left === undefined && best.right === undefined && best.unknown !== undefined
      ? [await figure(run, 'side not told', best.unknown), '<figure></figure>']
      : [await figure(run, 'left', best.left), await figure(run, 'right', best.right)];
  return [
    '<article><div>',
    `<h2>${xmlText(first.code)}</h2><dl>`,
    fact('Name', first.name),
    fact('Species', first.species),
    fact('Sex', known(first.sex)),
    fact('Stage', known(first.lifeStage)),
    fact('Seen', [...new Set(seen)].join(' – ')),
    fact('Sightings', String(sightings.length)),
    fact('Photos', String(new Set(boxes.map(({ photoId }) => photoId)).size)),
    `</dl></div>${left}${right}</article>\n`,
  ].join('');
}

async function* html(run: ExportRun): AsyncGenerator<string> {
  const { name, db } = run.source;
  const chosen = chosenBoxes(db);
  const last = db.prepare<[], number | null>('SELECT max(decided_at) FROM decisions').pluck().get();
  yield '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">';
  yield `<title>${xmlText(name)}</title><style>${style}</style></head><body>\n`;
  yield `<header><h1>${xmlText(name)}</h1><p>Catalogue of individuals, as decided until ${isoDay(last ?? 0)}</p></header>\n<main>\n`;
  let group: Sighting[] = [];
  for (const sighting of run.sightings()) {
    if (group.length > 0 && group[0].individualId !== sighting.individualId) {
      yield await card(run, group, chosen);
      group = [];
    }
    group.push(sighting);
  }
  if (group.length > 0) yield await card(run, group, chosen);
  yield '</main></body></html>\n';
}

/** The cards as a table for the eye; the page itself is long lines of pictures. */
async function* outline(run: ExportRun): AsyncGenerator<string> {
  yield 'individual,name,left,right\n';
  const chosen = chosenBoxes(run.source.db);
  let group: Sighting[] = [];
  const row = () => {
    const best = bestOfSides(
      group.flatMap(({ boxes }) => boxes),
      chosen,
    );
    const cells = [group[0].code, group[0].name, best.left?.photoName, best.right?.photoName];
    return `${cells.map((cell) => `"${(cell ?? '').replaceAll('"', '""')}"`).join(',')}\n`;
  };
  for (const sighting of run.sightings()) {
    if (group.length > 0 && group[0].individualId !== sighting.individualId) {
      yield row();
      group = [];
    }
    group.push(sighting);
  }
  if (group.length > 0) yield row();
}

/** One card an individual with its best photo of each side, for paper: open it and print, or save as PDF. */
export const printable: Exporter = {
  walks: { over: 'identifications', times: 1 },
  files: (run) => [{ path: '', chunks: html(run) }],
  preview: (run) => [{ path: 'cards.csv', chunks: outline(run) }],
};
