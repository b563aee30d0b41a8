/**
 * Opens what the use cases share: reads what HQ has sent, verifies the journal, and holds the
 * recorder. Read again whenever the feed has brought something.
 */
import type { SyncSnapshot } from '#contract/snapshot.ts';
import { fromBase64Url } from '#protocol/encoding.ts';
import { buildTrust, type Trust } from '#protocol/trust.ts';
import { assert, ok } from '#domain/result.ts';
import type { Context, Memory, TerminalPorts } from './context.ts';
import { openJournal } from './journal/open.ts';
import { createRecorder, type Recorder } from './journal/recorder.ts';
import {
  certificateSettings,
  counterSettings,
  enrolmentSettings,
  officeSettings,
  rosterSettings,
  type CounterSettings,
  type OfficeSettings,
  type StaffMember,
} from './settings.ts';
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

const NEVER_SYNCED: SyncSnapshot = {
  state: 'never',
  toSend: 0,
  lastAcknowledgedAt: null,
  failure: null,
};

const emptyMemory = (ports: TerminalPorts): Memory => ({
  previews: 0,
  displaySeenMs: null,
  printer: { condition: 'unknown', failure: null },
  printing: null,
  disk: null,
  stopped: null,
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

export function openContext(
  ports: TerminalPorts,
  of: Pick<Context, 'changed' | 'printSoon'>,
): OpenContext {
  const memory = emptyMemory(ports);
  let read: Read = NOTHING;
  let recorder: Recorder | null = null;

  const now = () => recorder?.effectiveNow() ?? ports.clock.now();

  function openRecorder(counter: CounterSettings): Recorder {
    const { officeId, counterId, training } = counter;
    return createRecorder({ ...ports, identity: { officeId, counterId, training } });
  }

  function reload(): void {
    const { store, crypto } = ports;
    const counter = counterSettings(store.read);
    if (counter !== null && recorder === null) recorder = openRecorder(counter);
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
      const journal = openJournal({ store: ports.store, crypto: ports.crypto, identity });
      if (!journal.ok) {
        memory.stopped = journal.error;
        read = { ...NOTHING, counter: identity, office: officeSettings(ports.store.read) };
        of.changed();
        return;
      }
    }
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
    sync: () => NEVER_SYNCED,
    now,
    ...of,
    openDrawer: () => {
      ports.printer.kickDrawer().then(
        (outcome) => ports.log.info('drawer.kicked', { outcome: outcome.kind }),
        () => ports.log.warn('drawer.unreachable'),
      );
    },
    open,
    reload,
  };
}
