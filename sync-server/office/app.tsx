/**
 * The page of an office's managers: the door, then the day, its close, the safe and what leaves it.
 * Whoever signs in here signs each act again with the PIN.
 */
import CssBaseline from '@mui/material/CssBaseline';
import { useCallback, useEffect, useMemo, useState } from 'react';

import { LANGUAGES, type Language } from '#domain/language.ts';
import { Speak } from '#renderer/texts/use-texts.tsx';
import type { OfficeSession } from '#server/api/office-contract.ts';
import { openLine, type Line } from '#server/web/line.ts';
import { TEXTS, WordsContext } from '#server/web/texts.ts';
import { LiveContext, useLiveChanges } from '#server/web/use-hq.ts';

import { readsOf } from './api.ts';
import { OfficeContext, type Office } from './office.ts';
import { Door, type DoorState } from './parts/door.tsx';
import { Shell } from './parts/shell.tsx';

const LANGUAGE_KEY = 'raseed-office-language';
/** Ages and due times go on while nothing else changes. */
const REFRESH_MS = 60_000;
const TRY_AGAIN_MS = 5_000;

const storedLanguage = (): Language =>
  LANGUAGES.find((language) => language === localStorage.getItem(LANGUAGE_KEY)) ?? 'en';

/** A line that says when nobody is signed in any more. */
function guarded(line: Line, onLost: () => void): Line {
  return {
    ...line,
    read: async <T,>(path: string) => {
      const answer = await line.read<T>(path);
      if (!answer.ok && answer.failed === 'unauthorised') onLost();
      return answer;
    },
    act: async (path, body) => {
      const acted = await line.act(path, body);
      if (!acted.ok && acted.failure?.code === 'NOT_SIGNED_IN') onLost();
      return acted;
    },
  };
}

interface At {
  readonly session: OfficeSession | null;
  readonly door: DoorState;
}

/** Who is signed in; asked again by itself while HQ cannot be reached. */
function useSession() {
  const [{ session, door }, setAt] = useState<At>({ session: null, door: 'asking' });
  const line = useMemo(() => {
    const onLost = (): void =>
      setAt((before) => ({ session: null, door: before.session === null ? 'open' : 'ended' }));
    return guarded(openLine('/office'), onLost);
  }, []);
  const reads = useMemo(() => readsOf(line), [line]);
  const ask = useCallback(async () => {
    const answer = await reads.session();
    if (answer.ok) setAt({ session: answer.value, door: 'open' });
    else if (answer.failed !== 'unauthorised') setAt({ session: null, door: 'unreachable' });
  }, [reads]);
  useEffect(() => {
    void ask();
  }, [ask]);
  useEffect(() => {
    if (door !== 'unreachable') return undefined;
    const timer = setInterval(() => void ask(), TRY_AGAIN_MS);
    return () => clearInterval(timer);
  }, [ask, door]);
  const signOut = async (): Promise<void> => {
    await line.signOut();
    setAt({ session: null, door: 'open' });
  };
  return { session, door, line, reads, ask, signOut };
}

export function App() {
  const [language, setLanguage] = useState(storedLanguage);
  const { session, door, line, reads, ask, signOut } = useSession();
  const changes = useLiveChanges(line, session !== null);
  const [acts, setActs] = useState(0);
  const acted = useCallback(() => setActs((before) => before + 1), []);
  const words = useMemo(() => ({ language, t: TEXTS[language] }), [language]);
  const live = useMemo(
    () => ({ live: changes.live, version: changes.version + acts }),
    [acts, changes],
  );
  const office = useMemo<Office | null>(
    () => (session === null ? null : { session, reads, act: line.act, acted }),
    [acted, line, reads, session],
  );
  useEffect(() => {
    localStorage.setItem(LANGUAGE_KEY, language);
  }, [language]);
  useEffect(() => {
    const timer = setInterval(acted, REFRESH_MS);
    return () => clearInterval(timer);
  }, [acted]);
  const onLanguage = (): void => setLanguage(language === 'en' ? 'hi' : 'en');
  return (
    <Speak language={language}>
      <CssBaseline />
      <WordsContext.Provider value={words}>
        <LiveContext.Provider value={live}>
          {office === null ? (
            <Door state={door} line={line} onSignedIn={() => void ask()} onLanguage={onLanguage} />
          ) : (
            <OfficeContext.Provider value={office}>
              <Shell onLanguage={onLanguage} onSignOut={() => void signOut()} />
            </OfficeContext.Provider>
          )}
        </LiveContext.Provider>
      </WordsContext.Provider>
    </Speak>
  );
}
