/** Switching between dark and light, from outside of React. */
const scheme = { toggle: () => {} };

/** Says how it is done; the theme's provider knows. */
export function onToggleScheme(toggle: () => void): void {
  scheme.toggle = toggle;
}

export const toggleScheme = (): void => scheme.toggle();
