/**
 * The only way into the journal. One command is one transaction: its entries are numbered, chained,
 * signed where their kind asks for it, stored and added to the views together, or not at all (P2,
 * P3). Nothing here knows what a command means.
 */
import { concatBytes, toHex, utf8 } from '#domain/bytes.ts';
import {
  isTrainingCounter,
  type CounterId,
  type Hash,
  type PrivateRef,
  type ShiftId,
  type StaffId,
} from '#domain/ids.ts';
import {
  checkLink,
  encodeEntry,
  entrySignatureInput,
  GENESIS_HEAD,
  hashEntry,
  headOf,
  knownEntry,
  MAX_ENTRY_BYTES,
  totalsAfter,
  type ChainHead,
} from '#domain/journal/chain.ts';
import {
  SIGNED_KINDS,
  type Entry,
  type EntryBodies,
  type EntryKind,
  type EntryOf,
  type PrivateDigest,
  type StoredEntry,
} from '#domain/journal/kinds.ts';
import { projectEntry } from '#domain/journal/project.ts';
import { presence, type ViewReader } from '#domain/journal/views.ts';
import { assert, ok, type Result } from '#domain/result.ts';
import { instant, istDate, type Instant, type IsoDate } from '#domain/time.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import type {
  JournalStore,
  PrivateRecord,
  SealedTemplate,
  StoreReader,
  StoreWriter,
} from '#terminal/ports/journal-store.ts';
import type { Clock, Crypto, Random, Signer } from '#terminal/ports/system.ts';

import { clockJump, effectiveTime, readClock, type ClockReading } from './clock.ts';
import { createNumbering, type Numbering } from './numbering.ts';

export interface RecorderIdentity {
  readonly officeId: string;
  readonly counterId: CounterId;
  /** A training counter's receipts add nothing to the running totals. */
  readonly training: boolean;
}

export interface RecorderPorts {
  readonly store: JournalStore;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly random: Random;
  readonly crypto: Pick<Crypto, 'sha256'>;
  readonly identity: RecorderIdentity;
}

/** Whom and which shift an entry is about, where that is not who is signed in and what is open. */
export interface About {
  readonly staffId?: StaffId | null;
  readonly shiftId?: ShiftId | null;
  /** Of a shift that this entry opens. */
  readonly businessDate?: IsoDate;
}

/** One command's hold on the journal, inside its transaction. */
export interface Act extends Numbering {
  /** Effective time, the same throughout the act. */
  readonly now: Instant;
  /** The open shift's date, else today's in IST. */
  readonly businessDate: IsoDate;
  /** The views, with what this act has already appended. */
  readonly views: ViewReader;
  readonly store: StoreReader;
  /** What the next entry will name as the one before it: its seq is `head.seq + 1`. */
  readonly head: ChainHead;
  append<K extends EntryKind>(kind: K, body: EntryBodies[K], about?: About): EntryOf<K>;
  /**
   * Keeps personal data apart from the journal, to go with the next entry appended; what the entry
   * holds is the reference and SHA-256 of a fresh 256-bit salt followed by this JSON text (P10).
   */
  keepPrivate(text: string): PrivateDigest;
  /** What is kept beside the journal, changed together with this act. */
  putSetting(name: string, text: string): void;
  putTemplate(template: SealedTemplate): void;
  /** Personal data that an entry of before kept apart. */
  erasePrivate(ref: PrivateRef): void;
}

export interface Recorder {
  readonly identity: RecorderIdentity;
  /**
   * Runs one command: durable when this answers ok, without a trace when it answers an error. `about`
   * holds for every entry of the act that does not say otherwise.
   */
  record<T>(work: (act: Act) => Result<T>, about?: About): Result<T>;
  /** The first entry of a journal: which key, certified by whom. Only for an empty journal. */
  recordEnrolment(body: EntryBodies['counter.enrolled']): Result<EntryOf<'counter.enrolled'>>;
  head(): ChainHead;
  /** The wall clock, held up by what the journal and HQ have seen. */
  effectiveNow(): Instant;
}

/** Where the chain stands: its head and the entry that it is the head of. */
interface Tip {
  readonly head: ChainHead;
  readonly last: Entry | null;
}

const SALT_BYTES = 32;
const REF_BYTES = 16;
/** Of one UTF-16 unit. */
const MAX_UTF8_BYTES = 3;

const fits = (text: string): boolean => utf8(text).length <= MAX_ENTRY_BYTES;

function tipOf(store: StoreReader, sha256: Crypto['sha256']): Tip {
  const stored = store.lastEntry();
  if (stored === undefined) return { head: GENESIS_HEAD, last: null };
  const before =
    stored.seq === 1 ? GENESIS_HEAD : headBefore(store, { seq: stored.seq, digest: sha256 });
  const link = checkLink(before, stored, sha256);
  assert(link.ok, `the journal's last entry ${stored.seq} does not hold: ${JSON.stringify(link)}`);
  return { head: link.value.head, last: knownEntry(link.value.entry) };
}

/** The head that the last entry must follow, taken from the entry before it. */
function headBefore(
  store: StoreReader,
  of: { readonly seq: number; readonly digest: Crypto['sha256'] },
): ChainHead {
  const stored = store.entry(of.seq - 1);
  assert(stored !== undefined, `entry ${of.seq - 1} is missing`);
  const entry = JSON.parse(stored.text) as Entry;
  return headOf(entry, hashEntry(stored.text, of.digest));
}

/** Just before writing: what verifying would look for, looked for here. */
function assertFollows(head: ChainHead, entry: Entry): void {
  const { seq, prevHash, grossChargedPaise, grossReversedPaise } = entry;
  assert(seq === head.seq + 1 && prevHash === head.hash, `entry ${seq} would break the chain`);
  assert(
    grossChargedPaise >= head.grossChargedPaise && grossReversedPaise >= head.grossReversedPaise,
    `entry ${seq} would lower a running total`,
  );
}

/** The entry's text, hash and signature. */
function seal(ports: RecorderPorts, entry: Entry, head: ChainHead): StoredEntry {
  assertFollows(head, entry);
  const text = encodeEntry(entry);
  assert(
    text.length * MAX_UTF8_BYTES <= MAX_ENTRY_BYTES || fits(text),
    `${entry.kind} is too large`,
  );
  const hash = hashEntry(text, ports.crypto.sha256);
  const signature = SIGNED_KINDS.has(entry.kind)
    ? toBase64Url(ports.signer.sign(entrySignatureInput(hash)))
    : null;
  return { seq: entry.seq, text, hash, signature };
}

function createPrivateRecord(ports: RecorderPorts, text: string): PrivateRecord {
  const random = ports.random.bytes(SALT_BYTES + REF_BYTES);
  const salt = random.subarray(0, SALT_BYTES);
  const digest = ports.crypto.sha256(concatBytes(salt, utf8(text)));
  return {
    ref: toHex(random.subarray(SALT_BYTES)) as PrivateRef,
    salt: toBase64Url(salt),
    text,
    digest: toHex(digest) as Hash,
  };
}

/** What an act has come to so far. */
interface ActState {
  tip: Tip;
  open: boolean;
  privates: PrivateRecord[];
}

interface ActContext {
  readonly ports: RecorderPorts;
  readonly writer: StoreWriter;
  readonly reading: ClockReading;
  readonly now: Instant;
  readonly about: About;
  readonly state: ActState;
}

function businessDate({ writer, now }: ActContext): IsoDate {
  const { shiftId } = presence(writer);
  const shift = shiftId === null ? undefined : writer.view('shift', shiftId);
  return shift?.businessDate ?? istDate(now);
}

interface Said {
  readonly kind: EntryKind;
  readonly body: EntryBodies[EntryKind];
  readonly about?: About;
}

function buildEntry(context: ActContext, of: Said): Entry {
  const { ports, writer, reading, state } = context;
  const { officeId, counterId } = ports.identity;
  const here = presence(writer);
  const { head } = state.tip;
  const about = { ...context.about, ...of.about };
  const opened = of.kind === 'shift.opened' ? (of.body as { shiftId: ShiftId }).shiftId : null;
  return {
    formatVersion: 1,
    officeId,
    counterId,
    keyId: ports.signer.keyId,
    seq: head.seq + 1,
    staffId: about.staffId === undefined ? here.staffId : about.staffId,
    shiftId: about.shiftId === undefined ? (opened ?? here.shiftId) : about.shiftId,
    businessDate: about.businessDate ?? businessDate(context),
    ...reading,
    ...totalsAfter(head, { counterId, kind: of.kind, body: of.body }),
    prevHash: head.hash,
    kind: of.kind,
    body: of.body,
  } as Entry;
}

function appendTo(context: ActContext, of: Said): Entry {
  const { ports, writer, state } = context;
  assert(state.open, `${of.kind} appended after its act had ended`);
  const before = state.tip.last?.kind;
  assert(before !== 'counter.retired', 'nothing follows the retirement of a counter');
  assert(
    before !== 'key.rotated' || state.tip.last?.keyId !== ports.signer.keyId,
    'what follows a rotation is under the new key',
  );
  const isFirst = state.tip.head.seq === 0;
  assert(isFirst === (of.kind === 'counter.enrolled'), 'a journal begins with its enrolment');
  const entry = buildEntry(context, of);
  const stored = seal(ports, entry, state.tip.head);
  writer.append(stored);
  for (const record of state.privates.splice(0)) writer.putPrivate(record, entry.seq);
  projectEntry(entry, writer);
  state.tip = { head: headOf(entry, stored.hash), last: entry };
  return entry;
}

function beginAct(
  ports: RecorderPorts,
  of: { writer: StoreWriter; tip: Tip; about: About },
): ActContext {
  const { writer, tip, about } = of;
  const reading = readClock(ports.clock);
  const { wallTimeMs } = reading;
  const jumpMs = tip.last === null ? 0 : clockJump(tip.last, reading);
  const floor = jumpMs < 0 ? wallTimeMs - jumpMs : wallTimeMs;
  const effective = effectiveTime({ wallTimeMs, last: tip.last, store: writer });
  const now = instant(Math.max(effective, floor));
  const state: ActState = { tip, open: true, privates: [] };
  const context = { ports, writer, reading, now, about, state };
  if (jumpMs !== 0) {
    appendTo(context, { kind: 'clock.jumped', body: { byMs: jumpMs } });
  }
  return context;
}

function createAct(context: ActContext): Act {
  const { ports, writer, state } = context;
  const numbering = createNumbering({
    counterId: ports.identity.counterId,
    views: writer,
    businessDate: () => businessDate(context),
  });
  return {
    ...numbering,
    now: context.now,
    views: writer,
    store: writer,
    get businessDate() {
      return businessDate(context);
    },
    get head() {
      return state.tip.head;
    },
    append: <K extends EntryKind>(kind: K, body: EntryBodies[K], about?: About) =>
      appendTo(context, { kind, body, ...(about === undefined ? {} : { about }) }) as EntryOf<K>,
    keepPrivate: (text) => {
      const record = createPrivateRecord(ports, text);
      state.privates.push(record);
      return { ref: record.ref, digest: record.digest };
    },
    putSetting: (name, text) => writer.putSetting(name, text),
    putTemplate: (template) => writer.putTemplate(template),
    erasePrivate: (ref) => writer.erasePrivate(ref),
  };
}

/** Opens the journal for writing. The last entry's own link is checked here; the rest by verify. */
export function createRecorder(ports: RecorderPorts): Recorder {
  const { store, clock, identity } = ports;
  assert(
    identity.training === isTrainingCounter(identity.counterId),
    'training is another counter identity',
  );
  let tip = tipOf(store.read, ports.crypto.sha256);
  let busy = false;

  function run<T>(work: (act: Act) => Result<T>, about: About): Result<T> {
    let context: ActContext | undefined;
    const answer = store.transact<T>((writer) => {
      context = beginAct(ports, { writer, tip, about });
      const worked = work(createAct(context));
      context.state.open = false;
      assert(!worked.ok || context.state.privates.length === 0, 'private data without an entry');
      return worked;
    });
    if (answer.ok && context !== undefined) tip = context.state.tip;
    return answer;
  }

  function record<T>(work: (act: Act) => Result<T>, about: About = {}): Result<T> {
    assert(!busy, 'one act at a time');
    busy = true;
    try {
      return run(work, about);
    } finally {
      busy = false;
    }
  }

  return {
    identity,
    record,
    recordEnrolment: (body) => record((act) => ok(act.append('counter.enrolled', body))),
    head: () => tip.head,
    effectiveNow: () =>
      effectiveTime({ wallTimeMs: clock.now(), last: tip.last, store: store.read }),
  };
}
