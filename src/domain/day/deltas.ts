/** DC10: what a later document of a day says more or less than the one before it. Pure. */
import { subtract, ZERO, type Paise } from '#domain/money.ts';
import type { DayDeltas, DayDocument } from './document.ts';

/** Fields that are amounts or counts; all others name the line. */
type Amounts<T> = { readonly [K in keyof T as T[K] extends number ? K : never]: T[K] };

function difference<T extends object>(
  now: readonly T[],
  before: readonly T[],
  of: { readonly key: (line: T) => string; readonly fields: readonly (keyof Amounts<T>)[] },
): readonly T[] {
  const was = new Map(before.map((line) => [of.key(line), line]));
  const is = new Map(now.map((line) => [of.key(line), line]));
  const lines: T[] = [];
  for (const key of [...new Set([...was.keys(), ...is.keys()])].sort()) {
    const [old, fresh] = [was.get(key), is.get(key)];
    const line = fresh ?? old;
    if (line === undefined) continue;
    const valueOf = (it: T | undefined, field: keyof T): Paise =>
      it === undefined ? ZERO : (it[field] as Paise);
    const changed = of.fields.map(
      (field) => [field, subtract(valueOf(fresh, field), valueOf(old, field))] as const,
    );
    if (changed.some(([, amount]) => amount !== 0)) {
      lines.push({ ...line, ...Object.fromEntries(changed) });
    }
  }
  return lines;
}

const MONEY = ['chargedPaise', 'reversedPaise', 'netPaise'] as const;
const COUNTED = ['receipts', 'reversals', ...MONEY] as const;
const BY_TENDER = ['cashPaise', 'upiPaise', 'instrumentPaise'] as const;

function arrived(now: DayDocument, before: DayDocument): DayDeltas['counters'] {
  return now.counters.flatMap(({ counterId, fromSeq, throughSeq, headHash }) => {
    const was = before.counters.find((it) => it.counterId === counterId);
    const known = was?.throughSeq ?? null;
    if (throughSeq === null || fromSeq === null || headHash === null) return [];
    if (known !== null && known >= throughSeq) return [];
    return [{ counterId, fromSeq: known === null ? fromSeq : known + 1, throughSeq, headHash }];
  });
}

export function deltasOf(now: DayDocument, before: DayDocument): DayDeltas {
  const accounts = difference(now.accounts, before.accounts, {
    key: ({ account }) => account,
    fields: ['movedPaise'],
  });
  return {
    byHead: difference(now.byHead, before.byHead, {
      key: ({ head }) => head,
      fields: [...MONEY, ...BY_TENDER],
    }),
    byTender: difference(now.byTender, before.byTender, {
      key: ({ tender }) => tender,
      fields: COUNTED,
    }),
    byService: difference(now.byService, before.byService, {
      key: ({ serviceCode }) => serviceCode,
      fields: COUNTED,
    }),
    accounts: accounts.map(({ account, movedPaise }) => ({ account, movedPaise })),
    counters: arrived(now, before),
  };
}

const SAID = ['shifts', 'byHead', 'byTender', 'byService', 'people'] as const;
const LISTS = ['cancelled', 'waived', 'reprinted', 'others'] as const;

/** Whether the two say the same of what happened; when they were made says nothing. */
export function isSameDay(now: DayDocument, before: DayDocument): boolean {
  const of = (document: DayDocument): string =>
    JSON.stringify([
      SAID.map((part) => document[part]),
      LISTS.map((list) => document[list]),
      document.accounts
        .map(({ account, movedPaise }) => [account, movedPaise])
        .filter(([, it]) => it !== 0),
      document.counters
        .map(({ counterId, fromSeq, throughSeq, headHash }) => [
          counterId,
          fromSeq,
          throughSeq,
          headHash,
        ])
        .filter(([, , it]) => it !== null),
    ]);
  return of(now) === of(before);
}
