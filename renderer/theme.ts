import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Sea teal: the one accent. */
const teal: MantineColorsTuple = [
  '#e3faf7',
  '#cbefea',
  '#99ddd5',
  '#63cabe',
  '#3cbaac',
  '#23a99b',
  '#128f83',
  '#0b7a70',
  '#08625a',
  '#044a44',
];

/** Neutral greys: marks on a fin are judged against them. */
const dark: MantineColorsTuple = [
  '#d6d7d8',
  '#b9bbbd',
  '#94979a',
  '#6d7073',
  '#4a4d50',
  '#3a3c3f',
  '#2b2d2f',
  '#222426',
  '#1a1b1d',
  '#121314',
];

export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 7 },
  colors: { teal, dark },
  autoContrast: true,
  luminanceThreshold: 0.25,
  defaultRadius: 6,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '18px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '22px' }, h2: { fontSize: '17px' }, h3: { fontSize: '14px' } },
  },
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm' } },
    Tooltip: {
      defaultProps: { openDelay: 400, withArrow: true, transitionProps: { duration: 100 } },
    },
    Modal: {
      defaultProps: {
        transitionProps: { duration: 120 },
        centered: true,
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    Menu: { defaultProps: { transitionProps: { duration: 100 } } },
  },
});

/** Meaning has its own colours everywhere. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  dark: {
    '--app-ground': '#1a1b1d',
    '--app-chrome': '#222426',
    '--app-raised': '#2b2d2f',
    '--app-line': '#3a3c3f',
    '--app-faint': '#9a9da0',
    '--mean-match': '#4cc38a',
    '--mean-new': '#e0a338',
    '--mean-unsure': '#8aa0bd',
    '--mean-rejected': '#e8706a',
    '--chart-1': '#3cbaac',
    '--chart-2': '#e0a338',
    '--chart-3': '#8fa8ff',
    '--chart-4': '#e48bc0',
    '--chart-5': '#b9bbbd',
    '--mantine-color-dimmed': '#b4b7ba',
  },
  light: {
    '--app-ground': '#f2f3f3',
    '--app-chrome': '#ffffff',
    '--app-raised': '#ffffff',
    '--app-line': '#d5d7d8',
    '--app-faint': '#5c6063',
    '--mean-match': '#1c7a4c',
    '--mean-new': '#8f5f00',
    '--mean-unsure': '#4c627f',
    '--mean-rejected': '#b3362f',
    '--chart-1': '#0b7a70',
    '--chart-2': '#a86a00',
    '--chart-3': '#3b56c9',
    '--chart-4': '#a83a7c',
    '--chart-5': '#5c6063',
    '--mantine-color-dimmed': '#5c6063',
  },
});
