/** What every part of the page knows: who is signed in, what is read, and that an act was done. */
import { createContext, useContext } from 'react';

import { assert } from '#domain/result.ts';
import type { OfficeSession } from '#server/api/office-contract.ts';
import type { Answer, Line } from '#server/web/line.ts';
import { useHq, type Loaded } from '#server/web/use-hq.ts';

import type { OfficeReads } from './api.ts';

export interface Office {
  readonly session: OfficeSession;
  readonly reads: OfficeReads;
  readonly act: Line['act'];
  /** Everything in sight is read again, at once. */
  readonly acted: () => void;
}

export const OfficeContext = createContext<Office | null>(null);

export function useOffice(): Office {
  const office = useContext(OfficeContext);
  assert(office !== null, 'nobody is signed in');
  return office;
}

export function useRead<T>(
  read: (reads: OfficeReads) => Promise<Answer<T>>,
  key: string,
): Loaded<T> {
  const { reads } = useOffice();
  return useHq(() => read(reads), key);
}

/** `Meera Nair`, where the office knows the person; else the number. */
export function useNames(): (staffId: string | null) => string {
  const { staff } = useOffice().session;
  return (staffId) => staff.find((person) => person.staffId === staffId)?.name ?? staffId ?? '';
}
