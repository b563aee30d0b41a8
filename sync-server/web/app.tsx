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

import { hq } from './api.ts';
import { AnswersPage } from './pages/answers.tsx';
import { CasesPage } from './pages/cases.tsx';
import { GatewayPage } from './pages/gateway.tsx';
import { CountersPage } from './pages/counters.tsx';
import { RefundsPage } from './pages/refunds.tsx';
import { SignalsPage } from './pages/signals.tsx';
import { TariffsPage } from './pages/tariffs.tsx';
import { TodayPage } from './pages/today.tsx';
import { TreasuryPage } from './pages/treasury.tsx';
import { SignIn } from './parts/sign-in.tsx';
import { WhenReady } from './parts/states.tsx';
import { TEXTS, useWords, WordsContext } from './texts.ts';
import { LiveContext, useHq, useLiveChanges } from './use-hq.ts';

const PAGES = [
  'today',
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

/** A column at the left; on a phone lines above the page. */
const NAVIGATION = {
  p: { xs: 1, md: 2 },
  gap: 0.5,
  display: { xs: 'flex', md: 'grid' },
  flexWrap: 'wrap',
  width: { md: 232 },
} as const;
const TITLE = { p: 1, width: { xs: '100%', md: 'auto' }, color: COLOUR.actionDark } as const;
const SHELL = {
  display: 'flex',
  flexDirection: { xs: 'column', md: 'row' },
  height: { md: '100%' },
} as const;

/** What people at HQ must know wherever they look. */
const TROUBLE = { p: 2, mb: 3, bgcolor: COLOUR.waitingSoft, color: COLOUR.waiting } as const;

function Navigation({ page, cases }: { page: PageName; cases: number }) {
  const { t } = useWords();
  return (
    <Box component="nav" aria-label={t.title} sx={NAVIGATION}>
      <Typography variant="h4" component="p" sx={TITLE}>
        Raseed · {t.title}
      </Typography>
      {PAGES.map((name) => (
        <Button
          key={name}
          href={`#/${name}`}
          aria-current={name === page ? 'page' : undefined}
          sx={{
            justifyContent: 'flex-start',
            px: 2,
            minHeight: 48,
            color: COLOUR.ink,
            fontWeight: name === page ? 700 : 600,
            bgcolor: name === page ? COLOUR.actionSoft : 'transparent',
          }}
        >
          {t[name]}
          {name === 'cases' && cases > 0 ? ` (${cases})` : ''}
        </Button>
      ))}
    </Box>
  );
}

function Page({ page, overview }: { page: PageName; overview: Overview }) {
  if (page === 'today') return <TodayPage overview={overview} />;
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
  return (
    <Box sx={SHELL}>
      <Box
        sx={{
          borderRight: { md: 1 },
          borderBottom: { xs: 1, md: 0 },
          borderColor: 'divider',
          bgcolor: 'background.paper',
        }}
      >
        <Navigation page={page} cases={cases} />
      </Box>
      <Box
        component="main"
        sx={{ flex: 1, overflow: { md: 'auto' }, p: { xs: 2, md: 3 }, minWidth: 0 }}
      >
        <Box sx={{ display: 'flex', alignItems: 'center', gap: { xs: 1, md: 3 }, mb: 3 }}>
          <Typography variant="h3" component="h1" sx={{ flex: 1 }}>
            {t[page]}
          </Typography>
          <Typography role="status" sx={{ color: live ? COLOUR.paid : COLOUR.waiting }}>
            {live ? `● ${t.live}` : `○ ${t.notLive}`}
          </Typography>
          <Button variant="outlined" onClick={onLanguage} sx={{ color: COLOUR.actionDark }}>
            {t.language}
          </Button>
        </Box>
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
      </Box>
    </Box>
  );
}

const LANGUAGE_KEY = 'raseed-hq-language';
const storedLanguage = (): Language =>
  LANGUAGES.find((language) => language === localStorage.getItem(LANGUAGE_KEY)) ?? 'en';

export function App() {
  const [language, setLanguage] = useState(storedLanguage);
  const [signedIn, setSignedIn] = useState<boolean | null>(null);
  const live = useLiveChanges(signedIn === true);
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
