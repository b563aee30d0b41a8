/** Where the page is: `#/day/2026-11-24`. A place can be kept, sent and gone back to. */
import { useEffect, useState } from 'react';

import { parseIsoDate, type IsoDate } from '#domain/time.ts';

export const PAGES = ['day', 'close', 'safe', 'bank', 'cheques', 'leaves', 'papers'] as const;
export type PageName = (typeof PAGES)[number];

export interface Place {
  readonly page: PageName;
  /** A date, a deposit: what the page is about; null where nothing is named. */
  readonly subject: string | null;
}

export const addressOf = (page: PageName, subject?: string): string =>
  subject === undefined ? `#/${page}` : `#/${page}/${encodeURIComponent(subject)}`;

function placeOf(hash: string): Place {
  const [name = '', subject = ''] = hash.replace(/^#\/?/, '').split('/');
  const page = PAGES.find((each) => each === name) ?? 'day';
  return { page, subject: subject === '' ? null : decodeURIComponent(subject) };
}

export function usePlace(): Place {
  const [place, setPlace] = useState(() => placeOf(location.hash));
  useEffect(() => {
    const changed = (): void => setPlace(placeOf(location.hash));
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return place;
}

/** The date that an address names, or today. */
export const dateOf = ({ subject }: Place, today: IsoDate): IsoDate =>
  (subject === null ? null : parseIsoDate(subject)) ?? today;

export const goTo = (page: PageName, subject?: string): void => {
  location.hash = addressOf(page, subject);
};
