/** Offices of their own at a test server, with managers who sign in at their page, and HQ's people. */
import { scryptSync } from 'node:crypto';

import type { CounterId, OfficeId, StaffId } from '#domain/ids.ts';
import { isoDate, type IsoDate } from '#domain/time.ts';
import type { DayClosing, PrepareDay } from '#server/api/office-contract.ts';
import { putOffice, putStaff } from '#server/store/fleet.ts';
import { putHqStaff } from '#server/store/hq-staff.ts';
import { officeEntriesAfter } from '#server/store/office-chain.ts';
import { chanceOf, CountedMoney, CounterLife } from '#tests/testkit/office-life.ts';
import { CounterAtHq } from './office-kit.ts';
import { HQ_TOKEN, office as template, write, type TestServer } from './testkit.ts';

export const DAY = isoDate('2026-11-23');
export const CLERKS = ['S1042', 'S1057', 'S1063'] as const;
export const MAKER = { staffId: 'S2001', pin: '615243' };
export const CHECKER = { staffId: 'S2002', pin: '615244' };
export const HQ_OPERATOR = { staffId: 'S9001', pin: '111111' };
export const HQ_APPROVER = { staffId: 'S9002', pin: '222222' };

export interface Answer {
  readonly status: number;
  /** The failure's code, or the status of what went well. */
  readonly code: string;
  readonly json: Record<string, unknown>;
}

/** As HQ stores it, at a cost that a suite can bear. */
export function quickHash(pin: string): string {
  const salt = Buffer.from('a salt of a test');
  const key = scryptSync(pin, salt, 32, { N: 16, r: 8, p: 1 });
  return `scrypt$16$8$1$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

const answerOf = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  const json = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
  const error = json['error'] as { readonly code: string } | undefined;
  return { status: response.status, code: error?.code ?? String(response.status), json };
};

/** Somebody at a page, with their cookie. */
export class AtPage {
  readonly #server: TestServer;
  readonly #base: string;
  cookie: string;
  readonly #proof: Readonly<Record<string, string>>;

  constructor(
    server: TestServer,
    of: {
      readonly base: string;
      readonly cookie: string;
      readonly proof: Readonly<Record<string, string>>;
    },
  ) {
    this.#server = server;
    this.#base = of.base;
    this.cookie = of.cookie;
    this.#proof = of.proof;
  }

  /** The same person with the same session, at another server of the installation. */
  at(origin: string): AtPage {
    const of = { base: this.#base, cookie: this.cookie, proof: this.#proof };
    return new AtPage({ ...this.#server, origin }, of);
  }

  async get(path: string): Promise<Answer> {
    const { cookie } = this;
    return answerOf(
      await fetch(`${this.#server.origin}${this.#base}${path}`, { headers: { cookie } }),
    );
  }

  async read<T>(path: string): Promise<T> {
    const answer = await this.get(path);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.code}`);
    return answer.json as T;
  }

  /** Signed for by whoever is here. */
  async post(path: string, body: Record<string, unknown> = {}): Promise<Answer> {
    const response = await fetch(`${this.#server.origin}${this.#base}${path}`, {
      method: 'POST',
      headers: { cookie: this.cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ ...this.#proof, ...body }),
    });
    return answerOf(response);
  }

  /** The closing as it stands, and what is to be signed of it. */
  async closing(date: IsoDate = DAY): Promise<DayClosing> {
    return this.read<DayClosing>(`/days/${date}/close`);
  }

  /** Every counter that is not complete is explained alike. */
  async prepare(date: IsoDate = DAY, more: Partial<PrepareDay> = {}): Promise<Answer> {
    const { revision, steps } = await this.closing(date);
    const counters = steps.find(({ step }) => step === 'counters')?.items ?? [];
    const explanations = counters.map(({ subject: counterId }) => ({
      counterId,
      reason: 'offline',
      words: 'no line since noon',
    }));
    return this.post(`/days/${date}/prepare`, {
      revision,
      explanations,
      leafCounts: [],
      ...more,
    });
  }

  async close(date: IsoDate = DAY): Promise<Answer> {
    const { revision } = await this.closing(date);
    return this.post(`/days/${date}/close`, { revision });
  }
}

const cookieIn = (response: Response): string =>
  (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';

export const postSession = (server: TestServer, body: Record<string, unknown>) =>
  fetch(`${server.origin}/office/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

export async function signIn(
  server: TestServer,
  officeId: string,
  who: { readonly staffId: string; readonly pin: string } = MAKER,
): Promise<AtPage> {
  const response = await postSession(server, { officeId, ...who });
  if (response.status !== 200) throw new Error(await response.text());
  const cookie = cookieIn(response);
  return new AtPage(server, { base: '/office/api', cookie, proof: { pin: who.pin } });
}

export async function signInAtHq(
  server: TestServer,
  who: { readonly staffId: string; readonly pin: string } = HQ_APPROVER,
): Promise<AtPage> {
  await write(server.database, async (writer) => {
    for (const [each, role] of [
      [HQ_OPERATOR, 'hq_operator'],
      [HQ_APPROVER, 'hq_approver'],
    ] as const) {
      const { staffId, pin } = each;
      await putHqStaff(writer, { staffId, name: role, role, pinHash: quickHash(pin) });
    }
  });
  const response = await fetch(`${server.origin}/hq/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: HQ_TOKEN }),
  });
  return new AtPage(server, { base: '/hq/api', cookie: cookieIn(response), proof: { ...who } });
}

let offices = 10;

export interface TestOffice {
  readonly officeId: OfficeId;
  readonly money: CountedMoney;
  readonly counters: readonly CounterAtHq[];
}

/** A new office with so many counters, two managers (or one) and three clerks. */
export async function openOffice(
  server: TestServer,
  of: { readonly counters: number; readonly seed?: number; readonly managers?: 1 | 2 },
): Promise<TestOffice> {
  offices += 1;
  const officeId = `KA-BLR-${offices}` as OfficeId;
  await write(server.database, (writer) => putOffice(writer, { ...template, officeId }));
  const clerks = CLERKS.map((staffId) => ({ staffId, pin: '4821', role: 'clerk' as const }));
  const managers = [MAKER, CHECKER]
    .slice(0, of.managers ?? 2)
    .map((each) => ({ ...each, role: 'manager' as const }));
  await write(server.database, async (writer) => {
    for (const { staffId, pin, role } of [...clerks, ...managers]) {
      const member = { staffId: staffId as StaffId, name: staffId, role, pinHash: quickHash(pin) };
      await putStaff(writer, officeId, member);
    }
  });
  const chance = chanceOf(of.seed ?? offices);
  const money = new CountedMoney();
  const counters: CounterAtHq[] = [];
  for (let n = 1; n <= of.counters; n += 1) {
    const counterId = `${officeId}-C${n}` as CounterId;
    const startsAt = Date.UTC(2026, 10, 23, 4);
    const life = new CounterLife({ counterId, staff: CLERKS, chance, money, startsAt });
    life.date = DAY;
    counters.push(await CounterAtHq.enrol(server, life, counterId));
  }
  return { officeId, money, counters };
}

/** One shift at each counter with so many charges, closed and sent. */
export async function workADay(
  server: TestServer,
  office: TestOffice,
  of: { readonly charges: number; readonly date?: IsoDate },
): Promise<void> {
  for (const [n, at] of office.counters.entries()) {
    at.life.date = of.date ?? DAY;
    at.life.open(CLERKS[n % CLERKS.length] ?? 'S1042');
    for (let charge = 0; charge < of.charges; charge += 1) at.life.charge();
    at.life.close();
    await at.send(server);
  }
}

export interface ChainFact {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

export async function factsOf(server: TestServer, officeId: string): Promise<ChainFact[]> {
  const rows = await officeEntriesAfter(server.database.read, officeId, { seq: 0, limit: 5_000 });
  return rows.map(({ text }) => JSON.parse(text) as ChainFact);
}

export const kindsOf = async (server: TestServer, officeId: string, prefix: string) =>
  (await factsOf(server, officeId))
    .map(({ kind }) => kind)
    .filter((kind) => kind.startsWith(prefix));
