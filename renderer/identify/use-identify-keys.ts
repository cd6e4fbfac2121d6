import { useEffect } from 'react';
import { keyOf } from '../actions/key-press.ts';
import { identifyActions, type IdentifyContext } from './identify-actions.ts';
import { useIdentify } from './identify-store.ts';

/** Gives the keys of the page to its table of actions, unless a person types somewhere. */
export function useIdentifyKeys(context: IdentifyContext): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      const typing =
        target instanceof HTMLElement &&
        target.closest(
          'input:not([type=radio]), textarea, [role=dialog], [role=listbox], [role=slider]',
        ) !== null;
      if (typing || document.querySelector('[role=dialog]') !== null) return;
      const pressed = keyOf(event);
      // Enter and the space bar belong to a button that has the focus.
      const onButton = target instanceof HTMLButtonElement && /^(?:Enter| )$/.test(pressed);
      if (onButton && useIdentify.getState().picking === null) return;
      const action = identifyActions.find(({ keys }) => keys.includes(pressed));
      if (action === undefined || action.when?.(context) === false) return;
      event.preventDefault();
      action.perform(context);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
    // On every render: a key works on what the screen shows.
  });
}
