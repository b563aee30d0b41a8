/**
 * A citizen's answer as a fact of the office's chain; "more" and "no receipt" open a case with an owner
 * and a date, and the citizen is told when it ends. Whom it was about stays at HQ.
 * docs/spec/messages.md, M12 to M14.
 */
import type { CitizenAnswer } from '#domain/messages/call-script.ts';
import { addDays, istDate } from '#domain/time.ts';
import type { Hash } from '#domain/ids.ts';
import type { ServerContext } from '#server/context.ts';
import { caseIdOf, openCase, type CaseKind } from '#server/store/cases.ts';
import {
  changeCall,
  endedCases,
  lockCall,
  subjectDigest,
  type CallRow,
} from '#server/store/citizen-calls.ts';
import type { Writer } from '#server/store/database.ts';
import { keepMessage } from '#server/store/messages.ts';
import { recordFact } from '#server/store/office-chain.ts';
import { chargeAt, type ToldCharge } from './charge.ts';
import type { MessageConfig } from './config.ts';

const ENDED_AT_ONCE = 50;

const CASES: Readonly<Partial<Record<CitizenAnswer, CaseKind>>> = {
  more: 'citizen_paid_more',
  no_receipt: 'citizen_no_receipt',
};

/** By the codes of HQ's resolutions; the words that the citizen is told. */
const OUTCOMES: Readonly<Record<string, { readonly en: string; readonly hi: string }>> = {
  explained: { en: 'nothing was wrong', hi: 'कुछ ग़लत नहीं मिला' },
  corrected: { en: 'put right', hi: 'ठीक किया गया' },
  fraud: { en: 'handed to vigilance', hi: 'सतर्कता को सौंपा गया' },
  mistaken: { en: 'closed', hi: 'बंद किया गया' },
};

export interface Answering {
  readonly context: ServerContext;
  readonly config: Pick<MessageConfig, 'rules'>;
  readonly writer: Writer;
}

/** The receipt, or the quote where none came of it. */
export const chargeOfCall = (reader: Writer | ServerContext['database']['read'], row: CallRow) =>
  chargeAt(reader, { ...row, seq: row.receiptSeq ?? row.quoteSeq });

async function tellOpened(of: Answering, row: CallRow, dueDate: string): Promise<void> {
  const { writer, context } = of;
  const charge = await chargeOfCall(writer, row);
  if (charge === null) return;
  await keepMessage(writer, {
    officeId: row.officeId,
    counterId: row.counterId,
    ref: row.ref,
    template: 'case_opened',
    subject: row.callId,
    fill: [charge.office[charge.language], dueDate.split('-').toReversed().join('-')],
    at: context.now(),
  });
}

async function openCitizenCase(of: Answering, row: CallRow, kind: CaseKind): Promise<void> {
  const { context, config, writer } = of;
  const { caseOwner, caseDays } = config.rules;
  const { officeId, counterId, callId } = row;
  const openedAt = context.now();
  const dueDate = addDays(istDate(openedAt), caseDays);
  const about = { officeId, counterId, kind, subject: callId };
  // No receipt, no amount, no time: the office must not find out who it was.
  await openCase(context, writer, { ...about, openedAt, details: { dueDate, answerId: callId } });
  const caseId = caseIdOf(about);
  if (caseOwner !== null) {
    const body = { caseId, assignee: caseOwner, staffId: 'server' };
    const fact = { kind: 'case.assigned', body } as const;
    await recordFact(context, writer, { officeId, at: openedAt, fact });
  }
  await changeCall(writer, row, { caseId });
  await tellOpened(of, row, dueDate);
}

/** In the caller's transaction, which holds the call. Only the first answer counts. */
export async function recordAnswer(
  of: Answering,
  row: CallRow,
  given: { readonly answer: CitizenAnswer; readonly channel: 'call' | 'counter' },
): Promise<void> {
  if (row.answer !== null) return;
  const { context, writer } = of;
  const { officeId, callId, counterId } = row;
  const body = {
    callId,
    counterId,
    about: row.receiptSeq === null ? 'quote' : 'receipt',
    subjectDigest: subjectDigest(row) as Hash,
    ...given,
  } as const;
  const fact = { kind: 'citizen.answered', body } as const;
  await recordFact(context, writer, { officeId, at: context.now(), fact });
  const kind = CASES[given.answer];
  if (kind !== undefined) await openCitizenCase(of, row, kind);
}

const outcomeFor = (charge: ToldCharge, resolution: string | null): string =>
  (OUTCOMES[resolution ?? ''] ?? { en: 'closed', hi: 'बंद किया गया' })[charge.language];

/** M14: who answered hears how it ended. Answers how many were told. */
export async function tellEndedCases(context: ServerContext): Promise<number> {
  const { database } = context;
  const told = await database.transact(async (writer) => {
    const ended = await endedCases(writer, ENDED_AT_ONCE);
    for (const { resolution, ...key } of ended) {
      const row = await lockCall(writer, key);
      const charge = row === null ? null : await chargeOfCall(writer, row);
      await changeCall(writer, key, { toldAt: context.now() });
      if (row === null || charge === null) continue;
      const { language, complaintNumber } = charge;
      await keepMessage(writer, {
        officeId: row.officeId,
        counterId: row.counterId,
        ref: row.ref,
        template: 'case_closed',
        subject: row.callId,
        fill: [charge.office[language], outcomeFor(charge, resolution), complaintNumber],
        at: context.now(),
      });
    }
    return ended.length;
  });
  return told.ok ? told.value : 0;
}
