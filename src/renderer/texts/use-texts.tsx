/** Which language a screen speaks, and its words. */
import { ThemeProvider } from '@mui/material/styles';
import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';

import { errorSentence } from '#domain/errors.ts';
import type { Language } from '#domain/language.ts';
import type { Failure } from '#domain/result.ts';
import { createRaseedTheme } from '#renderer/theme.ts';

import { en, type ScreenTexts } from './en.ts';
import { hi } from './hi.ts';

const TEXTS: Readonly<Record<Language, ScreenTexts>> = { en, hi };

export interface Speech {
  readonly language: Language;
  readonly t: ScreenTexts;
  readonly sentence: (failure: Failure) => string;
}

const speechIn = (language: Language): Speech => ({
  language,
  t: TEXTS[language],
  sentence: (failure) => errorSentence(failure, language),
});

const SpeechContext = createContext<Speech>(speechIn('en'));

export const useSpeech = (): Speech => useContext(SpeechContext);

export function Speak(props: { readonly language: Language; readonly children: ReactNode }) {
  const { language } = props;
  const speech = useMemo(() => speechIn(language), [language]);
  const theme = useMemo(() => createRaseedTheme(language), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <SpeechContext.Provider value={speech}>
      <ThemeProvider theme={theme}>{props.children}</ThemeProvider>
    </SpeechContext.Provider>
  );
}
