/** A counter's memory of HQ's past: docs/spec/transparency.md, TR9 to TR11. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Hash } from '#domain/ids.ts';
import { addDays, isoDate, type IsoDate } from '#domain/time.ts';
import type { StoreReader } from '#terminal/ports/journal-store.ts';
import {
  acceptPast,
  keepRoot,
  pastChange,
  readSeenRoots,
  seeOwnHead,
  seeRoot,
  type SeenRoots,
} from '#terminal/sync/past.ts';

const START = isoDate('2026-01-01');
const hashOf = (n: number): Hash => n.toString(16).padStart(64, '0') as Hash;
interface Root {
  readonly date: IsoDate;
  readonly documentHash: Hash;
  readonly previous: { readonly date: IsoDate; readonly documentHash: Hash } | null;
}

/** HQ's roots on the days of `days`, each after the one before. */
function rootsOn(days: readonly number[], salt = 1): Root[] {
  const roots: Root[] = [];
  for (const day of days) {
    const before = roots.at(-1);
    const previous =
      before === undefined ? null : { date: before.date, documentHash: before.documentHash };
    roots.push({ date: addDays(START, day), documentHash: hashOf(day * 1000 + salt), previous });
  }
  return roots;
}

function seeAll(roots: readonly Root[], from: SeenRoots = []) {
  let seen = from;
  for (const root of roots) {
    const answer = seeRoot(seen, root);
    if (!answer.ok) return answer;
    seen = answer.value;
  }
  return { ok: true, value: seen } as const;
}

const days = fc
  .uniqueArray(fc.nat(300), { minLength: 2, maxLength: 40 })
  .map((all) => all.toSorted((a, b) => a - b));

test('TR9 HQ’s honest past is believed, with days left out, doubled and only partly seen', () => {
  fc.assert(
    fc.property(days, fc.nat(), (all, skip) => {
      const roots = rootsOn(all);
      const some = roots.filter((_, index) => (skip >> (index % 16)) % 2 === 0);
      expect(seeAll(some.flatMap((root) => [root, root])).ok).toBe(true);
    }),
  );
});

test('TR10 a past changed at any day is noticed by who saw the day, at that day or the next', () => {
  fc.assert(
    fc.property(days, fc.nat(), (all, at) => {
      const roots = rootsOn(all);
      const from = at % (roots.length - 1);
      const seen = seeAll(roots.slice(0, from + 1));
      if (!seen.ok) throw new Error('honest');
      // From `from` on HQ tells another past, well chained in itself.
      const others = [...rootsOn(all.slice(0, from)), ...rootsOn(all, 2)].slice(0, all.length);
      const rewritten = rootsOn(all, 2);
      const next = rewritten[from + 1];
      const twin = others[from];
      if (next === undefined || twin === undefined) throw new Error('a day after');
      expect(seeRoot(seen.value, rewritten[from] ?? twin)).toEqual({
        ok: false,
        error: { code: 'HQ_PAST_CHANGED', details: { date: roots[from]?.date } },
      });
      expect(seeRoot(seen.value, next)).toMatchObject({ error: { code: 'HQ_PAST_CHANGED' } });
    }),
  );
});

test('TR10 a root that leaves out a day that was seen, or begins anew, is another past', () => {
  const [first, second] = rootsOn([1, 2]);
  if (first === undefined || second === undefined) throw new Error('two');
  const seen = seeAll([first, second]);
  if (!seen.ok) throw new Error('honest');
  const date = addDays(START, 3);
  const skipping = { date, documentHash: hashOf(9), previous: second.previous };
  expect(seeRoot(seen.value, skipping)).toMatchObject({ error: { code: 'HQ_PAST_CHANGED' } });
  const anew = { date, documentHash: hashOf(9), previous: null };
  expect(seeRoot(seen.value, anew)).toMatchObject({ error: { code: 'HQ_PAST_CHANGED' } });
});

test('TR9 a year and more is remembered, and no more than that', () => {
  const seen = seeAll(rootsOn(Array.from({ length: 500 }, (_, day) => day)));
  expect(seen.ok && seen.value.length).toBe(400);
});

function memoryHold() {
  const settings = new Map<string, string>();
  const store = { setting: (name: string) => settings.get(name) } as unknown as StoreReader;
  const putSetting = (name: string, value: string) => void settings.set(name, value);
  const said: string[] = [];
  const append = (kind: string, body: object) =>
    void said.push(`${kind} ${JSON.stringify(body)}`) as never;
  return { store, putSetting, settings, append, said };
}

test('TR10 the first change stays in sight, and what was seen stays as it was', () => {
  const hold = memoryHold();
  const honest = rootsOn([1, 2, 3]);
  for (const root of honest) keepRoot(hold, root);
  expect(pastChange(hold.store)).toBeNull();
  const before = hold.settings.get('seen-roots');
  for (const root of rootsOn([1, 2, 3], 2).toReversed()) keepRoot(hold, root);
  expect(pastChange(hold.store)).toEqual({
    code: 'HQ_PAST_CHANGED',
    details: { date: addDays(START, 3) },
  });
  expect(hold.settings.get('seen-roots')).toBe(before);
  expect(hold.said).toEqual([`hq.past_changed {"date":"${addDays(START, 3)}"}`]);
  acceptPast(hold);
  expect(pastChange(hold.store)).toBeNull();
  for (const root of rootsOn([1, 2, 3], 2)) keepRoot(hold, root);
  expect(pastChange(hold.store)).toBeNull();
  expect(hold.said).toHaveLength(1);
});

test('TR9 settings that nobody wrote are no memory and no complaint', () => {
  for (const text of [undefined, '', '{', '7', '[{"date":"x"}]']) {
    expect(readSeenRoots(text)).toEqual([]);
  }
  const hold = memoryHold();
  hold.settings.set('past-changed', '{');
  expect(pastChange(hold.store)).toBeNull();
});

test('TR11 a head that HQ put under its root must be this journal’s own', () => {
  const hashAt = (seq: number) => (seq <= 5 ? hashOf(seq) : null);
  const date = isoDate('2026-11-22');
  expect(seeOwnHead({ date, seq: 5, headHash: hashOf(5) }, hashAt).ok).toBe(true);
  const others = [
    { seq: 5, headHash: hashOf(4) },
    { seq: 6, headHash: hashOf(6) },
  ];
  for (const other of others) {
    expect(seeOwnHead({ date, ...other }, hashAt)).toMatchObject({
      error: { code: 'HQ_PAST_CHANGED', details: { date } },
    });
  }
});
