/**
 * What every use case is given: the ports, what HQ has sent, the recorder, and the little that is
 * kept in memory alone. Whatever must outlive a restart is in the journal, not here.
 */
import type { PrintJobId, ReceiptNumber, StaffId, VisitId } from '#domain/ids.ts';
import type { StepUpAct } from '#domain/journal/finger-kinds.ts';
import { presence, type PresenceView, type ShiftView } from '#domain/journal/views.ts';
import type { Language, Texts } from '#domain/language.ts';
import type { Paise } from '#domain/money.ts';
import { assert, type Failure } from '#domain/result.ts';
import type { PaperWidth } from '#domain/receipt/paper.ts';
import type { Instant } from '#domain/time.ts';
import type { JournalCheckSnapshot, PrinterCondition, SyncSnapshot } from '#contract/snapshot.ts';
import type { Trust } from '#protocol/trust.ts';
import type { ClockReading } from '#terminal/journal/clock.ts';
import type { Recorder } from '#terminal/journal/recorder.ts';
import type { JournalStore } from '#terminal/ports/journal-store.ts';
import type { Printer } from '#terminal/ports/printer.ts';
import type {
  Clock,
  Crypto,
  Log,
  PinHasher,
  Random,
  Signer,
  Timers,
} from '#terminal/ports/system.ts';
import type { Backup } from '#terminal/ports/backup.ts';
import type { Custody } from '#terminal/ports/custody.ts';
import type { Exchange } from '#terminal/ports/exchange.ts';
import type { FingerPorts, Session } from '#terminal/fingers/session.ts';
import type { KeyRing } from '#terminal/ports/key-store.ts';
import type { SyncTransport } from '#terminal/ports/sync-transport.ts';
import type { TemplateVault } from '#terminal/ports/vault.ts';
import type { CounterSettings, OfficeSettings, StaffMember } from '#terminal/settings.ts';
import type { TariffShelf } from '#terminal/tariffs.ts';

export interface TerminalPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly signer: Signer;
  readonly crypto: Crypto;
  readonly pins: PinHasher;
  readonly timers: Timers;
  readonly log: Log;
  readonly store: JournalStore;
  readonly printer: Printer;
  readonly transport: SyncTransport;
  readonly paper: PaperWidth;
  /** Named in the journal's first entry. */
  readonly softwareVersion: string;
  /** The counter's keys where they can be replaced; `signer` is then the one in use. */
  readonly keyRing?: KeyRing;
  /** What is kept about the journal outside its file. */
  readonly custody?: Custody;
  /** Sticks and folders that files are taken to HQ by. */
  readonly exchange?: Exchange;
  readonly backup?: Backup;
  /** Ends the service, to be started again by whoever supervises it. */
  readonly restart?: () => void;
  /** The office's keys for fingerprints; absent: nothing of fingerprints works here. */
  readonly vault?: TemplateVault;
  /** The scanner and what compares; absent where none is configured. */
  readonly fingers?: FingerPorts;
  /** Why the journal could not be opened: `store` is then an empty one in its place. */
  readonly damage?: Failure;
}

/** A code is asked for again after a restart; HQ answers the same order. */
export interface UpiMemory {
  /** The checked code that may be shown. */
  code: { readonly chargeId: string; readonly link: string } | null;
  /** Why the last asking brought no code. */
  failure: { readonly chargeId: string; readonly failure: Failure } | null;
  /** The charge whose code is being asked for. */
  asking: string | null;
}

/** What a citizen without a phone is asked on their own screen (M17); the answer is kept nowhere. */
export interface Question {
  readonly receiptNumber: ReceiptNumber;
  readonly language: Language;
  readonly office: Texts;
  readonly service: Texts;
  readonly chargedPaise: Paise;
  readonly state: 'asked' | 'unheard' | 'thanked';
  /** Monotonic. */
  readonly untilMs: number;
}

/** Kept in memory alone: losing it loses nothing that was promised. */
export interface Memory {
  /** Previews since the last quote: only counted. */
  previews: number;
  /** Monotonic time of the citizen display's last sign of life. */
  displaySeenMs: number | null;
  printer: { condition: PrinterCondition; failure: Failure | null };
  /** The job that the printer has in hand. */
  printing: PrintJobId | null;
  /** The disk is nearly full, or full. */
  disk: Failure | null;
  /** The clock was moved: said until HQ has told the time again. */
  clock: Failure | null;
  /** What the clocks said at the last look. */
  reading: ClockReading | null;
  /** Set where the journal could not be verified or written for good: nothing is charged. */
  stopped: Failure | null;
  /** The second copy of the journal could not be made. */
  backup: Failure | null;
  /** One is being made now. */
  backingUp: boolean;
  /** The full check of the journal that runs, or how the last one ended. */
  check: JournalCheckSnapshot | null;
  /** Paying by UPI, as far as the journal need not know it. */
  readonly upi: UpiMemory;
  /** How often damaged views were made again since the start. */
  mends: number;
  /** Monotonic time of the last command from the clerk's screen. */
  lastCommandMs: number;
  /** The screen was left by a restart, and the disk has not taken the word of it yet. */
  lockDue: boolean;
  /** Monotonic time of the last wrong PIN, or of the start. */
  pinFailedMs: number;
  proof: FingerProof | null;
  /** Why the scanner that is plugged in cannot be used. */
  scanner: Failure | null;
  /** Somebody's finger is being read. */
  session: Session | null;
  /** A one-time code that was sent, until it is used. */
  code: SentCode | null;
  /** Whose templates the comparing thread has, by enrolment: the hash of what is sealed. */
  gallery: Map<string, string>;
  /** Monotonic: when it was searched last. */
  gallerySearchedMs: number;
  /** The feed's cursor when the office's keys were last looked at. */
  keysAt: number;
  /** Monotonic time of the last look for templates whose time has passed. */
  retentionMs: number;
  /** Until when the citizen's screen keeps showing the last payment; monotonic. */
  paidShownUntilMs: number;
  question: Question | null;
}

/** A code that HQ sent to a visit's number (FP23). */
export interface SentCode {
  readonly visitId: VisitId;
  readonly codeId: string;
  readonly validUntil: Instant;
}

/** What a manager's matched finger gave: good for one act, once (FP20). */
export interface FingerProof {
  readonly token: string;
  readonly approverId: StaffId;
  readonly act: StepUpAct;
  /** Who was signed in, if anybody. */
  readonly staffId: StaffId | null;
  /** Monotonic. */
  readonly untilMs: number;
}

export interface Context {
  readonly ports: TerminalPorts;
  /** The only way into the journal. There is none before enrolment. */
  recorder(): Recorder;
  readonly memory: Memory;
  /** Null before enrolment. */
  counter(): CounterSettings | null;
  office(): OfficeSettings | null;
  roster(): readonly StaffMember[];
  tariffs(): TariffShelf;
  sync(): SyncSnapshot;
  /** Whom to believe; null before enrolment. */
  trust(): Trust | null;
  /** Effective time: never below the last journaled or server time (P1). */
  now(): Instant;
  /** Queued paper is there: the print worker looks. Never waits. */
  printSoon(): void;
  /** Asks HQ for the code of a charge that is journaled as requested. Never waits. */
  askUpi(chargeId: string): void;
  /** Opens the cash drawer. Never waits; a drawer that stays shut is opened with its key. */
  openDrawer(): void;
  /** Reads the settings again: the feed or the enrolment has changed them. */
  reload(): void;
  /** Begins a second copy of the journal where none is being made. Never waits. */
  backUpSoon(): void;
  /** Views were made again from the journal: it is looked at whole, and screens are told. */
  viewsMended(): void;
  /** Something that a screen shows has changed. */
  changed(): void;
}

export const here = (context: Context): PresenceView => presence(context.ports.store.read);

/** The counter's settings where a command needs them and the gate has made sure of them. */
export function counterOf(context: Context): CounterSettings {
  const counter = context.counter();
  assert(counter !== null, 'the gate lets no command through before enrolment');
  return counter;
}

export function officeOf(context: Context): OfficeSettings {
  const office = context.office();
  assert(office !== null, 'the gate lets no command through before the office is known');
  return office;
}

export function shiftOf(context: Context): ShiftView {
  const { shiftId } = here(context);
  const shift = shiftId === null ? undefined : context.ports.store.read.view('shift', shiftId);
  assert(shift !== undefined, 'the gate lets no charge through without a shift');
  return shift;
}
