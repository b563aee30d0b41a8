/** "This counter" and a counter that is not open, by name. */
import type { CounterDescription } from '#contract/care.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import { fail, ok, type Failure } from '#domain/result.ts';
import {
  counterReducer,
  startCounter,
  type CounterState,
} from '#renderer/clerk/counter/counter-state.ts';
import type { Script } from '#renderer/connection/fake.ts';

import { NOW, readyClerk } from './fixtures.ts';
import type { ClerkState } from './states.ts';

const DESCRIPTION: CounterDescription = {
  counterId: 'KA-BLR-01-C3',
  journal: { lastSeq: 184_212, acknowledgedSeq: 183_904, freeBytes: 41_300_000_000 },
  backup: {
    place: '/media/backup/raseed',
    last: { at: NOW, bytes: 148_000_000 },
    isWorking: false,
    failure: null,
  },
  key: { keyId: '4f1c9a02be77d310', number: 1, validTo: '2036-11-23', asked: [] },
};

const STICK = {
  placeId: '/media/counter/BLUE-16GB',
  label: 'BLUE-16GB',
  freeBytes: 15_200_000_000,
};

const careOf = (description: CounterDescription, instead: Script = {}): Script => ({
  describeCounter: () => ok(description),
  exchangePlaces: () => ok([STICK]),
  exportSync: () => ok({ files: 3, fromSeq: 183_905, toSeq: 184_212 }),
  importSync: () =>
    ok({
      acknowledgedSeq: 184_212,
      feedItems: 4,
      problems: [{ file: 'KA-BLR-01-C3.000000871.feed.sealed', code: 'SEAL_CUT_SHORT' as const }],
    }),
  verifyJournal: () => ok(null),
  backUpNow: () => ok(null),
  ...instead,
});

const opened: CounterState = counterReducer(startCounter('en'), {
  type: 'task',
  task: 'thisCounter',
});

const LINE_DEAD = {
  sync: { state: 'offline', toSend: 308, lastAcknowledgedAt: null, failure: null },
} as const satisfies Partial<ClerkSnapshot>;

const here = (
  description: CounterDescription,
  changes: Partial<ClerkSnapshot> = {},
  script: Script = {},
): ClerkState => ({
  snapshot: readyClerk({ ...LINE_DEAD, ...changes }),
  initial: opened,
  instead: careOf(description, script),
});

const checked = (state: 'running' | 'good'): Partial<ClerkSnapshot> => ({
  journalCheck: {
    state,
    seq: state === 'good' ? 184_212 : 71_500,
    lastSeq: 184_212,
    endedAt: state === 'good' ? NOW : null,
  },
});

const shut = (failure: Failure, canStartAnew = false): ClerkState => ({
  snapshot: readyClerk({
    phase: 'stopped',
    staff: null,
    shift: null,
    trouble: [failure],
    stopped: {
      failure,
      counterId: 'KA-BLR-01-C3',
      acknowledgedSeq: 4096,
      canSave: false,
      canOpenAgain: true,
      canStartAnew,
    },
  }),
});

const trouble = (failure: Failure): ClerkState => ({
  snapshot: readyClerk({ trouble: [failure] }),
});

const damaged = fail('JOURNAL_DAMAGED', { cause: 'SQLITE_CORRUPT' }).error;

/** What is good is saved by a press; which entry is bad stands in the line below. */
const stoppedWithStick: ClerkState = {
  snapshot: readyClerk({
    phase: 'stopped',
    staff: null,
    shift: null,
    trouble: [damaged],
    stopped: {
      failure: damaged,
      counterId: 'KA-BLR-01-C3',
      acknowledgedSeq: 183_904,
      canSave: true,
      canOpenAgain: false,
      canStartAnew: true,
    },
  }),
  instead: {
    exchangePlaces: () => ok([STICK]),
    saveGood: () =>
      ok({ files: 1, fromSeq: 183_905, toSeq: 184_100, from: 'backup', fault: 'ENTRY_UNREADABLE' }),
  },
};

export const CARE_STATES: Readonly<Record<string, ClerkState>> = {
  'this-counter': here(DESCRIPTION),
  'this-counter-waiting': here(DESCRIPTION, {}, { describeCounter: () => new Promise(() => {}) }),
  'this-counter-checking': here(DESCRIPTION, checked('running')),
  'this-counter-good': here(DESCRIPTION, checked('good')),
  'this-counter-copying': here({
    ...DESCRIPTION,
    backup: { ...DESCRIPTION.backup, last: null, isWorking: true },
  }),
  'this-counter-copy-failed': here({
    ...DESCRIPTION,
    backup: {
      ...DESCRIPTION.backup,
      failure: fail('BACKUP_FAILED', { cause: 'ENOSPC' }).error,
    },
  }),
  'this-counter-no-copy': here({
    ...DESCRIPTION,
    backup: { place: null, last: null, isWorking: false, failure: null },
  }),
  'this-counter-asked': here({
    ...DESCRIPTION,
    key: { ...DESCRIPTION.key, number: 2, asked: ['rotate_key', 'retire'] },
  }),
  'this-counter-no-stick': here(DESCRIPTION, {}, { exchangePlaces: () => ok([]) }),
  'this-counter-stick-full': here(DESCRIPTION, {}, { exportSync: () => fail('EXCHANGE_FULL') }),
  'stopped-stick': stoppedWithStick,
  'shut-newer': shut(fail('SCHEMA_NEWER', { found: 5, known: 3 }).error),
  'shut-disk-full': shut(fail('DISK_FULL', { freeMb: 0 }).error),
  'shut-key-exposed': shut(fail('KEY_EXPOSED', { path: '/var/lib/raseed/keys/counter.key' }).error),
  'shut-key-lost': shut(fail('KEY_UNREADABLE', { cause: 'KEYSTORE' }).error, true),
  'shut-unreadable': shut(fail('JOURNAL_UNREADABLE', { cause: 'OTHER_FILE' }).error),
  'disk-low': trouble(fail('DISK_LOW', { freeMb: 412 }).error),
  'disk-full': trouble(fail('DISK_FULL', { freeMb: 38 }).error),
};
