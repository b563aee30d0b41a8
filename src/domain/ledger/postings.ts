/**
 * The double-entry ledger: what each journal entry moves, between which accounts. The postings of an
 * entry sum to zero, so all balances always do; the drawer's cash is the balance of `drawer` and is
 * computed nowhere else (P5). A positive posting puts money into an account. What each account means
 * is in `chart.ts`.
 */
import type {
  ChargedLine,
  Entry,
  EntryBodies,
  EntryKind,
  EntryOf,
  TenderKind,
} from '#domain/journal/kinds.ts';
import { add, negate, subtract, sum, ZERO, type Paise } from '#domain/money.ts';
import { assert } from '#domain/result.ts';

export interface Posting {
  readonly account: string;
  readonly amountPaise: Paise;
}

export const DRAWER = 'drawer';
export const SAFE = 'safe';
export const FLOAT = 'float';
export const CLEARING = 'clearing';
export const CREDIT = 'credit';
export const AWAITING_UPI = 'awaiting-upi';
export const IN_HAND = 'in-hand';
export const CHANGE_OWED = 'change-owed';
export const CHEQUES = 'cheques';
export const CHEQUES_HELD = 'cheques-held';
export const REFUNDS_PAYABLE = 'refunds-payable';
export const sealedOf = (shiftId: string): string => `sealed:${shiftId}`;
export const revenueOf = (head: string): string => `revenue:${head}`;
export const overShortOf = (staffId: string): string => `over-short:${staffId}`;

const into = (account: string, amountPaise: Paise): Posting => ({ account, amountPaise });
const outOf = (account: string, amountPaise: Paise): Posting => ({
  account,
  amountPaise: negate(amountPaise),
});

/** Out of one place and into another. */
const moved = (amountPaise: Paise, from: string, to: string): readonly Posting[] => [
  outOf(from, amountPaise),
  into(to, amountPaise),
];

const revenue = (lines: readonly ChargedLine[], post: typeof into): Posting[] =>
  lines.map((line) => post(revenueOf(line.head), line.amountPaise));

/** Of a reversed receipt: what neither went back in cash nor goes back through the gateway. */
const keptPaise = (body: EntryBodies['charge.reversed']): Paise =>
  subtract(subtract(body.amountPaise, body.paidBackPaise), body.toRefundPaise ?? ZERO);

/** Where the money of a receipt is when it is issued. */
const tenderAccount = (kind: TenderKind): string =>
  kind === 'upi' ? AWAITING_UPI : kind === 'instrument' ? CHEQUES_HELD : CLEARING;

type Rules = { readonly [K in EntryKind]?: (entry: EntryOf<K>) => readonly Posting[] };

/** Kinds that are not here move no money. */
const RULES: Rules = {
  'shift.opened': ({ body }) =>
    moved(body.floatPaise, body.takenOverFrom === undefined ? FLOAT : IN_HAND, DRAWER),
  'cash.dropped': ({ body }) => moved(body.amountPaise, DRAWER, SAFE),
  'change.owed': ({ body }) => moved(body.amountPaise, CHANGE_OWED, DRAWER),
  'change.given': ({ body }) => moved(body.amountPaise, DRAWER, CHANGE_OWED),
  'shift.suspended': ({ body }) => moved(body.sealedPaise, DRAWER, sealedOf(body.shiftId)),
  'shift.resumed': ({ body }) => moved(body.sealedPaise, sealedOf(body.shiftId), DRAWER),
  'cash.tendered': ({ body }) => [
    into(DRAWER, body.givenPaise),
    outOf(DRAWER, body.changePaise),
    into(CREDIT, body.creditPaise),
    outOf(CLEARING, body.totalPaise),
  ],
  'leaf.keyed': ({ body }) => [
    into(DRAWER, body.collectedPaise),
    outOf(CLEARING, body.totalPaise),
    outOf(REFUNDS_PAYABLE, body.excessPaise),
    into(overShortOf(body.writtenBy), body.shortPaise),
  ],
  'instrument.received': ({ body }) => moved(body.totalPaise, CHEQUES_HELD, CHEQUES),
  'receipt.issued': ({ body }) => [
    into(tenderAccount(body.tenderKind), body.totalPaise),
    ...revenue(body.lines, outOf),
  ],
  'charge.reversed': ({ body }) => [
    ...revenue(body.lines, into),
    outOf(DRAWER, body.paidBackPaise),
    outOf(REFUNDS_PAYABLE, body.toRefundPaise ?? ZERO),
    outOf(CREDIT, keptPaise(body)),
  ],
  'shift.closed': (entry) => [
    outOf(DRAWER, entry.body.expectedPaise),
    into(entry.body.handedTo === undefined ? SAFE : IN_HAND, entry.body.countedPaise),
    outOf(overShortOf(entry.staffId ?? 'unknown'), entry.body.variancePaise),
  ],
};

/**
 * What `entry` moves: at most one posting an account, none of nothing. A body whose own figures do
 * not agree (lines that are not the total, change that is not the rest) throws: the terminal made it.
 */
export function postingsOf(entry: Entry): readonly Posting[] {
  const rule = RULES[entry.kind] as ((entry: Entry) => readonly Posting[]) | undefined;
  if (rule === undefined) return [];
  const byAccount = new Map<string, Paise>();
  for (const { account, amountPaise } of rule(entry)) {
    byAccount.set(account, add(byAccount.get(account) ?? ZERO, amountPaise));
  }
  const postings = [...byAccount].map(([account, amountPaise]) => into(account, amountPaise));
  const balance = sum(postings.map((posting) => posting.amountPaise));
  assert(balance === 0, `${entry.kind} ${entry.seq} is out of balance by ${balance} paise`);
  return postings.filter((posting) => posting.amountPaise !== 0);
}

/** How a citizen's money came: as notes and coins, through the gateway, by cheque or draft. */
export type Tender = Exclude<TenderKind, 'nil'>;

/** By what means the money of an entry moved; whatever moves no citizen's money is cash. */
export function tenderOf(entry: Entry): Tender {
  switch (entry.kind) {
    case 'receipt.issued':
      return entry.body.tenderKind === 'nil' ? 'cash' : entry.body.tenderKind;
    case 'charge.reversed':
      return (entry.body.toRefundPaise ?? ZERO) > 0 ? 'upi' : 'cash';
    case 'instrument.received':
      return 'instrument';
    default:
      return 'cash';
  }
}
