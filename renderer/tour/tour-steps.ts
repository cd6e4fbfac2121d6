import type { View } from '#terms/views.ts';

/** A stop of the tour: a view, a control on it, and what it is for. */
export interface TourStep {
  title: string;
  words: string;
  view: View;
  /** CSS selectors of the control, best first; without any on the screen the view's rail entry is shown. */
  targets: readonly string[];
}

/** The loop in the order in which a person goes through it. */
export const tourSteps: readonly TourStep[] = [
  {
    title: 'The loop',
    words:
      'From photos to animals: every number here is a stage, and under it stands what waits there. The next best step is always named below.',
    view: 'overview',
    targets: ['.loop'],
  },
  {
    title: 'Photos come in',
    words:
      'Choose the folder of a field day. Photos stay where they are and are never changed; they are sorted into encounters by time.',
    view: 'photos',
    targets: ['[data-tour="import"]'],
  },
  {
    title: 'Box',
    words:
      'Draw a box round each dorsal fin: a drag or two clicks, then Space for the next photo. A few dozen photos are enough to begin.',
    view: 'annotate',
    targets: ['.annotate-stage'],
  },
  {
    title: 'Train the detector',
    words:
      'It learns from your boxes, here on this machine. You see curves and time left, can pause and go on, and what it reached is measured on encounters that it never saw.',
    view: 'detector',
    targets: ['[data-tour="train"]'],
  },
  {
    title: 'Detect',
    words:
      'The detector proposes boxes on all other photos, dashed until a person has looked. Check them in order of doubt: Enter keeps one, Delete drops it.',
    view: 'detector',
    targets: ['[data-tour="detect"]'],
  },
  {
    title: 'Crop, and learn who is who',
    words:
      'Fins are cut out by themselves. A second network learns from the animals you named and turns each fin into a vector, so that fins of one animal lie close together.',
    view: 'models',
    targets: ['[data-tour="train"]'],
  },
  {
    title: 'Match',
    words:
      'Each open fin stands beside the animals that it may be, the likeliest first. NEW stands where a new animal would rank. Zoom and turn both pictures in step.',
    view: 'identify',
    targets: ['.candidates', '.identify-panes'],
  },
  {
    title: 'Confirm',
    words:
      'You decide, by one key: match, probably, new individual, not sure, cannot compare. Every decision is kept with your name, and undo takes it back.',
    view: 'identify',
    targets: ['.verdicts'],
  },
  {
    title: 'Export',
    words:
      'Sightings for MARK, RMark and secr, Darwin Core archives, Wildbook sheets, boxes, pictures and the networks themselves. Each says beforehand what it leaves out and why.',
    view: 'export',
    targets: ['.export-formats'],
  },
  {
    title: 'Everything by its name',
    words:
      'Ctrl K finds any command, this tour among them. The question mark opens the sheet of all keys.',
    view: 'overview',
    targets: ['.search-box'],
  },
];
