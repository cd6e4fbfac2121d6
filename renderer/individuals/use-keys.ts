import { useEffect } from 'react';
import { keyOf } from '../actions/key-press.ts';

/** What a key does here, as `keyOf` writes it. */
type KeyTable = Record<string, (() => void) | undefined>;

/** Keys of a page, unless a person types or a dialog is open. */
export function useKeys(table: KeyTable): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      const typing =
        target instanceof HTMLElement &&
        target.closest('input:not([type=radio]), textarea, [role=dialog], [role=listbox]') !== null;
      if (typing || document.querySelector('[role=dialog]') !== null) return;
      const pressed = keyOf(event);
      // Enter and the space bar belong to a button that has the focus.
      if (target instanceof HTMLButtonElement && /^(?:Enter| )$/.test(pressed)) return;
      const act = table[pressed];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
    // On every render: a key works on what the screen shows.
  });
}
