/** Reads one thing from HQ and reads it again when a counter changes something, at most twice a second. */
import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react';

import type { Failure } from '#domain/result.ts';

import type { Answer, Failed, Line } from './line.ts';

/** A number that rises with each change, and whether the stream is up. */
export interface Live {
  readonly version: number;
  readonly live: boolean;
}

export const LiveContext = createContext<Live>({ version: 0, live: false });

const SETTLE_MS = 500;

export function useLiveChanges(line: Line, signedIn: boolean): Live {
  const [state, setState] = useState<Live>({ version: 0, live: false });
  useEffect(() => {
    if (!signedIn) return undefined;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = line.onChanges({
      changed: () => {
        timer ??= setTimeout(() => {
          timer = null;
          setState((before) => ({ ...before, version: before.version + 1 }));
        }, SETTLE_MS);
      },
      live: (live) => setState((before) => ({ ...before, live })),
    });
    return () => {
      if (timer !== null) clearTimeout(timer);
      stop();
    };
  }, [line, signedIn]);
  return state;
}

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly failed: Failed; readonly failure: Failure | null }
  /** `stale` keeps the last good figures in sight while HQ cannot be reached. */
  | { readonly state: 'ready'; readonly value: T; readonly stale: boolean };

export function useHq<T>(read: () => Promise<Answer<T>>, key: string): Loaded<T> {
  const { version } = useContext(LiveContext);
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  const latest = useRef(read);
  latest.current = read;
  const load = useCallback(async (wanted: () => boolean) => {
    const answer = await latest.current();
    if (!wanted()) return;
    setLoaded((before) => {
      if (answer.ok) return { state: 'ready', value: answer.value, stale: false };
      if (before.state === 'ready') return { ...before, stale: true };
      return { state: 'failed', failed: answer.failed, failure: answer.failure };
    });
  }, []);
  useEffect(() => {
    let wanted = true;
    void load(() => wanted);
    return () => {
      wanted = false;
    };
  }, [load, key, version]);
  return loaded;
}
