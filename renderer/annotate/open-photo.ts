/** From photo to photo, with the next ones made ready. */
import { pictureUrl } from '../client/bridge.ts';
import { api } from '../client/connection.ts';
import { attempt, showDone, showError } from '../client/error-words.ts';
import { listedIds } from '../photos/photo-pages.ts';
import { asReviewer } from '../reviewer/as-reviewer.ts';
import { usePhotoStore } from '../photos/photo-store.ts';
import { goTo } from '../route.ts';
import { useAnnotate, useViewport } from './annotate-store.ts';
import { change } from './edit.ts';
import { zoomTo, type PhotoRect } from './geometry.ts';
import { heard, isSaving, settled } from './saving.ts';

/** Photos after the one at hand whose pictures and boxes are fetched ahead. */
const ahead = 2;
const known = new Map<number, Promise<Awaited<ReturnType<typeof fetchPhoto>>>>();
/** Pictures kept decoded: the one at hand, the one before and those ahead. */
const pictures = new Map<number, HTMLImageElement>();

async function fetchPhoto(photoId: number) {
  const [detail, boxes] = await Promise.all([
    api.photos.get({ photoId }),
    api.boxes.ofPhoto({ photoId }),
  ]);
  return { detail, boxes };
}

/** The decoded view of a photo; fails where the file is not there. */
export async function viewPicture(photoId: number): Promise<HTMLImageElement> {
  const kept = pictures.get(photoId);
  if (kept) return kept;
  const picture = new Image();
  picture.src = pictureUrl(photoId, 'view');
  await picture.decode();
  pictures.set(photoId, picture);
  while (pictures.size > ahead + 3) {
    const [oldest] = pictures.keys();
    if (oldest === undefined) break;
    pictures.delete(oldest);
  }
  return picture;
}

function makeReady(photoId: number): void {
  if (!known.has(photoId)) {
    const found = fetchPhoto(photoId);
    found.catch(() => known.delete(photoId));
    known.set(photoId, found);
    while (known.size > 8) {
      const [oldest] = known.keys();
      if (oldest === undefined) break;
      known.delete(oldest);
    }
  }
  viewPicture(photoId).catch(() => {});
}

/** Forgets the photo at hand and everything ahead of it: another catalogue was opened. */
export function forgetPhotos(): void {
  known.clear();
  pictures.clear();
  useAnnotate.setState(useAnnotate.getInitialState(), true);
}

/** Forgets what was fetched ahead: somebody changed boxes. */
export function forgetAhead(): void {
  known.clear();
}

let coming: Promise<void> = Promise.resolve();

/** Resolves when every photo that was asked for is shown. */
export async function arrived(): Promise<void> {
  let last: Promise<void> | null = null;
  while (last !== coming) {
    last = coming;
    await last;
  }
}

/** Does a step of navigation; keys that follow wait for it. */
function going(step: () => Promise<void>): Promise<void> {
  const done = step();
  coming = done.catch(() => {});
  return done;
}

/** Shows a photo; its boxes come with it. */
export async function openPhoto(photoId: number, focusBox?: number): Promise<void> {
  const before = useAnnotate.getState();
  if (before.photoId === photoId) {
    if (focusBox !== undefined) focusOn(focusBox);
    return;
  }
  // Boxes of a photo that is still being saved are asked for after it is.
  if (isSaving()) void settled().then(() => known.delete(photoId));
  makeReady(photoId);
  try {
    const found = await known.get(photoId);
    if (found === undefined) return;
    const { detail, boxes } = found;
    known.delete(photoId);
    heard(boxes.boxes);
    useAnnotate.setState({
      photoId,
      photo: { width: detail.width, height: detail.height, name: detail.name },
      boxes: boxes.boxes,
      checked: boxes.checked,
      selected: new Set(),
      corner: null,
      draft: null,
      before: before.boxes,
    });
    if (focusBox !== undefined) focusOn(focusBox);
  } catch (error) {
    showError('The photo could not be opened', error);
  }
  const { ids, queue, mode, place } = useAnnotate.getState();
  const next =
    mode === 'review'
      ? queue.slice(place + 1, place + 1 + ahead).map((each) => each.photoId)
      : ids.slice(ids.indexOf(photoId) + 1, ids.indexOf(photoId) + 1 + ahead);
  for (const each of next) makeReady(each);
}

/** Selects a box and brings it to the middle of the stage. */
export function focusOn(boxId: number): void {
  const { boxes, photo } = useAnnotate.getState();
  const box = boxes.find(({ id }) => id === boxId);
  if (box === undefined || photo === null) return;
  useAnnotate.setState({ selected: new Set([boxId]) });
  useViewport.setState(({ stage }) => ({ zoom: zoomTo(box, photo, stage) }));
}

/**
 * Shows a place of a photo because another view asks for it, with its box selected if it has one. Filters
 * that would leave the photo out are cleared.
 */
export async function showPlace(
  photoId: number,
  place: PhotoRect,
  boxId: number | null,
): Promise<void> {
  const { filter, sort, clearFilter } = usePhotoStore.getState();
  const listed = await listedIds(filter, sort);
  if (!listed.includes(photoId)) clearFilter();
  await openPhoto(photoId);
  useAnnotate.setState(({ boxes }) => ({
    mode: 'photos',
    ids: listed.includes(photoId) ? listed : [],
    selected: new Set(boxes.some(({ id }) => id === boxId) && boxId !== null ? [boxId] : []),
    aim: place,
  }));
  goTo('annotate');
}

/** Reads the list of photos that the filters of Photos leave, and opens the first to be done. */
export async function openList(
  {
    filter,
    sort,
  }: Pick<ReturnType<typeof usePhotoStore.getState>, 'filter' | 'sort'> = usePhotoStore.getState(),
): Promise<void> {
  const ids = await listedIds(filter, sort);
  useAnnotate.setState({ mode: 'photos', ids, askedOver: null });
  const { photoId } = useAnnotate.getState();
  if (photoId !== null && ids.includes(photoId)) return;
  const unchecked = await listedIds({ ...filter, checked: false }, sort);
  const first = unchecked[0] ?? ids[0];
  if (first !== undefined) await openPhoto(first);
}

export const step = (by: number): Promise<void> => going(() => stepBy(by));

async function stepBy(by: number): Promise<void> {
  const { mode, ids, photoId, queue, place } = useAnnotate.getState();
  if (mode === 'review') {
    const next = Math.min(queue.length - 1, Math.max(0, place + by));
    const proposal = queue[next];
    useAnnotate.setState({ place: next });
    if (proposal) await openPhoto(proposal.photoId, proposal.boxId);
    return;
  }
  if (photoId === null) return;
  const target = ids[ids.indexOf(photoId) + by];
  if (target !== undefined) await openPhoto(target);
}

/**
 * On to the next photo that nobody has looked at; this one is marked as looked at, unless detections
 * on it still wait for a verdict.
 */
export const nextUnchecked = (): Promise<void> => going(toNextUnchecked);

async function toNextUnchecked(): Promise<void> {
  const { photoId, boxes, checked } = useAnnotate.getState();
  if (photoId === null) return;
  const open = boxes.filter(({ state }) => state === 'proposed').length;
  if (!checked && open === 0) change('Mark as checked', [], true);
  if (open > 0)
    showDone(
      `${open === 1 ? 'A detection still waits' : `${open} detections still wait`} on that photo; it is not marked as checked.`,
    );
  const { filter, sort } = usePhotoStore.getState();
  await attempt('The next photo could not be found', async () => {
    const next = await api.boxes.step({ photoId, filter: { ...filter, checked: false }, sort });
    if (next !== null) await openPhoto(next);
    else {
      await settled();
      const [first] = await listedIds({ ...filter, checked: false }, sort);
      if (first === undefined) showDone('Every photo of this list is checked.');
      else await openPhoto(first);
    }
  });
}

/** Begins the review of what the detector proposed, the doubtful ones first. */
export const openReview = (minConfidence: number): Promise<void> =>
  going(() => beginReview(minConfidence));

/** Begins the review because another view asks for it. */
export async function showReview(): Promise<void> {
  await openReview(0);
  const { filter, sort } = usePhotoStore.getState();
  const ids = await listedIds(filter, sort);
  // The stage is not there yet: it goes to the box when it is.
  useAnnotate.setState(({ boxes, selected }) => ({
    aim: boxes.find(({ id }) => selected.has(id)) ?? null,
    askedOver: { filter, sort },
    ids,
  }));
  goTo('annotate');
}

async function beginReview(minConfidence: number): Promise<void> {
  await settled();
  const queue = await api.boxes.proposals({ limit: 2000, minConfidence });
  useAnnotate.setState({ mode: 'review', queue, place: 0, minConfidence });
  const [first] = queue;
  if (first) await openPhoto(first.photoId, first.boxId);
}

/** The next proposal that is still open; the ones judged meanwhile are passed over. */
export const nextProposal = (): Promise<void> => going(toNextProposal);

async function toNextProposal(): Promise<void> {
  const { queue, place, boxes, photoId } = useAnnotate.getState();
  const judged = new Set(boxes.filter(({ state }) => state !== 'proposed').map(({ id }) => id));
  let next = place + 1;
  while (queue[next]?.photoId === photoId && judged.has(queue[next]?.boxId ?? 0)) next += 1;
  const proposal = queue[next];
  useAnnotate.setState({ place: Math.min(next, queue.length) });
  if (proposal) await openPhoto(proposal.photoId, proposal.boxId);
  else showDone('That was the last detection of the queue.');
}

/** Goes to where an undone or redone edit was. */
export function undo(again: boolean): void {
  asReviewer(() => void going(() => takeBack(again)));
}

async function takeBack(again: boolean): Promise<void> {
  await settled();
  await attempt(again ? 'It could not be done again' : 'It could not be undone', async () => {
    const told = await (again ? api.boxes.redo() : api.boxes.undo());
    forgetAhead();
    if (told === null) {
      showDone(again ? 'Nothing to do again.' : 'Nothing to undo.');
      return;
    }
    const here = useAnnotate.getState().photoId === told.photoId;
    heard(told.boxes);
    if (here) useAnnotate.setState({ boxes: told.boxes, checked: told.checked });
    else await openPhoto(told.photoId);
    showDone(`${again ? 'Done again' : 'Undone'}: ${told.action}`);
  });
}
