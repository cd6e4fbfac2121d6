import { verdict, verdicts, type Verdict } from '#terms/identity/verdicts.ts';
import type { Candidate } from './candidates.ts';
import {
  changeView,
  chooseCandidate,
  choosePhoto,
  flip,
  resetViews,
  setStrip,
  showBox,
  useIdentify,
} from './identify-store.ts';
import { zoomed } from './picture-view.ts';
import { moveCross, startPicking } from './picking.tsx';

/** What the keys of the identify view work on, as the screen shows it now. */
export interface IdentifyContext {
  candidates: readonly Candidate[];
  /** Place of the chosen one. */
  chosen: number;
  /** Photos of the chosen candidate, and of the query's animal. */
  photos: number;
  queryPhotos: number;
  /** Boxes before and after this one in the queue. */
  previous: number | null;
  next: number | null;
  judge: (verdict: Verdict) => void;
  step: (which: 'undo' | 'redo') => void;
  pickCross: () => void;
  find: () => void;
  note: () => void;
  encounter: () => void;
  /** Takes the fins of the encounter that look like the query into its verdict. */
  takeAlike: () => void;
  history: () => void;
  renameNew: () => void;
  isRanked: boolean;
  canHeat: boolean;
}

/** Something a key does here; the same table makes the sheet of keys and the hints. */
interface IdentifyAction {
  id: string;
  /** As `keyOf` writes them; the first is shown. */
  keys: readonly string[];
  shown: string;
  title: string;
  when?: (context: IdentifyContext) => boolean;
  perform: (context: IdentifyContext) => void;
}

interface VerdictAction extends IdentifyAction {
  verdict: Verdict;
}

export const verdictActions: readonly VerdictAction[] = verdict.options.map((one) => {
  const { shortcut, title } = verdicts[one];
  return {
    id: `verdict.${one}`,
    verdict: one,
    keys: [shortcut],
    shown: shortcut.toUpperCase(),
    title,
    perform: ({ judge }) => judge(one),
  };
});

const newUnderCode: IdentifyAction = {
  id: 'verdict.new-code',
  keys: ['shift+n'],
  shown: 'Shift N',
  title: 'new individual under another code',
  perform: ({ renameNew }) => renameNew(),
};

const lookAt =
  (by: number) =>
  ({ candidates, chosen }: IdentifyContext) => {
    const place = Math.min(candidates.length - 1, Math.max(0, chosen + by));
    chooseCandidate(candidates[place]?.key ?? null);
  };

const around = (value: number, count: number) => (count === 0 ? 0 : (value + count) % count);

const zoomBy = (factor: number) => () =>
  changeView('query', (view) => zoomed(view, factor, { x: 0, y: 0 }));

/** How far a press of an arrow moves the crosshair, shares of the stage. */
const CROSS = 0.01;
const isPicking = () => useIdentify.getState().picking !== null;

const lookActions: readonly IdentifyAction[] = [
  {
    id: 'candidate.next',
    keys: ['ArrowDown'],
    shown: '↓',
    title: 'next candidate',
    perform: (context) => (isPicking() ? moveCross({ x: 0, y: CROSS }) : lookAt(1)(context)),
  },
  {
    id: 'candidate.previous',
    keys: ['ArrowUp'],
    shown: '↑',
    title: 'candidate before',
    perform: (context) => (isPicking() ? moveCross({ x: 0, y: -CROSS }) : lookAt(-1)(context)),
  },
  {
    id: 'photo.next',
    keys: ['ArrowRight'],
    shown: '→',
    title: 'its next photo',
    perform: ({ photos }) =>
      isPicking()
        ? moveCross({ x: CROSS, y: 0 })
        : choosePhoto(around(useIdentify.getState().photo + 1, photos)),
  },
  {
    id: 'photo.previous',
    keys: ['ArrowLeft'],
    shown: '←',
    title: 'its photo before',
    perform: ({ photos }) =>
      isPicking()
        ? moveCross({ x: -CROSS, y: 0 })
        : choosePhoto(around(useIdentify.getState().photo - 1, photos)),
  },
  {
    id: 'candidate.first',
    keys: ['Home'],
    shown: 'Home',
    title: 'first candidate',
    perform: ({ candidates }) => chooseCandidate(candidates[0]?.key ?? null),
  },
  {
    id: 'candidate.find',
    keys: ['/'],
    shown: '/',
    title: 'find an individual',
    perform: ({ find }) => find(),
  },
  {
    id: 'queue.skip',
    keys: [' '],
    shown: 'Space',
    title: 'next fin without a verdict',
    perform: ({ next }) => {
      if (next !== null) showBox(next);
    },
  },
  {
    id: 'queue.back',
    keys: ['Backspace'],
    shown: '⌫',
    title: 'fin before',
    perform: ({ previous }) => {
      if (previous !== null) showBox(previous);
    },
  },
  {
    id: 'overlay.blink',
    keys: ['b'],
    shown: 'B',
    title: 'blink',
    perform: () =>
      useIdentify.setState(({ overlay }) => ({ overlay: overlay === 'blink' ? null : 'blink' })),
  },
  {
    id: 'overlay.swipe',
    keys: ['v'],
    shown: 'V',
    title: 'swipe',
    perform: () =>
      useIdentify.setState(({ overlay }) => ({ overlay: overlay === 'swipe' ? null : 'swipe' })),
  },
  {
    id: 'overlay.cut-left',
    keys: ['shift+ArrowLeft'],
    shown: 'Shift ←',
    title: 'swipe to the left; query’s photo before',
    perform: ({ queryPhotos }) =>
      useIdentify.setState(({ overlay, cut, queryPhoto }) =>
        overlay === 'swipe'
          ? { cut: Math.max(0, cut - 0.04) }
          : { queryPhoto: around(queryPhoto - 1, queryPhotos) },
      ),
  },
  {
    id: 'overlay.cut-right',
    keys: ['shift+ArrowRight'],
    shown: 'Shift →',
    title: 'swipe to the right; query’s next photo',
    perform: ({ queryPhotos }) =>
      useIdentify.setState(({ overlay, cut, queryPhoto }) =>
        overlay === 'swipe'
          ? { cut: Math.min(1, cut + 0.04) }
          : { queryPhoto: around(queryPhoto + 1, queryPhotos) },
      ),
  },
  {
    id: 'align',
    keys: ['a'],
    shown: 'A',
    title: 'align by two points',
    perform: startPicking,
  },
  {
    id: 'pick',
    keys: ['Enter'],
    shown: 'Enter',
    title: 'take the point under the crosshair',
    when: isPicking,
    perform: ({ pickCross }) => pickCross(),
  },
  {
    id: 'heat',
    keys: ['h'],
    shown: 'H',
    title: 'heat map',
    when: ({ canHeat }) => canHeat,
    perform: () => useIdentify.setState(({ heat }) => ({ heat: !heat })),
  },
  {
    id: 'flip',
    keys: ['f'],
    shown: 'F',
    title: 'flip the candidate',
    perform: () => flip('candidate'),
  },
  {
    id: 'flip.both',
    keys: ['shift+f'],
    shown: 'Shift F',
    title: 'flip both',
    perform: () => {
      flip('query');
      flip('candidate');
    },
  },
  {
    id: 'step',
    keys: ['l'],
    shown: 'L',
    title: 'in step or apart',
    perform: () => useIdentify.setState(({ inStep }) => ({ inStep: !inStep })),
  },
  {
    id: 'strip',
    keys: ['i'],
    shown: 'I',
    title: 'individuals or single photos',
    when: ({ isRanked }) => isRanked,
    perform: () =>
      setStrip({
        strip: useIdentify.getState().strip === 'individuals' ? 'photos' : 'individuals',
      }),
  },
  {
    id: 'side',
    keys: ['d'],
    shown: 'D',
    title: 'same side or any side',
    when: ({ isRanked }) => isRanked,
    perform: () => setStrip({ sameSide: !useIdentify.getState().sameSide }),
  },
  { id: 'zoom.in', keys: ['+', '='], shown: '+', title: 'zoom in', perform: zoomBy(1.4) },
  { id: 'zoom.out', keys: ['-'], shown: '−', title: 'zoom out', perform: zoomBy(1 / 1.4) },
  { id: 'zoom.reset', keys: ['0'], shown: '0', title: 'as at first', perform: resetViews },
  {
    id: 'encounter',
    keys: ['g'],
    shown: 'G',
    title: 'more photos of this animal',
    perform: ({ encounter }) => encounter(),
  },
  {
    id: 'alike',
    keys: ['shift+g'],
    shown: 'Shift G',
    title: 'all photos here that look like this animal',
    perform: ({ takeAlike }) => takeAlike(),
  },
  { id: 'note', keys: ['t'], shown: 'T', title: 'note', perform: ({ note }) => note() },
  {
    id: 'history',
    keys: ['y'],
    shown: 'Y',
    title: 'history of this fin',
    perform: ({ history }) => history(),
  },
  {
    id: 'undo',
    keys: ['ctrl+z'],
    shown: 'Ctrl Z',
    title: 'undo',
    perform: ({ step }) => step('undo'),
  },
  {
    id: 'redo',
    keys: ['ctrl+shift+z', 'ctrl+y'],
    shown: 'Ctrl Shift Z',
    title: 'bring back',
    perform: ({ step }) => step('redo'),
  },
  {
    id: 'leave',
    keys: ['Escape'],
    shown: 'Esc',
    title: 'leave overlay or points',
    perform: () => useIdentify.setState({ overlay: null, picking: null }),
  },
];

export const identifyActions: readonly IdentifyAction[] = [
  ...verdictActions,
  newUnderCode,
  ...lookActions,
];

/** For the sheet of all keys. */
export const identifyKeys = identifyActions.map(({ shown, title }) => [shown, title] as const);
