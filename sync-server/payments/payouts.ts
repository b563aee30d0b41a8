/**
 * Sending settled money on to the treasury: ordered by one person, approved by another, sent and asked
 * about until the bank's evidence ends it. docs/spec/payouts.md.
 */
import { BANK } from '#domain/ledger/office-postings.ts';
import { formatRupees, subtract, sum, ZERO } from '#domain/money.ts';
import {
  afterTransferAnswer,
  nextTransferQuestion,
  remittable,
  transferIdOf,
  type PayoutState,
  type Remittable,
} from '#domain/payments/payout.ts';
import { assert, fail, ok, type Failure, type Result } from '#domain/result.ts';
import { istDate, type Instant } from '#domain/time.ts';
import type { OfficeFact } from '#protocol/office-chain.ts';
import type { ServerContext } from '#server/context.ts';
import { afterCopied } from '#server/office-chain/gate.ts';
import { balancesAt } from '#server/store/books.ts';
import type { Reader, Writer } from '#server/store/database.ts';
import { recordFact } from '#server/store/office-chain.ts';
import {
  askAt,
  askNow,
  countPayouts,
  livePayouts,
  lockPayout,
  markSent,
  noteTrouble,
  takeQuestions,
  type PayoutKey,
  type StoredPayout,
} from '#server/store/payouts.ts';
import { arrivalsOf } from '#server/store/settlements.ts';
import type { PayoutGateway, Transfer, TransferEvidence } from './payouts-client.ts';

/** The vendor takes no less than a rupee. */
const LEAST_PAISE = 100;
const HOLD_MS = 60_000;
const AT_ONCE = 20;

/** PO1: what of an office's settled money may be sent on now. */
export async function remittableOf(reader: Reader, officeId: string): Promise<Remittable> {
  const arrived = await arrivalsOf(reader, officeId);
  const live = await livePayouts(reader, officeId);
  return remittable(
    arrived.flatMap(({ lines }) => lines),
    live.flatMap(({ lines }) => lines),
  );
}

/** PO1, PO2: the fact of ordering all of it, in the caller's transaction. */
export async function orderPayout(
  writer: Writer,
  of: { readonly officeId: string; readonly staffId: string },
): Promise<Result<readonly OfficeFact[]>> {
  const { officeId, staffId } = of;
  const { lines, amountPaise } = await remittableOf(writer, officeId);
  if (amountPaise < LEAST_PAISE) return fail('PAYOUT_NOTHING', { office: officeId });
  const bank = (await balancesAt(writer, officeId, null)).get(BANK) ?? ZERO;
  const live = await livePayouts(writer, officeId);
  const onItsWay = live.filter(({ state }) => state !== 'paid').map((it) => it.amountPaise);
  const free = subtract(bank, sum(onItsWay));
  // A challan may have taken it already, together with the cash.
  if (amountPaise > free) {
    return fail('PAYOUT_BANK_SHORT', {
      amount: formatRupees(amountPaise),
      bank: formatRupees(free > 0 ? free : ZERO),
    });
  }
  const payoutId = `${officeId}-T${(await countPayouts(writer, officeId)) + 1}`;
  return ok([{ kind: 'payout.ordered', body: { payoutId, amountPaise, lines, staffId } }]);
}

async function orderedPayout(writer: Writer, of: PayoutKey): Promise<Result<StoredPayout>> {
  const found = await lockPayout(writer, of);
  if (found === null) return fail('PAYOUT_UNKNOWN');
  return found.state === 'ordered' ? ok(found) : fail('PAYOUT_STATE', { state: found.state });
}

/** PO2: by another than who ordered it. */
export async function approvePayout(
  writer: Writer,
  of: PayoutKey & { readonly staffId: string },
): Promise<Result<readonly OfficeFact[]>> {
  const found = await orderedPayout(writer, of);
  if (!found.ok) return found;
  const { payoutId, staffId } = of;
  if (found.value.orderedBy === staffId) return fail('SECOND_PERSON_NEEDED');
  return ok([{ kind: 'payout.approved', body: { payoutId, staffId } }]);
}

export async function withdrawPayout(
  writer: Writer,
  of: PayoutKey & { readonly staffId: string; readonly reason: string },
): Promise<Result<readonly OfficeFact[]>> {
  const found = await orderedPayout(writer, of);
  if (!found.ok) return found;
  const { payoutId, staffId, reason } = of;
  return ok([{ kind: 'payout.withdrawn', body: { payoutId, staffId, reason } }]);
}

interface Ending {
  readonly state: 'paid' | 'failed' | 'reversed';
  readonly reference: string | null;
  readonly reason: string | null;
}

/** What the bank's word moves between accounts goes with it: to the treasury, or back from it. */
function endingFacts(of: StoredPayout, ending: Ending, at: Instant): readonly OfficeFact[] {
  const { payoutId, lines, approvedBy } = of;
  assert(approvedBy !== null, 'a transfer was approved before the bank had it');
  const { state, reference, reason } = ending;
  const ended: OfficeFact = {
    kind: 'payout.ended',
    body: { payoutId, state, reference, ...(reason === null ? {} : { reason }) },
  };
  const remittanceId = payoutId;
  if (state === 'paid') {
    const told = { challanNumber: reference ?? payoutId, realisedOn: istDate(at) };
    const body = { remittanceId, lines, ...told, staffId: approvedBy };
    return [ended, { kind: 'treasury.remitted', body }];
  }
  if (of.state !== 'paid') return [ended];
  return [ended, { kind: 'treasury.returned', body: { remittanceId, lines } }];
}

/** As the bank said it, for whoever looks. */
const whyNot = ({ code, details }: Failure): string =>
  String(details?.['reason'] ?? details?.['cause'] ?? code);

const isEnd = (state: PayoutState): state is Ending['state'] =>
  state === 'paid' || state === 'failed' || state === 'reversed';

export class PayoutDesk {
  readonly #context: ServerContext;
  readonly #gateway: PayoutGateway;

  constructor(context: ServerContext, gateway: PayoutGateway) {
    this.#context = context;
    this.#gateway = gateway;
  }

  /** PO3: in one transaction with everything that follows from it. */
  async #move(
    key: PayoutKey,
    to: (state: PayoutState) => PayoutState,
    of: { readonly reference: string | null; readonly reason: string | null },
  ): Promise<void> {
    const at = this.#context.now();
    await this.#context.database.transact(async (writer) => {
      const row = await lockPayout(writer, key);
      if (row?.approvedAt === null || row === null) return;
      const state = to(row.state);
      if (state === 'sent') await markSent(writer, key);
      await noteTrouble(writer, key, null);
      if (state !== row.state && isEnd(state)) {
        for (const fact of endingFacts(row, { state, ...of }, at)) {
          await recordFact(this.#context, writer, { officeId: key.officeId, at, fact });
        }
      }
      const { approvedAt } = row;
      await askAt(writer, key, nextTransferQuestion({ state, approvedAt }, at));
    });
  }

  #take(row: StoredPayout, { status, bankReference }: TransferEvidence): Promise<void> {
    return this.#move(row, (state) => afterTransferAnswer(state, status), {
      reference: bankReference,
      reason: null,
    });
  }

  /** Nothing is known: asked again at its time, and somebody sees why. */
  async #nothing(row: StoredPayout, trouble: string): Promise<void> {
    const at = this.#context.now();
    const { approvedAt, state, payoutId } = row;
    this.#context.log.warn('payout.not_answered', { payoutId, trouble });
    if (approvedAt === null) return;
    await this.#context.database.transact(async (writer) => {
      await noteTrouble(writer, row, trouble);
      await askAt(writer, row, nextTransferQuestion({ state, approvedAt }, at));
    });
  }

  /** PO5: only where the bank does not know it. What it will not have is asked about once more. */
  async #send(row: StoredPayout, transfer: Transfer): Promise<void> {
    const sent = await this.#gateway.send(transfer);
    if (sent.ok) return this.#take(row, sent.value);
    const reason = whyNot(sent.error);
    if (sent.error.code !== 'GATEWAY_REFUSED') return this.#nothing(row, reason);
    const found = await this.#gateway.find(transfer);
    if (found.ok) return this.#take(row, found.value);
    if (found.error.code !== 'PAYOUT_UNKNOWN') return this.#nothing(row, reason);
    return this.#move(row, (state) => (state === 'approved' ? 'failed' : state), {
      reference: null,
      reason,
    });
  }

  async #ask(row: StoredPayout): Promise<void> {
    const { payoutId, amountPaise } = row;
    const transfer = { transferId: transferIdOf(payoutId), amountPaise };
    const found = await this.#gateway.find(transfer);
    if (found.ok) return this.#take(row, found.value);
    const isUnsent = found.error.code === 'PAYOUT_UNKNOWN' && row.state === 'approved';
    return isUnsent ? this.#send(row, transfer) : this.#nothing(row, whyNot(found.error));
  }

  /** One round over what is due. Answers how many were asked about. */
  async round(): Promise<number> {
    const { database, now } = this.#context;
    const due = await database.transact((writer) =>
      takeQuestions(writer, { now: now(), holdMs: HOLD_MS, limit: AT_ONCE }),
    );
    if (!due.ok) return 0;
    for (const row of due.value) {
      // OC9: ordered and approved in the second place before any money moves.
      await afterCopied(this.#context, row.officeId, async () => {
        await this.#ask(row);
        return ok(null);
      });
    }
    return due.value.length;
  }

  /** PO4: a webhook spoke of it. */
  async hint(transferId: string): Promise<void> {
    const at = this.#context.now();
    await this.#context.database.transact((writer) => askNow(writer, { transferId, at }));
  }
}
