/**
 * Paper and ink: the one theme of every screen. Colours have one meaning each (amber waits, red
 * stops, green is paid), sizes come from one scale, spacing from eights, nothing floats but what
 * floats. Hindi is never set below 16 px.
 */
import { createTheme, type Theme } from '@mui/material/styles';

import type { Language } from '#domain/language.ts';

export const COLOUR = {
  ground: '#FBFAF7',
  paper: '#FFFFFF',
  ink: '#17212B',
  inkSoft: '#43505C',
  line: '#8A8F8C',
  lineSoft: '#DDD8CB',
  action: '#0F766E',
  actionDark: '#0B5C55',
  actionSoft: '#E5F1EF',
  waiting: '#6A4300',
  waitingSoft: '#FFF0CC',
  stop: '#8F1019',
  stopSoft: '#FCE8E8',
  paid: '#105628',
  paidSoft: '#E3F3E7',
} as const;

/** The scale, in px. `large` and up are figures that somebody pays, gives or takes. */
export const SIZE = { small: 14, base: 16, lead: 20, large: 28, figure: 40, huge: 64 } as const;

const FONTS = '"Noto Sans", "Noto Sans Devanagari", sans-serif';

const typography = (language: Language) => ({
  fontFamily: FONTS,
  fontSize: SIZE.base,
  htmlFontSize: 16,
  h1: { fontSize: SIZE.huge, fontWeight: 700, lineHeight: 1.1 },
  h2: { fontSize: SIZE.figure, fontWeight: 700, lineHeight: 1.2 },
  h3: { fontSize: SIZE.large, fontWeight: 700, lineHeight: 1.25 },
  h4: { fontSize: SIZE.lead, fontWeight: 600, lineHeight: 1.4 },
  body1: { fontSize: SIZE.base, lineHeight: 1.5 },
  body2: { fontSize: language === 'hi' ? SIZE.base : SIZE.small, lineHeight: 1.43 },
  button: { fontSize: SIZE.base, fontWeight: 600, textTransform: 'none' as const },
});

const globalStyles = {
  html: { height: '100%', fontVariantNumeric: 'tabular-nums' },
  body: { height: '100%', overflow: 'hidden' },
  '#root': { height: '100%' },
  // Inputs do not inherit by themselves.
  'input, button, textarea': { fontFamily: FONTS, fontVariantNumeric: 'tabular-nums' },
  // Read by a screen reader where a key alone is drawn.
  '.visually-hidden': {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
  '@media (prefers-reduced-motion: reduce)': {
    '*, *::before, *::after': { transition: 'none !important', animation: 'none !important' },
  },
};

export function createRaseedTheme(language: Language): Theme {
  return createTheme({
    palette: {
      background: { default: COLOUR.ground, paper: COLOUR.paper },
      text: { primary: COLOUR.ink, secondary: COLOUR.inkSoft },
      primary: { main: COLOUR.action, dark: COLOUR.actionDark, contrastText: COLOUR.paper },
      warning: { main: COLOUR.waiting },
      error: { main: COLOUR.stop },
      success: { main: COLOUR.paid },
      divider: COLOUR.lineSoft,
    },
    spacing: 8,
    shape: { borderRadius: 8 },
    typography: typography(language),
    transitions: { duration: { shortest: 80, shorter: 100, short: 120, standard: 120 } },
    components: {
      MuiCssBaseline: { styleOverrides: globalStyles },
      // A ripple is motion that says nothing.
      MuiButtonBase: { defaultProps: { disableRipple: true } },
    },
  });
}
