/**
 * Opens what the use cases share: reads what HQ has sent, verifies the journal, and holds the
 * recorder. Read again whenever the feed has brought something.
 */
import { fromBase64Url } from '#protocol/encoding.ts';
import { buildTrust, type Trust } from '#protocol/trust.ts';
import { decodeEntry } from '#domain/journal/chain.ts';
import { assert, fail, ok, type Failure } from '#domain/result.ts';
import type { Context, Memory, TerminalPorts } from './context.ts';
import type { ClockReading } from './journal/clock.ts';
import { checkMark } from './journal/high-water.ts';
import { alignKey } from './hq-commands.ts';
import { mendViews } from './damage.ts';
import { openJournal } from './journal/open.ts';
import { createRecorder, type Recorder } from './journal/recorder.ts';
import { StoreFault } from './ports/journal-store.ts';
import { retirementOf } from './retirement.ts';
import {
  certificateSettings,
  counterSettings,
  enrolmentSettings,
  officeSettings,
  rosterSettings,
  stopSettings,
  type CounterSettings,
  type OfficeSettings,
  type StaffMember,
} from './settings.ts';
import { acknowledged } from './sync/acknowledged.ts';
import { EMPTY_SHELF, openShelf, type TariffShelf } from './tariffs.ts';

/** The context with what only the wiring may call. */
export interface OpenContext extends Context {
  /** Verifies the journal and reads the settings. */
  open(): void;
}

interface Read {
  readonly counter: CounterSettings | null;
  readonly office: OfficeSettings | null;
  readonly roster: readonly StaffMember[];
  readonly trust: Trust | null;
  readonly shelf: TariffShelf;
}

const NOTHING: Read = {
  counter: null,
  office: null,
  roster: [],
  trust: null,
  shelf: EMPTY_SHELF,
};

const emptyMemory = (ports: TerminalPorts): Memory => ({
  previews: 0,
  displaySeenMs: null,
  printer: { condition: 'unknown', failure: null },
  printing: null,
  disk: null,
  stopped: null,
  backup: null,
  backingUp: false,
  check: null,
  mends: 0,
  upi: { code: null, failure: null, asking: null },
  clock: null,
  reading: null,
  proof: null,
  scanner: null,
  session: null,
  code: null,
  gallery: new Map(),
  gallerySearchedMs: 0,
  keysAt: -1,
  retentionMs: 0,
  paidShownUntilMs: 0,
  question: null,
  lastCommandMs: ports.clock.monotonicMs(),
  lockDue: false,
  pinFailedMs: ports.clock.monotonicMs(),
});

/** The pinned root of the enrolment and the latest certificates that lead to it. */
function readTrust({ store, crypto }: TerminalPorts): Trust | null {
  const enrolled = enrolmentSettings(store.read);
  const rootPublicKey = enrolled === null ? null : fromBase64Url(enrolled.rootPublicKey);
  if (rootPublicKey === null) return null;
  const trust = buildTrust({ rootPublicKey, ...certificateSettings(store.read) }, crypto);
  return trust.ok ? trust.value : null;
}

/** Says once in the journal that a tariff has arrived and will apply at its instant. */
function recordTariffs(recorder: Recorder, shelf: TariffShelf): void {
  recorder.record((act) => {
    for (const { ref, tariff } of shelf.tariffs) {
      if (act.views.view('tariff', `${ref.tariffId}@${ref.version}`) !== undefined) continue;
      const { validFrom, validTo } = tariff;
      act.append('tariff.applied', { ...ref, validFrom, validTo });
    }
    return ok(null);
  });
}

/** What is wrong with the journal since HQ last acknowledged it. */
function journalFailure(ports: TerminalPorts, identity: CounterSettings): Failure | null {
  const { store, crypto, signer } = ports;
  const { seq, hash } = acknowledged(store.read);
  const after = seq === 0 ? {} : { after: { seq, hash } };
  const keys = ports.keyRing?.all() ?? new Map([[signer.keyId, signer.publicKey]]);
  const journal = openJournal({ store, crypto, identity, keys, ...after });
  return journal.ok ? null : journal.error;
}

/** Everything that is looked at before the counter's first breath; null where all is well. */
function openingFailure(ports: TerminalPorts): Failure | null {
  const { read } = ports.store;
  const identity = counterSettings(read);
  if (identity === null && read.lastEntry() !== undefined) {
    return fail('JOURNAL_DAMAGED', { cause: 'SETTINGS' }).error;
  }
  const marked = checkMark(ports.custody?.mark() ?? null, { store: read, identity });
  if (!marked.ok) return marked.error;
  const aligned = alignKey(ports);
  if (!aligned.ok) return aligned.error;
  const ended = stopSettings(read) ?? retirementOf(read);
  if (ended !== null || identity === null) return ended;
  return journalFailure(ports, identity);
}

/**
 * `look`, once more where it met damaged views and they could be made again from the journal (J22).
 * Answers what keeps the counter from opening, else null.
 */
function mending(ports: TerminalPorts, look: () => Failure | null): Failure | null {
  const found = faultOf(look);
  return found?.code === 'VIEWS_DAMAGED' ? (mendViews(ports) ?? faultOf(look)) : found;
}

/** What `look` answered, or the fault that it met. */
function faultOf(look: () => Failure | null): Failure | null {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    return error.failure;
  }
}

function orElse<T>(otherwise: T, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    return otherwise;
  }
}

/** The recorder, which also tells whoever sends that there is something to send. */
function openRecorder(
  ports: TerminalPorts,
  { officeId, counterId, training }: CounterSettings,
  on: {
    readonly recorded: () => void;
    readonly stopped: () => Failure | null;
    readonly faultMet: (failure: Failure) => void;
  },
): Recorder {
  const made = createRecorder({ ...ports, identity: { officeId, counterId, training } });
  return {
    ...made,
    record: (work, about) => {
      const ended = on.stopped();
      if (ended !== null) return { ok: false, error: ended };
      const { seq } = made.head();
      const answer = made.record(work, about);
      if (made.head().seq > seq) on.recorded();
      if (!answer.ok && answer.error.code === 'VIEWS_DAMAGED') on.faultMet(answer.error);
      return answer;
    },
  };
}

/** Sends the pulse and forgets it: a drawer that stays shut is opened with its key. */
function kickDrawer({ printer, log }: TerminalPorts): void {
  printer.kickDrawer().then(
    (outcome) => log.info('drawer.kicked', { outcome: outcome.kind }),
    () => log.warn('drawer.unreachable'),
  );
}

/** What the clocks said at the last entry: a clock that lost its time while off is noticed. */
function lastReading({ store }: TerminalPorts): ClockReading | null {
  const last = store.read.lastEntry();
  const entry = last === undefined ? undefined : decodeEntry(last.text);
  if (entry?.ok !== true) return null;
  const { wallTimeMs, monotonicMs, bootId } = entry.value;
  return { wallTimeMs, monotonicMs, bootId };
}

export function openContext(
  ports: TerminalPorts,
  of: Pick<Context, 'changed' | 'printSoon' | 'sync' | 'askUpi' | 'viewsMended' | 'backUpSoon'> & {
    /** Entries were written: HQ may have them. */
    readonly recorded: () => void;
    /** A write met damaged views. */
    readonly faultMet: (failure: Failure) => void;
  },
): OpenContext {
  const memory = emptyMemory(ports);
  let read: Read = NOTHING;
  let recorder: Recorder | null = null;

  const now = () => recorder?.effectiveNow() ?? ports.clock.now();

  function reload(): void {
    const { store, crypto } = ports;
    const counter = counterSettings(store.read);
    const isFirst = counter !== null && recorder === null;
    if (counter !== null && recorder === null) {
      const stopped = (): Failure | null => memory.stopped;
      recorder = openRecorder(ports, counter, { ...of, stopped });
    }
    const trust = readTrust(ports);
    const shelf = openShelf(store.read, { trust, at: now(), crypto });
    const office = officeSettings(store.read);
    read = { counter, office, roster: rosterSettings(store.read), trust, shelf };
    if (recorder !== null) recordTariffs(recorder, shelf);
    // Whoever has just become a counter has its first entry to send.
    if (isFirst) of.recorded();
    of.changed();
  }

  /** What a counter that stands still knows of itself: enough to send what is good. */
  function readStopped(failure: Failure): void {
    memory.stopped = failure;
    const { store } = ports;
    read = orElse(NOTHING, () => ({
      ...NOTHING,
      counter: counterSettings(store.read),
      office: officeSettings(store.read),
      roster: rosterSettings(store.read),
      trust: readTrust(ports),
    }));
    ports.log.warn('counter.stopped', { code: failure.code });
    of.changed();
  }

  /** A journal that does not verify is not charged on. */
  function open(): void {
    const look = (): Failure | null => {
      const failure = openingFailure(ports);
      if (failure !== null) return failure;
      memory.reading = lastReading(ports);
      reload();
      return null;
    };
    const failure = ports.damage ?? mending(ports, look);
    if (failure !== null) readStopped(failure);
  }

  return {
    ports,
    memory,
    recorder: () => {
      assert(recorder !== null, 'nothing is recorded before enrolment');
      return recorder;
    },
    counter: () => read.counter,
    office: () => read.office,
    roster: () => read.roster,
    trust: () => read.trust,
    tariffs: () => read.shelf,
    now,
    ...of,
    openDrawer: () => kickDrawer(ports),
    open,
    reload,
  };
}
