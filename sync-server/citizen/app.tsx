/** The citizen's page: bring a receipt, see what it is worth. One column, big type, no account. */
import Box from '@mui/material/Box';
import CssBaseline from '@mui/material/CssBaseline';
import GlobalStyles from '@mui/material/GlobalStyles';
import { ThemeProvider } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

import { LANGUAGES, type Language } from '#domain/language.ts';
import { istDate } from '#domain/time.ts';
import { COLOUR, createRaseedTheme } from '#renderer/theme.ts';

import { checkNumber, checkScanned, type Checked } from './check.ts';
import { keepTariffs, learn, type Known } from './hq.ts';
import { Header } from './parts/Header.tsx';
import { Home } from './parts/Home.tsx';
import { LinkPage, linkToken } from './parts/LinkPage.tsx';
import { ResultView } from './parts/ResultView.tsx';
import { Scanner } from './parts/Scanner.tsx';
import { useWords, wordsIn, WordsContext, type Word } from './texts.ts';

/** What the citizen brought: text of a code, or a typed number. */
type Brought = { readonly text: string } | { readonly receiptNumber: string };

interface Result {
  readonly name: 'result';
  readonly brought: Brought;
  readonly checked: Checked;
}

type View =
  | { readonly name: 'home'; readonly trouble: Word | null }
  | { readonly name: 'camera' }
  | { readonly name: 'busy'; readonly what: 'checking' | 'readingPhoto' }
  | Result;

type Learned = 'learning' | 'nothing' | Known;

interface Learning {
  readonly learned: Learned;
  /** What is known once the learning under way has ended. */
  readonly known: () => Promise<Known | null>;
  readonly again: () => Promise<Known | null>;
  readonly online: boolean;
}

/** Learns from HQ at once, whenever the network comes back, and when asked. */
function useLearned(): Learning {
  const [learned, setLearned] = useState<Learned>('learning');
  const [online, setOnline] = useState(navigator.onLine);
  const latest = useRef<Promise<Known | null> | null>(null);
  const again = useCallback((): Promise<Known | null> => {
    const learning = learn().then((known) => {
      setLearned(known ?? 'nothing');
      if (known !== null) void keepTariffs(known);
      return known;
    });
    latest.current = learning;
    return learning;
  }, []);
  const known = useCallback(() => (latest.current ??= again()), [again]);
  useEffect(() => {
    void known();
    const wentOnline = (): void => {
      setOnline(true);
      void again();
    };
    const wentOffline = (): void => setOnline(false);
    addEventListener('online', wentOnline);
    addEventListener('offline', wentOffline);
    return () => {
      removeEventListener('online', wentOnline);
      removeEventListener('offline', wentOffline);
    };
  }, [again, known]);
  return { learned, known, again, online };
}

/** The code in the address that a receipt's QR opened, else null. */
const addressed = (): string | null =>
  /^\/R\/[A-Z2-7]{40,}$/i.test(location.pathname) ? location.pathname : null;

/** How long a receipt that HQ has not confirmed waits for the next look; the last goes on. */
const NEXT_LOOK_MS = [3_000, 6_000, 12_000, 30_000, 60_000] as const;

const checkedOf = (known: Known | null, brought: Brought): Promise<Checked> =>
  'text' in brought ? checkScanned(known, brought.text) : checkNumber(known, brought.receiptNumber);

/** Looks again by itself: a phone that says it is online may find HQ only some seconds later. */
function useLookingAgain(of: {
  readonly waiting: Result | null;
  readonly online: boolean;
  readonly lookAgain: (result: Result) => Promise<void>;
}): void {
  const { waiting, online, lookAgain } = of;
  const looks = useRef(0);
  const wasOnline = useRef(online);
  useEffect(() => {
    const isBack = online && !wasOnline.current;
    wasOnline.current = online;
    if (waiting === null || isBack) looks.current = 0;
    if (waiting === null) return undefined;
    const wait = isBack ? 0 : (NEXT_LOOK_MS[looks.current] ?? NEXT_LOOK_MS.at(-1));
    const timer = setTimeout(() => {
      looks.current += 1;
      void lookAgain(waiting);
    }, wait);
    return () => clearTimeout(timer);
  }, [online, waiting, lookAgain]);
}

function useChecks({ known: whenKnown, online }: Learning) {
  const [view, setView] = useState<View>({ name: 'home', trouble: null });
  const check = useCallback(
    async (brought: Brought) => {
      setView({ name: 'busy', what: 'checking' });
      const checked = await checkedOf(await whenKnown(), brought);
      setView({ name: 'result', brought, checked });
    },
    [whenKnown],
  );
  /** Without a word in between: what stands there stays until something else is known. */
  const lookAgain = useCallback(
    async (result: Result) => {
      const checked = await checkedOf(await whenKnown(), result.brought);
      setView((now) => (now === result ? { ...result, checked } : now));
    },
    [whenKnown],
  );
  const opened = useRef(false);
  useEffect(() => {
    const text = addressed();
    if (opened.current || text === null) return;
    opened.current = true;
    void check({ text: text.slice(3) });
  }, [check]);
  const waiting = view.name === 'result' && view.checked.verdict === 'unconfirmed' ? view : null;
  useLookingAgain({ waiting, online, lookAgain });
  return { view, setView, check };
}

function Standing({ learned }: { learned: Learned }) {
  const { say } = useWords();
  if (typeof learned === 'string') {
    return <Typography>{say(learned === 'learning' ? 'preparing' : 'notReady')}</Typography>;
  }
  const [year, month, day] = istDate(learned.keys.keys.issuedAt).split('-');
  return (
    <>
      {learned.rootChanged && (
        <Typography role="alert" sx={{ color: COLOUR.stop, fontWeight: 600, mb: 1 }}>
          {say('rootChanged')}
        </Typography>
      )}
      <Typography data-ready>{say('ready', { date: `${day}-${month}-${year}` })}</Typography>
    </>
  );
}

function Page({ onLanguage }: { onLanguage: () => void }) {
  const { say } = useWords();
  const learning = useLearned();
  const { learned, online } = learning;
  const { view, setView, check } = useChecks(learning);
  const home = (trouble: Word | null = null): void => {
    if (addressed() !== null) history.replaceState(null, '', '/R/');
    setView({ name: 'home', trouble });
  };
  const takePhoto = async (file: File): Promise<void> => {
    setView({ name: 'busy', what: 'readingPhoto' });
    const { readPhoto } = await import('./read-code.ts');
    const text = await readPhoto(file);
    if (text === null) home('photoUnreadable');
    else await check({ text });
  };
  return (
    <Box
      sx={{
        maxWidth: 560,
        mx: 'auto',
        minHeight: '100dvh',
        display: 'flex',
        flexDirection: 'column',
      }}
    >
      <Header onLanguage={onLanguage} />
      <Box component="main" sx={{ px: 2, pb: 3, flex: 1 }}>
        {view.name === 'home' && (
          <Home
            trouble={view.trouble === null ? null : say(view.trouble)}
            online={online}
            onScan={() => setView({ name: 'camera' })}
            onPhoto={(file) => void takePhoto(file)}
            onNumber={(receiptNumber) => void check({ receiptNumber })}
          />
        )}
        {view.name === 'camera' && (
          <Scanner
            onText={(text) => void check({ text })}
            onRefused={() => home('cameraRefused')}
            onClose={() => home()}
          />
        )}
        {view.name === 'busy' && (
          <Typography variant="h3" component="h1" role="status" sx={{ py: 8 }}>
            {say(view.what)}
          </Typography>
        )}
        {view.name === 'result' && (
          <ResultView
            checked={view.checked}
            onAgain={() => home()}
            onRetry={() => void learning.again().then(() => check(view.brought))}
          />
        )}
      </Box>
      <Box
        component="footer"
        sx={{ p: 2, borderTop: 1, borderColor: 'divider', color: 'text.secondary' }}
      >
        <Standing learned={learned} />
      </Box>
    </Box>
  );
}

const LANGUAGE_KEY = 'raseed-language';

function firstLanguage(): Language {
  const kept = LANGUAGES.find((language) => language === localStorage.getItem(LANGUAGE_KEY));
  const spoken = LANGUAGES.find((language) => navigator.language.startsWith(language));
  return kept ?? spoken ?? 'en';
}

/** A phone's page scrolls; the counters' screens never do. */
const SCROLLING = { 'html, body, #root': { height: 'auto', overflow: 'visible' } };

export function App() {
  const [language, setLanguage] = useState(firstLanguage);
  const switchLanguage = (): void => setLanguage(language === 'en' ? 'hi' : 'en');
  const token = linkToken();
  const theme = useMemo(() => createRaseedTheme(language), [language]);
  const words = useMemo(() => wordsIn(language), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${words.say('brand')} · ${words.say('title')}`;
    localStorage.setItem(LANGUAGE_KEY, language);
  }, [language, words]);
  return (
    <ThemeProvider theme={theme}>
      <CssBaseline />
      <GlobalStyles styles={SCROLLING} />
      <WordsContext.Provider value={words}>
        {token === null ? (
          <Page onLanguage={switchLanguage} />
        ) : (
          <LinkPage token={token} onLanguage={switchLanguage} />
        )}
      </WordsContext.Provider>
    </ThemeProvider>
  );
}
