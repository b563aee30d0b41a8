/**
 * Z of a shift as an office keeps it: made of the journal's entries and their postings alone, so that
 * its figures cannot differ from the ledger's. The counter's own paper is the short form of it.
 */
import type { CashCount } from '#domain/cash.ts';
import type { Entry, EntryKind, EntryOf } from '#domain/journal/kinds.ts';
import type { Texts } from '#domain/language.ts';
import { headLines } from '#domain/ledger/figures.ts';
import { DRAWER, postingsOf, tenderOf } from '#domain/ledger/postings.ts';
import { add, sum, ZERO, type Paise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { Instant, IsoDate } from '#domain/time.ts';

export interface ChargeSum {
  readonly receipts: number;
  readonly chargedPaise: Paise;
  readonly reversedPaise: Paise;
}

export interface DrawerLine {
  readonly kind: EntryKind;
  /** Into the drawer; out of it is negative. */
  readonly amountPaise: Paise;
  readonly times: number;
}

export interface ShiftZ {
  readonly officeId: string;
  readonly counterId: string;
  readonly shiftId: string;
  readonly zNumber: number;
  readonly fromSeq: number;
  readonly seq: number;
  readonly clerkId: string;
  readonly businessDate: IsoDate;
  readonly openedAt: Instant;
  readonly closedAt: Instant;
  readonly personalCashPaise: Paise;
  readonly takenOverFrom: string | null;
  readonly handedTo: string | null;
  readonly closedBy: string | null;
  readonly grossChargedPaise: Paise;
  readonly grossReversedPaise: Paise;
  readonly byTender: ReadonlyMap<string, ChargeSum>;
  readonly byService: ReadonlyMap<string, ChargeSum>;
  readonly byHead: ReadonlyMap<string, ChargeSum>;
  readonly drawer: readonly DrawerLine[];
  readonly expectedPaise: Paise;
  readonly countedPaise: Paise;
  readonly variancePaise: Paise;
  readonly varianceReason: string | null;
  readonly count: CashCount;
  readonly reversals: readonly EntryOf<'charge.reversed'>[];
  readonly drops: readonly EntryOf<'cash.dropped'>[];
  /** How often each of what is watched happened: reprints, no-sales, refused notes, lapses. */
  readonly watched: ReadonlyMap<string, number>;
  readonly isTraining: boolean;
}

/** P11: what is counted because it may mean something. */
export const WATCHED_KINDS = [
  'receipt.reprinted',
  'drawer.opened',
  'note.refused',
  'quote.lapsed',
  'shift.counted',
  'certificate.issued',
] as const satisfies readonly EntryKind[];

const NO_CHARGES: ChargeSum = { receipts: 0, chargedPaise: ZERO, reversedPaise: ZERO };

class Sums {
  readonly all = new Map<string, ChargeSum>();

  add(key: string, of: Partial<ChargeSum>): void {
    const was = this.all.get(key) ?? NO_CHARGES;
    this.all.set(key, {
      receipts: was.receipts + (of.receipts ?? 0),
      chargedPaise: add(was.chargedPaise, of.chargedPaise ?? ZERO),
      reversedPaise: add(was.reversedPaise, of.reversedPaise ?? ZERO),
    });
  }
}

const isOf =
  <K extends EntryKind>(kind: K) =>
  (entry: Entry): entry is Extract<Entry, EntryOf<K>> =>
    entry.kind === kind;

/** By tender and service: a reversal under those of its receipt. */
function charges(entries: readonly Entry[]): Pick<ShiftZ, 'byTender' | 'byService'> {
  const [byTender, byService] = [new Sums(), new Sums()];
  const receipts = new Map<string, { readonly tender: string; readonly service: string }>();
  for (const entry of entries) {
    if (entry.kind === 'receipt.issued') {
      const { tenderKind: tender, serviceCode: service, totalPaise } = entry.body;
      receipts.set(entry.body.receiptNumber, { tender, service });
      byTender.add(tender, { receipts: 1, chargedPaise: totalPaise });
      byService.add(service, { receipts: 1, chargedPaise: totalPaise });
    } else if (entry.kind === 'charge.reversed') {
      const of = receipts.get(entry.body.receiptNumber);
      byTender.add(of?.tender ?? 'cash', { reversedPaise: entry.body.amountPaise });
      byService.add(of?.service ?? '', { reversedPaise: entry.body.amountPaise });
    }
  }
  return { byTender: byTender.all, byService: byService.all };
}

const headsOf = (entries: readonly Entry[]): ReadonlyMap<string, ChargeSum> => {
  const amounts = entries.flatMap((entry) =>
    postingsOf(entry).map((it) => ({ ...it, kind: entry.kind, tender: tenderOf(entry) })),
  );
  const lines = headLines(amounts);
  return new Map(
    lines.map(({ head, chargedPaise, reversedPaise }) => [
      head,
      { receipts: 0, chargedPaise, reversedPaise },
    ]),
  );
};

/** What moved the drawer before it was closed, by kind of entry: sums to what the record expects. */
function drawerLines(entries: readonly Entry[]): readonly DrawerLine[] {
  const lines = new Map<EntryKind, DrawerLine>();
  for (const entry of entries) {
    if (entry.kind === 'shift.closed') continue;
    const moved = sum(
      postingsOf(entry)
        .filter(({ account }) => account === DRAWER)
        .map(({ amountPaise }) => amountPaise),
    );
    if (moved === 0) continue;
    const was = lines.get(entry.kind);
    lines.set(entry.kind, {
      kind: entry.kind,
      amountPaise: add(was?.amountPaise ?? ZERO, moved),
      times: (was?.times ?? 0) + 1,
    });
  }
  return [...lines.values()];
}

function watchedOf(entries: readonly Entry[]): ReadonlyMap<string, number> {
  const watched = new Map<string, number>(WATCHED_KINDS.map((kind) => [kind, 0]));
  for (const { kind } of entries) {
    const times = watched.get(kind);
    if (times !== undefined) watched.set(kind, times + 1);
  }
  return watched;
}

/**
 * From the entries of the counter between the shift's opening and its Z; those of other shifts among
 * them are left out. SHIFT_UNKNOWN where one of both ends is missing.
 */
export function shiftZOf(
  entries: readonly Entry[],
  of: { readonly shiftId: string; readonly isTraining: boolean },
): Result<ShiftZ> {
  const own = entries.filter(({ shiftId }) => shiftId === of.shiftId);
  const opened = own.find(isOf('shift.opened'));
  const closed = own.findLast(isOf('shift.closed'));
  if (opened === undefined || closed === undefined) return fail('DOCUMENT_SHIFT_UNKNOWN');
  const { body } = closed;
  return ok({
    officeId: closed.officeId,
    counterId: closed.counterId,
    shiftId: of.shiftId,
    zNumber: body.zNumber ?? 0,
    fromSeq: body.fromSeq ?? body.firstSeq,
    seq: closed.seq,
    clerkId: opened.staffId ?? '',
    businessDate: opened.businessDate,
    openedAt: opened.wallTimeMs,
    closedAt: closed.wallTimeMs,
    personalCashPaise: opened.body.personalCashPaise,
    takenOverFrom: opened.body.takenOverFrom ?? null,
    handedTo: body.handedTo ?? null,
    closedBy: body.closedBy ?? null,
    grossChargedPaise: closed.grossChargedPaise,
    grossReversedPaise: closed.grossReversedPaise,
    ...charges(own),
    byHead: headsOf(own),
    drawer: drawerLines(own),
    expectedPaise: body.expectedPaise,
    countedPaise: body.countedPaise,
    variancePaise: body.variancePaise,
    varianceReason: body.varianceReason ?? null,
    count: body.count,
    reversals: own.filter(isOf('charge.reversed')),
    drops: own.filter(isOf('cash.dropped')),
    watched: watchedOf(own),
    isTraining: of.isTraining,
  });
}

/** Names of services by code, as tariffs give them. */
export type ServiceNames = (code: string) => Texts;
