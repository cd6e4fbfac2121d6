import { describe, expect, it, vi } from 'vitest';

vi.mock('../client/connection.ts', () => ({ api: {}, onOnline: () => () => {} }));
const { annotateActions, actionOfKey } = await import('./actions.ts');
const { keyOf, readable } = await import('../actions/key-press.ts');
const { useAnnotate } = await import('./annotate-store.ts');

const press = (key: string, modifiers: { ctrlKey?: boolean; shiftKey?: boolean } = {}) =>
  keyOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, ...modifiers });

describe('the table of what can be done in Annotate', () => {
  it('gives no key to two actions', () => {
    const keys = annotateActions.flatMap((action) => action.keys);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  it('finds an action by its key only when it can be done', () => {
    useAnnotate.setState({ photoId: 1, selected: new Set() });
    expect(actionOfKey(press('a'))).toBeUndefined();
    useAnnotate.setState({ selected: new Set([4]) });
    expect(actionOfKey(press('a'))?.id).toBe('grade-angle');
    expect(actionOfKey(press('A', { shiftKey: true }))).toBeUndefined();
  });

  it('reads keys with their modifiers, and signs as signs on every keyboard', () => {
    expect(press('Z', { ctrlKey: true, shiftKey: true })).toBe('ctrl+shift+z');
    expect(press('+', { shiftKey: true })).toBe('+');
    expect(press('Enter', { shiftKey: true })).toBe('shift+Enter');
    expect(readable('ctrl+shift+z')).toBe('Ctrl Shift Z');
    expect(readable(' ')).toBe('Space');
    expect(readable('+')).toBe('+');
  });
});
