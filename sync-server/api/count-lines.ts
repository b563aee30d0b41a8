/** The counts and the cash handed in of a day, out of what its document lists. Both sides read it so. */
import type { OtherEvent } from '#domain/day/document.ts';
import type { CountLine } from './office-contract.ts';

const COUNTED = {
  'count.taken': ['surprise', 'countId'],
  'cash.dropped': ['drop', 'dropId'],
} as const;

const isCounted = (kind: string): kind is keyof typeof COUNTED => Object.hasOwn(COUNTED, kind);

export function countLines(events: readonly Omit<OtherEvent, 'seq'>[]): readonly CountLine[] {
  return events
    .flatMap(({ kind, body, counterId, staffId, at }) => {
      if (!isCounted(kind)) return [];
      const [occasion, field] = COUNTED[kind];
      const number = body[field];
      return typeof number === 'string' ? [{ occasion, number, counterId, staffId, at }] : [];
    })
    .toSorted((a, b) => a.at - b.at);
}
