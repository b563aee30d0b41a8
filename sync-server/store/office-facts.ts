/**
 * What each fact of an office chain changes in the tables: once, with its row (`putFact`), also where a
 * chain is given back from its copy.
 */
import { unreachable } from '#domain/result.ts';
import type { Instant, IsoDate } from '#domain/time.ts';
import type { OfficeFact, OfficeFactBody } from '#protocol/office-chain.ts';
import type { SqlValue, Writer } from './database.ts';
import { answerCallRow } from './citizen-calls.ts';
import { hashBytes } from './entries.ts';
import { applyToCash, applyToDay, applyToPapers } from './desk-facts.ts';
import { putDeskSettings } from './office-desk.ts';
import { applyPayout } from './payouts.ts';
import { keepSanction } from './sanctions.ts';
import { keepArrival, returnArrivals } from './settlements.ts';
import { putGrant } from './slips.ts';
import { moveBookedPosition } from './upi-booked.ts';

export interface FactToApply {
  readonly officeId: string;
  readonly at: Instant;
  readonly fact: OfficeFact;
  /** Its place in the chain. */
  readonly seq: number;
  /** The day in whose books it stands; null where the books know nothing of it. */
  readonly bookDate: IsoDate | null;
}

const nothing = async (): Promise<void> => undefined;

async function openCaseRow(writer: Writer, of: FactToApply, body: OfficeFactBody<'case.opened'>) {
  await writer.run(
    'INSERT INTO case_file (office_id, case_id, counter_id, kind, opened_at, details) ' +
      'VALUES (?,?,?,?,?,?) ON DUPLICATE KEY UPDATE case_id = case_id',
    [of.officeId, body.caseId, body.counterId, body.kind, of.at, JSON.stringify(body.details)],
  );
}

/** What people did with a case, beside the case itself. */
async function putWork(
  writer: Writer,
  key: { readonly officeId: string; readonly caseId: string },
  set: Readonly<Record<string, SqlValue>>,
) {
  await writer.run(
    'INSERT INTO case_work (office_id, case_id) VALUES (?,?) ' +
      'ON DUPLICATE KEY UPDATE case_id = case_id',
    [key.officeId, key.caseId],
  );
  const columns = Object.keys(set).map((column) => `${column} = ?`);
  await writer.run(
    `UPDATE case_work SET ${columns.join(', ')} WHERE office_id = ? AND case_id = ?`,
    [...Object.values(set), key.officeId, key.caseId],
  );
}

async function closeCaseRow(writer: Writer, of: FactToApply, body: OfficeFactBody<'case.closed'>) {
  const { officeId, at } = of;
  const { caseId, resolution, reason, staffId } = body;
  await writer.run(
    'UPDATE case_file SET closed_at = ? WHERE office_id = ? AND case_id = ? AND closed_at IS NULL',
    [at, officeId, caseId],
  );
  await putWork(writer, { officeId, caseId }, { resolution, reason, closed_by: staffId });
}

async function proposeRefund(
  writer: Writer,
  of: FactToApply,
  body: OfficeFactBody<'refund.proposed'>,
) {
  await writer.run(
    'INSERT INTO refund_duty (office_id, refund_id, counter_id, seq, receipt_number, ' +
      'citizen_ref, charged_paise, expected_paise, amount_paise, basis, state, created_at, ' +
      'changed_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?) ' +
      'ON DUPLICATE KEY UPDATE refund_id = refund_id',
    [
      of.officeId,
      body.refundId,
      body.counterId,
      body.seq,
      body.receiptNumber,
      body.citizenRef,
      body.chargedPaise,
      body.expectedPaise,
      body.amountPaise,
      body.basis,
      'proposed',
      of.at,
      of.at,
    ],
  );
}

async function moveRefund(
  writer: Writer,
  of: FactToApply & { readonly refundId: string },
  set: Readonly<Record<string, SqlValue>>,
) {
  const columns = [...Object.keys(set), 'changed_at'].map((column) => `${column} = ?`);
  await writer.run(
    `UPDATE refund_duty SET ${columns.join(', ')} WHERE office_id = ? AND refund_id = ?`,
    [...Object.values(set), of.at, of.officeId, of.refundId],
  );
}

async function decideSuspense(
  writer: Writer,
  of: FactToApply,
  body: OfficeFactBody<'quarantine.decided'>,
) {
  await writer.run(
    'UPDATE suspense SET decided_at = ?, decision = ? ' +
      'WHERE office_id = ? AND counter_id = ? AND branch_head = ? AND decided_at IS NULL',
    [of.at, body.decision, of.officeId, body.counterId, hashBytes(body.branchHead)],
  );
}

async function applyToRefund(
  writer: Writer,
  of: FactToApply,
  fact: Extract<OfficeFact, { kind: `refund.${string}` }>,
): Promise<void> {
  const { refundId } = fact.body;
  const move = (set: Readonly<Record<string, SqlValue>>) =>
    moveRefund(writer, { ...of, refundId }, set);
  switch (fact.kind) {
    case 'refund.proposed':
      return proposeRefund(writer, of, fact.body);
    case 'refund.changed': {
      const { expectedPaise, amountPaise, basis } = fact.body;
      return move({
        expected_paise: expectedPaise,
        amount_paise: amountPaise,
        basis,
        state: 'proposed',
        endorsed_by: null,
      });
    }
    case 'refund.withdrawn':
      return move({ state: 'withdrawn' });
    case 'refund.endorsed':
      return move({ state: 'endorsed', endorsed_by: fact.body.staffId });
    case 'refund.approved':
      await keepSanction(writer, { officeId: of.officeId, ...fact.body });
      return move({ state: 'approved', approved_by: fact.body.staffId });
    case 'refund.paid': {
      const { staffId, how, reference } = fact.body;
      return move({ state: 'paid', paid_by: staffId, paid_how: how, paid_reference: reference });
    }
    default:
      return unreachable(fact);
  }
}

export async function applyFact(writer: Writer, of: FactToApply): Promise<void> {
  const { fact, officeId } = of;
  switch (fact.kind) {
    case 'case.opened':
      return openCaseRow(writer, of, fact.body);
    case 'case.assigned': {
      const { caseId, assignee } = fact.body;
      return putWork(writer, { officeId, caseId }, { assignee });
    }
    case 'case.closed':
      return closeCaseRow(writer, of, fact.body);
    case 'quarantine.decided':
      return decideSuspense(writer, of, fact.body);
    case 'citizen.answered': {
      const { callId, answer, channel } = fact.body;
      return answerCallRow(writer, { officeId, at: of.at, callId, answer, channel });
    }
    case 'settlement.arrived':
      return keepArrival(writer, { officeId, ...fact.body });
    case 'settlement.returned':
      return returnArrivals(writer, { officeId, at: of.at, ...fact.body });
    case 'desk.settings_changed':
      return putDeskSettings(writer, officeId, fact.body.settings);
    case 'day.prepared':
    case 'day.closed':
    case 'day.supplemented':
    case 'day.checked':
      return applyToDay(writer, { ...of, fact });
    case 'deposit.prepared':
    case 'deposit.carried':
    case 'deposit.accepted':
    case 'deposit.returned':
    case 'remittance.prepared':
    case 'remittance.withdrawn':
    case 'treasury.remitted':
      return applyToCash(writer, { ...of, fact });
    case 'leaf_book.issued':
    case 'leaf_book.handed':
    case 'leaf_book.counted':
    case 'leaf_book.closed':
    case 'cheque.realised':
    case 'cheque.dishonoured':
      return applyToPapers(writer, { ...of, fact });
    case 'payout.ordered':
    case 'payout.approved':
    case 'payout.withdrawn':
    case 'payout.ended':
      return applyPayout(writer, { officeId, at: of.at, fact });
    case 'payment.moved':
      return moveBookedPosition(writer, { officeId, ...fact.body });
    case 'slip.granted':
      return putGrant(writer, officeId, fact.body);
    // Their effect is elsewhere: the books, the feed, the fleet, the roots.
    case 'treasury.returned':
    case 'tariff.published':
    case 'tariff.recalled':
    case 'counter.enrolled':
    case 'counter.key_rotated':
    case 'counter.retired':
    case 'counter.asked':
    case 'counter.code_given':
    case 'root.published':
    case 'payment.settled':
    case 'payment.refund_owed':
    case 'payment.refund_ended':
    case 'citizen.revealed':
      return nothing();
    default:
      return applyToRefund(writer, of, fact);
  }
}
