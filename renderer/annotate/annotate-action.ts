import { useAnnotate } from './annotate-store.ts';

/**
 * Something that can be done in Annotate. Keys, the sheet of all keys, the palette and the bottom line
 * are made from this one table.
 */
export interface AnnotateAction {
  id: string;
  title: string;
  /** As `KeyboardEvent.key`, lower case for letters, with `ctrl+`, `shift+` before it. */
  keys: readonly string[];
  /** Shown in the bottom line. */
  hint?: string;
  group: 'Photos' | 'Boxes' | 'Attributes' | 'View';
  when: () => boolean;
  perform: () => void;
}

export const hasPhoto = () => useAnnotate.getState().photoId !== null;
export const hasSelection = () => useAnnotate.getState().selected.size > 0;
export const inReview = () => useAnnotate.getState().mode === 'review';
