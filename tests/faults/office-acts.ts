/**
 * What is done at an office's desk, one act each, in an office of its own that was brought to just before
 * it: by a person at the page, or by the day itself when HQ's program looks.
 */
import { addDays, startOfDay } from '#domain/time.ts';
import {
  bag,
  noon,
  openDesk,
  people,
  prepared,
  type Desk,
} from '#tests/sync-server/deposit-kit.ts';
import {
  CHECKER,
  DAY,
  openOffice,
  signIn,
  workADay,
  type AtPage,
} from '#tests/sync-server/desk-kit.ts';
import type { TestServer } from '#tests/sync-server/testkit.ts';

/** An office at the moment before the act. */
export interface Scene {
  readonly officeId: string;
  /** By a person, at the program whose page this is; answers a code. Null: by the day itself. */
  readonly act: ((origin: string) => Promise<string>) | null;
}

export interface DeskAct {
  readonly name: string;
  /** The fact by which it is done. */
  readonly fact: string;
  /** What whoever does it again hears, once it was done; null where it may be done again. */
  readonly again: string | null;
  /** Cases that it opens, each once. */
  readonly cases: readonly string[];
  /** It is done by the day itself, when HQ's program looks. */
  readonly isByItself?: true;
  readonly ready: (server: TestServer) => Promise<Scene>;
}

const evening = startOfDay(DAY) + 18 * 3_600_000;

async function workedOffice(server: TestServer) {
  server.clock.now = evening;
  const office = await openOffice(server, { counters: 1 });
  await workADay(server, office, { charges: 3 });
  const { officeId } = office;
  return { office, officeId, maker: await signIn(server, officeId) };
}

const posted = async (page: AtPage, path: string, body: Record<string, unknown>) =>
  (await page.post(path, body)).code;

const PREPARE: DeskAct = {
  name: 'a day is prepared, its safe counted',
  fact: 'day.prepared',
  again: null,
  cases: ['safe_differs'],
  ready: async (server) => {
    const { officeId, maker } = await workedOffice(server);
    const { revision } = await maker.closing();
    const body = { revision, explanations: [], leafCounts: [], safeCount: { '10000': 1 } };
    const act = (origin: string) => posted(maker.at(origin), `/days/${DAY}/prepare`, body);
    return { officeId, act };
  },
};

const CLOSE: DeskAct = {
  name: 'a day is closed',
  fact: 'day.closed',
  again: 'DAY_CLOSED',
  cases: [],
  ready: async (server) => {
    const { officeId, maker } = await workedOffice(server);
    await maker.prepare();
    const { revision } = await maker.closing();
    const checker = await signIn(server, officeId, CHECKER);
    const act = (origin: string) => posted(checker.at(origin), `/days/${DAY}/close`, { revision });
    return { officeId, act };
  },
};

const BY_ITSELF: DeskAct = {
  name: 'a day closes by itself',
  fact: 'day.closed',
  again: null,
  cases: ['day_not_closed'],
  isByItself: true,
  ready: async (server) => {
    const { officeId } = await workedOffice(server);
    server.clock.now = startOfDay(addDays(DAY, 1)) + 13 * 3_600_000;
    return { officeId, act: null };
  },
};

const SUPPLEMENT: DeskAct = {
  name: 'a supplement is made',
  fact: 'day.supplemented',
  again: null,
  cases: [],
  isByItself: true,
  ready: async (server) => {
    const { office, officeId, maker } = await workedOffice(server);
    await maker.prepare();
    const checker = await signIn(server, officeId, CHECKER);
    await checker.close();
    await workADay(server, office, { charges: 2 });
    server.clock.now += 61_000;
    return { officeId, act: null };
  },
};

async function withBag(server: TestServer): Promise<Desk & { readonly depositId: string }> {
  server.clock.now = noon();
  const desk = await openDesk(server, { charges: 3 });
  const { depositId } = await prepared(desk.maker, bag(desk.fees));
  return { ...desk, depositId };
}

const FILLED: DeskAct = {
  name: 'a deposit is prepared',
  fact: 'deposit.prepared',
  again: 'BAG_NUMBER_USED',
  cases: [],
  ready: async (server) => {
    const { office, maker, fees } = await openDesk(server, { charges: 3 });
    const body = bag(fees);
    return {
      officeId: office.officeId,
      act: (origin) => posted(maker.at(origin), '/deposits', body),
    };
  },
};

const CARRIED: DeskAct = {
  name: 'a deposit leaves the safe',
  fact: 'deposit.carried',
  again: 'DEPOSIT_STATE',
  cases: [],
  ready: async (server) => {
    const { office, checker, depositId } = await withBag(server);
    const path = `/deposits/${depositId}/carry`;
    return {
      officeId: office.officeId,
      act: (origin) => posted(checker.at(origin), path, people),
    };
  },
};

const ACCEPTED: DeskAct = {
  name: 'the bank took another sum',
  fact: 'deposit.accepted',
  again: 'DEPOSIT_STATE',
  cases: ['deposit_differs'],
  ready: async (server) => {
    const { office, maker, checker, fees, depositId } = await withBag(server);
    await checker.post(`/deposits/${depositId}/carry`, people);
    const slip = {
      bankReference: `REF ${depositId}`,
      realisedOn: DAY,
      acceptedPaise: fees - 5_000,
      words: 'a false note',
    };
    const path = `/deposits/${depositId}/accept`;
    return {
      officeId: office.officeId,
      act: (origin) => posted(maker.at(origin), path, slip),
    };
  },
};

export const DESK_ACTS = {
  prepare: PREPARE,
  close: CLOSE,
  byItself: BY_ITSELF,
  supplement: SUPPLEMENT,
  filled: FILLED,
  carried: CARRIED,
  accepted: ACCEPTED,
} as const satisfies Readonly<Record<string, DeskAct>>;
