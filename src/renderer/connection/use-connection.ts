/** A connection as React sees it: the latest snapshot, the link, and the snapshot's own clock. */
import { useEffect, useState } from 'react';

import type { TerminalEvents } from '#contract/snapshot.ts';

import type { Link, ScreenConnection, ScreenName } from './screen-connection.ts';

export interface Heard<S extends ScreenName> {
  readonly snapshot: TerminalEvents[S] | null;
  readonly link: Link;
  /** `performance.now()` when the snapshot came: its `now` moves on from there. */
  readonly heardAtMs: number;
}

export function useConnection<S extends ScreenName>(connection: ScreenConnection<S>): Heard<S> {
  const [heard, setHeard] = useState<Heard<S>>({
    snapshot: null,
    link: 'connecting',
    heardAtMs: 0,
  });
  useEffect(
    () =>
      connection.subscribe({
        snapshot: (snapshot) =>
          setHeard((before) => ({ ...before, snapshot, heardAtMs: performance.now() })),
        link: (link) => setHeard((before) => (before.link === link ? before : { ...before, link })),
      }),
    [connection],
  );
  return heard;
}

/** The counter's own time, moving on from the snapshot's; looked at once a second. */
export function useCounterNow(now: number, heardAtMs: number): number {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return now + Math.max(performance.now() - heardAtMs, 0);
}
