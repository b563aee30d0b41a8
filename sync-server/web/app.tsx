/** HQ's page: navigation on the left, one page at a time, figures that move as counters report. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import { useEffect, useMemo, useState } from 'react';

import { errorSentence } from '#domain/errors.ts';
import { LANGUAGES, type Language } from '#domain/language.ts';
import { COLOUR, createRaseedTheme } from '#renderer/theme.ts';
import type { Overview } from '#server/api/contract.ts';

import { hq, line } from './api.ts';
import { AnswersPage } from './pages/answers.tsx';
import { CasesPage } from './pages/cases.tsx';
import { DaysPage } from './pages/days.tsx';
import { DepositsPage } from './pages/deposits.tsx';
import { GatewayPage } from './pages/gateway.tsx';
import { CountersPage } from './pages/counters.tsx';
import { OfficesPage } from './pages/offices.tsx';
import { OverShortPage } from './pages/over-short.tsx';
import { RefundsPage } from './pages/refunds.tsx';
import { SignalsPage } from './pages/signals.tsx';
import { TariffsPage } from './pages/tariffs.tsx';
import { TodayPage } from './pages/today.tsx';
import { TreasuryPage } from './pages/treasury.tsx';
import { Frame } from './parts/frame.tsx';
import { SignIn } from './parts/sign-in.tsx';
import { WhenReady } from './parts/states.tsx';
import { TEXTS, useWords, WordsContext } from './texts.ts';
import { LiveContext, useHq, useLiveChanges } from './use-hq.ts';

const PAGES = [
  'today',
  'days',
  'overShort',
  'deposits',
  'offices',
  'counters',
  'tariffs',
  'cases',
  'refunds',
  'gateway',
  'treasury',
  'answers',
  'signals',
] as const;
type PageName = (typeof PAGES)[number];

function pageFromAddress(): PageName {
  const name = location.hash.replace(/^#\/?/, '');
  return PAGES.find((page) => page === name) ?? 'today';
}

function usePage(): PageName {
  const [page, setPage] = useState(pageFromAddress);
  useEffect(() => {
    const changed = (): void => setPage(pageFromAddress());
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return page;
}

/** What people at HQ must know wherever they look. */
const TROUBLE = { p: 2, mb: 3, bgcolor: COLOUR.waitingSoft, color: COLOUR.waiting } as const;

function Page({ page, overview }: { page: PageName; overview: Overview }) {
  if (page === 'today') return <TodayPage overview={overview} />;
  if (page === 'days') return <DaysPage overview={overview} />;
  if (page === 'overShort') return <OverShortPage overview={overview} />;
  if (page === 'deposits') return <DepositsPage />;
  if (page === 'offices') return <OfficesPage overview={overview} />;
  if (page === 'counters') return <CountersPage overview={overview} />;
  if (page === 'tariffs') return <TariffsPage />;
  if (page === 'gateway') return <GatewayPage />;
  if (page === 'treasury') return <TreasuryPage />;
  if (page === 'answers') return <AnswersPage />;
  if (page === 'signals') return <SignalsPage overview={overview} />;
  return page === 'refunds' ? <RefundsPage /> : <CasesPage overview={overview} />;
}

function Shell({ live, onLanguage }: { live: boolean; onLanguage: () => void }) {
  const { t, language } = useWords();
  const page = usePage();
  const overview = useHq(() => hq.overview(), 'overview');
  const cases = overview.state === 'ready' ? overview.value.openCases : 0;
  const items = PAGES.map((name) => ({
    href: `#/${name}`,
    label: name === 'cases' && cases > 0 ? `${t.cases} (${cases})` : t[name],
    isCurrent: name === page,
  }));
  return (
    <Frame
      title={`Raseed · ${t.title}`}
      items={items}
      heading={t[page]}
      isLive={live}
      onLanguage={onLanguage}
    >
      <WhenReady loaded={overview} minHeight={480}>
        {(value) => (
          <>
            {value.troubles.map((failure) => (
              <Typography key={failure.code} role="alert" sx={TROUBLE}>
                {errorSentence(failure, language)}
              </Typography>
            ))}
            <Page page={page} overview={value} />
          </>
        )}
      </WhenReady>
    </Frame>
  );
}

const LANGUAGE_KEY = 'raseed-hq-language';
const storedLanguage = (): Language =>
  LANGUAGES.find((language) => language === localStorage.getItem(LANGUAGE_KEY)) ?? 'en';

export function App() {
  const [language, setLanguage] = useState(storedLanguage);
  const [signedIn, setSignedIn] = useState<boolean | null>(null);
  const live = useLiveChanges(line, signedIn === true);
  const theme = useMemo(() => createRaseedTheme(language), [language]);
  const words = useMemo(() => ({ language, t: TEXTS[language] }), [language]);
  const switchLanguage = (): void => setLanguage(language === 'en' ? 'hi' : 'en');
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(LANGUAGE_KEY, language);
  }, [language]);
  useEffect(() => {
    void hq.overview().then((answer) => {
      setSignedIn(answer.ok || answer.failed !== 'unauthorised');
    });
  }, []);
  return (
    <ThemeProvider theme={theme}>
      <CssBaseline />
      <WordsContext.Provider value={words}>
        <LiveContext.Provider value={live}>
          {signedIn === false && (
            <Box component="main" sx={{ display: 'flex', height: '100%' }}>
              <SignIn onSignedIn={() => setSignedIn(true)} />
              <Button
                variant="outlined"
                onClick={switchLanguage}
                sx={{ position: 'fixed', top: 24, right: 24, color: COLOUR.actionDark }}
              >
                {words.t.language}
              </Button>
            </Box>
          )}
          {signedIn === true && <Shell live={live.live} onLanguage={switchLanguage} />}
        </LiveContext.Provider>
      </WordsContext.Provider>
    </ThemeProvider>
  );
}
