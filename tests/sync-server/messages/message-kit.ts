/** A server that tells and asks citizens over a simulated service, and a counter with people at it. */
import { existsSync } from 'node:fs';
import path from 'node:path';

import { concatBytes, toHex, utf8 } from '#domain/bytes.ts';
import type { CounterId, Hash, PrivateRef } from '#domain/ids.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import type { Language } from '#domain/language.ts';
import { DAY_MS, instant } from '#domain/time.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import type { PrivateLine } from '#protocol/batch.ts';
import { signRequest } from '#protocol/request.ts';
import { projectCounter } from '#server/ingest/projector.ts';
import { sha256 } from '#server/keys/node-crypto.ts';
import { defaultRules, type MessageConfig } from '#server/messages/config.ts';
import type { PaymentConfig } from '#server/payments/config.ts';
import { readMessageDocument } from '#server/simulators/twilio/document.ts';
import { createMessageSimulator } from '#server/simulators/twilio/server.ts';
import { putServiceName } from '#server/store/figures.ts';
import { NOW } from '#tests/protocol/authority.ts';
import { journalOf } from '#tests/sync-server/receipt-chain.ts';
import {
  batchText,
  enrolCounter,
  OFFICE,
  postBatch,
  startTestServer,
  write,
} from '#tests/sync-server/testkit.ts';
import { TARIFF_REF } from '#tests/testkit/receipt-journal.ts';

const DOCUMENT = path.resolve('../shared/specs/repaired/twilio.json');
export const TOKEN = 'a-token-of-this-test';
const ACCOUNT = `AC${'1'.repeat(32)}`;
export const OWNER = 'S9001';
const HOUR_MS = 3_600_000;

export interface KitOptions {
  readonly rules?: object;
  readonly payments?: PaymentConfig;
  readonly citizenPageFolder?: string;
}

export async function startMessages(options: KitOptions = {}) {
  const clock = { now: NOW as number };
  const simulator = createMessageSimulator({
    accountSid: ACCOUNT,
    authToken: TOKEN,
    document: existsSync(DOCUMENT) ? readMessageDocument(DOCUMENT) : null,
    inboundUrl: null,
    now: () => clock.now,
  });
  const serviceOrigin = await simulator.app.listen({ host: '127.0.0.1', port: 0 });
  // The port is known only once it listens, and the signature covers it.
  const messages = {
    accountSid: ACCOUNT,
    authToken: TOKEN,
    smsSender: 'RASEED',
    callFrom: '+15005550006',
    publicOrigin: '',
    serviceOrigin,
    rules: defaultRules({
      calls: { receiptShare: 100, quoteShare: 100, afterMinutes: 60, withinMinutes: 60 },
      caseOwner: OWNER,
      ...options.rules,
    }),
  } satisfies MessageConfig;
  const { payments, citizenPageFolder } = options;
  const server = await startTestServer({
    messages,
    ...(payments === undefined ? {} : { payments }),
    ...(citizenPageFolder === undefined ? {} : { citizenPageFolder }),
  });
  messages.publicOrigin = server.origin;
  simulator.aimAt(`${server.origin}/v1/calls/in`);
  const service = { en: "Learner's licence", hi: 'लर्नर लाइसेंस' };
  await write(server.database, (writer) => putServiceName(writer, 'LL-NEW', service));
  const runner = server.server.messages;
  if (runner === null) throw new Error('messages are on');
  const pass = (ms: number): void => {
    clock.now += ms;
    server.clock.now = clock.now;
  };
  return {
    simulator,
    server,
    pass,
    hours: (count: number) => pass(count * HOUR_MS),
    nextDay: () => pass(DAY_MS - ((clock.now - NOW) % DAY_MS)),
    round: () => runner.round(),
    now: () => clock.now,
    rows: <Row>(sql: string, values: readonly string[] = []) =>
      server.database.read.rows<Row>(sql, values),
    async stop() {
      await server.stop();
      await simulator.app.close();
    },
  };
}
export type Messages = Awaited<ReturnType<typeof startMessages>>;

export interface Person {
  readonly mobile?: string | null;
  readonly language?: Language;
  readonly contact?: 'refused';
}

interface QuoteOptions {
  readonly totalPaise?: number;
  readonly sameVisit?: boolean;
}

let people = 0;
function privateLine(of: Person): PrivateLine {
  people += 1;
  const salt = new Uint8Array(32).fill(people % 256);
  const citizen = {
    language: of.language ?? 'hi',
    payer: 'Sita Devi',
    beneficiary: null,
    applicationRef: 'A-1',
    mobile: of.mobile === undefined ? `98765${String(people).padStart(5, '0')}` : of.mobile,
    ...(of.contact === undefined ? {} : { contact: of.contact }),
  };
  const text = JSON.stringify({ citizen, facts: {} });
  const ref = people.toString(16).padStart(32, '0') as PrivateRef;
  const digest = toHex(sha256(concatBytes(salt, utf8(text)))) as Hash;
  return { ref, salt: toBase64Url(salt), text, digest };
}

export const numberOf = (line: PrivateLine): string => {
  const { citizen } = JSON.parse(line.text) as { citizen: { mobile: string } };
  return `+91${citizen.mobile}`;
};

export async function openCounter(kit: Messages, counterId: CounterId) {
  const counter = await enrolCounter(kit.server, counterId);
  const journal = await journalOf(kit.server, counter, 'boot', kit.now);
  let sent = 0;
  let quotes = 0;
  let waiting: PrivateLine[] = [];
  const quote = (of: Person & QuoteOptions = {}) => {
    quotes += 1;
    const line = privateLine(of);
    waiting.push(line);
    const visit = of.sameVisit === true ? quotes - 1 : quotes;
    const body = {
      quoteId: `${counterId}-Q${quotes}`,
      visitId: `${counterId}-V${visit}`,
      serviceCode: 'LL-NEW',
      tariff: TARIFF_REF,
      facts: {},
      lines: [
        { code: 'LL-ISSUE', head: '0041-00-101-01', amountPaise: of.totalPaise ?? 10_095_050 },
      ],
      totalPaise: of.totalPaise ?? 10_095_050,
      language: of.language ?? 'hi',
      citizen: { ref: line.ref, digest: line.digest },
    };
    const entry = journal.append('quote.issued', {
      ...body,
      quotedAt: kit.now(),
      validUntil: kit.now() + 600_000,
      phone: of.mobile === null ? 'none' : 'given',
      ...(of.contact === undefined ? {} : { contact: of.contact }),
      shownOn: 'display',
      previews: 0,
    });
    return { body, entry, line, number: numberOf(line) };
  };
  const ask = async (url: string, quotes: readonly StoredEntry[]) => {
    const line = `POST ${url}`;
    const signed = signRequest({ line, at: instant(kit.now()) }, counter.signer);
    const response = await fetch(`${kit.server.origin}${url}`, {
      method: 'POST',
      headers: { ...signed, 'content-type': 'application/json' },
      body: JSON.stringify({
        quotes: quotes.map(({ text, signature }) => ({ text, signature })),
      }),
    });
    return (await response.json()) as Record<string, unknown> & { orderId: string };
  };
  return {
    quote,
    journal,
    signer: counter.signer,
    ask,
    /** A receipt for a quote; answers its number. */
    receipt: ({ body }: ReturnType<typeof quote>, tenderKind: 'cash' | 'upi' = 'cash'): string => {
      const receiptNumber = `${counterId}/2627/${String(quotes).padStart(6, '0')}`;
      journal.append('receipt.issued', {
        ...body,
        receiptNumber,
        tenderId: `${counterId}-T${quotes}`,
        tenderKind,
        issuedAt: kit.now(),
        qr: 'x',
      });
      return receiptNumber;
    },
    async sync(): Promise<void> {
      const before = journal.entries[sent - 1];
      const entries = journal.entries.slice(sent);
      const text = batchText(counter, entries, {
        ...(before === undefined ? {} : { prevHash: before.hash }),
        privateLines: waiting,
      });
      const answer = await postBatch(kit.server, text);
      if (answer.status !== 200) throw new Error(answer.text);
      sent = journal.entries.length;
      waiting = [];
      await projectCounter(kit.server.context, { officeId: OFFICE, counterId });
    },
  };
}
export type MessageCounter = Awaited<ReturnType<typeof openCounter>>;
