/** Corrected tariffs and judged counters, for suites about re-pricing. */
import { signDocument } from '#protocol/signed.ts';
import { judgeCounter } from '#server/judgement/judge-worker.ts';
import { projectCounter } from '#server/ingest/projector.ts';
import { publishTariff } from '#server/tariffs/publish.ts';
import { crypto } from '#tests/protocol/authority.ts';
import { TARIFF_TEXT, type ReceiptJournal } from '#tests/testkit/receipt-journal.ts';
import { batchText, OFFICE, postBatch, type TestCounter, type TestServer } from './testkit.ts';

interface Correction {
  readonly version: number;
  /** In rupees, in place of Rs 50 for the test. */
  readonly testRupees?: number;
  readonly validFrom?: string;
  readonly validTo?: string;
}

/** The licence fees with another fee for the learner's test, as text. */
export function correctedTariff(of: Correction): string {
  const tariff = JSON.parse(TARIFF_TEXT) as {
    version: number;
    validFrom: string;
    validTo: string | null;
    services: { code: string; nextLinked: string[]; lines: { code: string; fee: unknown }[] }[];
  };
  tariff.version = of.version;
  if (of.validFrom !== undefined) tariff.validFrom = of.validFrom;
  if (of.validTo !== undefined) tariff.validTo = of.validTo;
  const line = tariff.services
    .find(({ code }) => code === 'LL-NEW')
    ?.lines.find(({ code }) => code === 'LL-TEST');
  if (line === undefined) throw new Error('the test’s line');
  if (of.testRupees !== undefined) {
    line.fee = { form: 'fixed', amountPaise: of.testRupees * 100 };
  }
  return JSON.stringify(tariff);
}

export async function publishText(server: TestServer, payload: string): Promise<void> {
  const { maker, approver, trust } = server.authority;
  const document = signDocument({ type: 'tariff', payload, signers: [maker, approver] });
  const { database, context } = server;
  const { keys } = context;
  const at = context.now();
  const published = await publishTariff({ database, crypto, trust, at, keys }, document);
  if (!published.ok) throw new Error(JSON.stringify(published.error));
}

/** Sends a journal and brings figures and judgement up to it. */
export async function sendAndJudge(
  server: TestServer,
  counter: TestCounter,
  journal: Pick<ReceiptJournal, 'entries'>,
): Promise<void> {
  const sent = await postBatch(server, batchText(counter, journal.entries));
  if (sent.ack === null) throw new Error(sent.text);
  await judge(server, counter.counterId);
}

export async function judge(server: TestServer, counterId: string): Promise<void> {
  const of = { officeId: OFFICE, counterId };
  await projectCounter(server.context, of);
  if (!(await judgeCounter(server.context, of))) throw new Error('the database is away');
}

interface CaseSeen {
  readonly kind: string;
  readonly details: Readonly<Record<string, string | number>>;
  readonly open: boolean;
}

export async function casesSeen(server: TestServer, counterId: string): Promise<CaseSeen[]> {
  const rows = await server.database.read.rows<{
    kind: string;
    details: string;
    closed_at: number | null;
  }>(
    'SELECT kind, details, closed_at FROM case_file WHERE counter_id = ? ' +
      "AND kind <> 'first_entry_wrong' ORDER BY kind, case_id",
    [counterId],
  );
  return rows.map(({ kind, details, closed_at: closedAt }) => ({
    kind,
    details: JSON.parse(details) as CaseSeen['details'],
    open: closedAt === null,
  }));
}

export const refundsSeen = (server: TestServer, counterId: string) =>
  server.database.read.rows<{
    receiptNumber: string;
    amountPaise: number;
    basis: string;
    state: string;
    citizenRef: string;
  }>(
    'SELECT receipt_number AS receiptNumber, amount_paise AS amountPaise, basis, state, ' +
      'citizen_ref AS citizenRef FROM refund_duty WHERE counter_id = ? ORDER BY seq',
    [counterId],
  );
