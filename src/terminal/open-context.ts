/**
 * Opens what the use cases share: reads what HQ has sent, verifies the journal, and holds the
 * recorder. Read again whenever the feed has brought something.
 */
import { fromBase64Url } from '#protocol/encoding.ts';
import { buildTrust, type Trust } from '#protocol/trust.ts';
import { decodeEntry } from '#domain/journal/chain.ts';
import { assert, ok, type Failure } from '#domain/result.ts';
import type { Context, Memory, TerminalPorts } from './context.ts';
import type { ClockReading } from './journal/clock.ts';
import { openJournal } from './journal/open.ts';
import { createRecorder, type Recorder } from './journal/recorder.ts';
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
  clock: null,
  reading: null,
  paidShownUntilMs: 0,
  lastCommandMs: ports.clock.monotonicMs(),
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
  const keys = new Map([[signer.keyId, signer.publicKey]]);
  const journal = openJournal({ store, crypto, identity, keys, ...after });
  return journal.ok ? null : journal.error;
}

/** The recorder, which also tells whoever sends that there is something to send. */
function openRecorder(
  ports: TerminalPorts,
  { officeId, counterId, training }: CounterSettings,
  recorded: () => void,
): Recorder {
  const made = createRecorder({ ...ports, identity: { officeId, counterId, training } });
  return {
    ...made,
    record: (work, about) => {
      const { seq } = made.head();
      const answer = made.record(work, about);
      if (made.head().seq > seq) recorded();
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
  of: Pick<Context, 'changed' | 'printSoon' | 'sync'> & {
    /** Entries were written: HQ may have them. */
    readonly recorded: () => void;
  },
): OpenContext {
  const memory = emptyMemory(ports);
  let read: Read = NOTHING;
  let recorder: Recorder | null = null;

  const now = () => recorder?.effectiveNow() ?? ports.clock.now();

  function reload(): void {
    const { store, crypto } = ports;
    const counter = counterSettings(store.read);
    if (counter !== null && recorder === null) recorder = openRecorder(ports, counter, of.recorded);
    const trust = readTrust(ports);
    const shelf = openShelf(store.read, { trust, at: now(), crypto });
    const office = officeSettings(store.read);
    read = { counter, office, roster: rosterSettings(store.read), trust, shelf };
    if (recorder !== null) recordTariffs(recorder, shelf);
    of.changed();
  }

  /** A journal that does not verify is not charged on. */
  function open(): void {
    const identity = counterSettings(ports.store.read);
    if (identity !== null) {
      const failure = stopSettings(ports.store.read) ?? journalFailure(ports, identity);
      if (failure !== null) {
        memory.stopped = failure;
        read = { ...NOTHING, counter: identity, office: officeSettings(ports.store.read) };
        of.changed();
        return;
      }
    }
    memory.reading = lastReading(ports);
    reload();
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
