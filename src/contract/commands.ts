/**
 * Every command that a screen can give, as one value: name to input. What is not in a strict object
 * is refused, and an input that names an amount where a charge is computed is refused by its own
 * code (P1). Answers cross as `Result`; exceptions never cross.
 */
import { z } from 'zod';

import { CERTIFICATE_REASONS, NOTE_ENDS, NOTE_FAULTS } from '#domain/journal/cash-kinds.ts';
import { FALLBACK_REASONS, STEP_UP_ACTS } from '#domain/journal/finger-kinds.ts';
import { INSTRUMENT_KINDS } from '#domain/journal/instrument-kinds.ts';
import { LEAF_FAULTS } from '#domain/journal/leaf-kinds.ts';
import { LAPSE_REASONS, REVERSAL_REASONS } from '#domain/journal/kinds.ts';

import { CITIZEN_ANSWERS } from './ask.ts';
import * as v from './values.ts';

const none = z.strictObject({});

/** What is to be charged: a service and facts. There is no amount, and there is no place for one. */
const item = {
  serviceCode: v.serviceCode,
  facts: v.factValues,
};

const approval = {
  /** The manager who stands beside the clerk: never the clerk. */
  approverId: v.staffId,
  /** One of the two: the manager's PIN, or what their matched finger gave (`stepUpByFinger`). */
  approverPin: v.pin.optional(),
  approverProof: v.fingerProof.optional(),
};

/** Which leaf; `unknownBook`: keyed though HQ has told of no such book. */
const onLeaf = {
  leaf: z.strictObject({ bookId: v.bookId, leafNumber: v.leafNumber }),
  unknownBook: z.boolean().optional(),
};

/** A sealed drawer, and its seal as it is read on it. */
const sealFound = z.strictObject({
  shiftId: v.shiftId,
  sealNumber: v.sealNumber,
  intact: z.boolean(),
});

export const COMMANDS = {
  /** First start: the one-time code from HQ. */
  enrol: z.strictObject({ code: z.string().trim().min(8).max(40) }),
  signIn: z.strictObject({ staffId: v.staffId, pin: v.pin }),
  signOut: none,
  lock: none,
  unlock: z.strictObject({ pin: v.pin }),
  /** With what was looked at before: paper, the citizen's display, the account date. */
  openShift: z.strictObject({
    float: v.cashCount,
    personalCashPaise: v.cashPaise,
    paper: z.enum(['whole', 'missing']),
    display: z.enum(['seen', 'missing']),
    businessDate: v.date,
  }),
  /** Blind: the expected figure is answered only after the count is in. */
  closeShift: z.strictObject({
    count: v.cashCount,
    varianceReason: z.string().trim().max(200).optional(),
  }),
  /** Prices without recording: only counted. */
  preview: z.strictObject(item),
  /** Journals a signed quote, adds it to the visit, and shows it to the citizen. */
  quote: z.strictObject({
    ...item,
    citizen: v.citizen,
    /** Needed where a fact waives a fee at discretion: a second person. */
    approval: z.strictObject(approval).optional(),
  }),
  /** One key after a quote has expired: the same service and facts, priced again now. */
  requote: z.strictObject({ quoteId: v.quoteId }),
  /** A quote ends without money. */
  lapse: z.strictObject({ quoteId: v.quoteId, reason: z.enum(LAPSE_REASONS) }),
  hold: none,
  resume: z.strictObject({ visitId: v.visitId }),
  /** Takes cash for every quote of the visit; `givenPaise` is what the citizen handed over. */
  takeCash: z.strictObject({ visitId: v.visitId, givenPaise: v.cashPaise }),
  /** Asks for a UPI code for every quote of the visit; repeated, it shows the same one again. */
  payByUpi: z.strictObject({ visitId: v.visitId }),
  /** Sends the citizen a payment link by SMS; they go with a slip. */
  payByLink: z.strictObject({ visitId: v.visitId }),
  /** Hides the code: cash instead, or another service more. */
  stopUpi: z.strictObject({ visitId: v.visitId }),
  /** Nobody knows yet whether the citizen has paid: they go with a slip. */
  setUpiAside: z.strictObject({ visitId: v.visitId }),
  /** What became of a slip, at any counter of the office. */
  findUpi: z.strictObject({
    slip: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z0-9-]{8,45}$/),
  }),
  /** Asks a citizen without a phone, on their own screen, about a receipt: its number or its square. */
  askCitizen: z.strictObject({ receipt: z.string().trim().min(8).max(2000) }),
  /** Takes the question off the citizen's screen. */
  endAsk: none,
  printAgain: z.strictObject({ jobId: v.printJobId }),
  /** The paper came out after all. */
  confirmPrinted: z.strictObject({ jobId: v.printJobId }),
  /** Reads a receipt's QR and says what this counter knows of it. */
  checkReceipt: z.strictObject({ qr: z.string().min(16).max(2000) }),
  reverse: z.strictObject({
    qr: z.string().min(16).max(2000),
    reason: z.enum(REVERSAL_REASONS),
    ...approval,
  }),
  /** A wrong service: reversal and new charge, linked; only the difference moves. */
  correct: z.strictObject({
    qr: z.string().min(16).max(2000),
    ...item,
    /** Cash given where the new fee is higher; 0 where it is lower and cash goes back. */
    givenPaise: v.cashPaise,
    ...approval,
  }),
  /** Cash out of the drawer, in a sealed bag, to the manager. */
  dropCash: z.strictObject({ count: v.cashCount, bagNumber: v.sealNumber, ...approval }),
  /** Notes for coins from the safe: both sides are worth the same. */
  exchangeCash: z.strictObject({ out: v.cashCount, in: v.cashCount, ...approval }),
  /** Change that the drawer cannot give: the citizen gets a slip for it. */
  oweChange: z.strictObject({ receiptNumber: v.receiptNumber, owedPaise: v.cashPaise }),
  /** A slip is paid, once, at the counter that wrote it. */
  giveChange: z.strictObject({ slipId: v.slipId }),
  /** A note or coin that was not taken. No money has moved. */
  refuseNote: z.strictObject({
    denominationPaise: v.denominationPaise,
    fault: z.enum(NOTE_FAULTS),
    end: z.enum(NOTE_ENDS),
    serial: z.string().trim().max(20).optional(),
  }),
  /** The clerk leaves: the drawer is sealed, and another may open a shift here. */
  suspendShift: z.strictObject({ sealNumber: v.sealNumber }),
  resumeShift: sealFound,
  /** From one clerk to the next: both count, and the next one's PIN accepts it. */
  handOver: z.strictObject({
    count: v.cashCount,
    varianceReason: v.reasonText.optional(),
    toStaffId: v.staffId,
    toPin: v.pin,
    toCount: v.cashCount,
    personalCashPaise: v.cashPaise,
  }),
  /** A manager closes the shift of a clerk who is not there, open or left sealed. */
  closeForAbsent: z.strictObject({
    count: v.cashCount,
    reason: v.reasonText,
    sealed: sealFound.optional(),
    ...approval,
  }),
  /** A manager wants the drawer counted at the next idle moment. */
  orderCount: z.strictObject(approval),
  /** Blind, before a witness. */
  takeCount: z.strictObject({ countId: v.countId, count: v.cashCount, ...approval }),
  /** A lost receipt: a numbered certificate in its place, once. */
  certify: z.strictObject({
    receiptNumber: v.receiptNumber,
    reason: z.enum(CERTIFICATE_REASONS),
    ...approval,
  }),
  /** A count that was asked for is put off until the next idle moment. */
  putOffCount: z.strictObject({ countId: v.countId }),
  /** A cheque or demand draft for every quote of the visit: it is made out for their total. */
  takeInstrument: z.strictObject({
    visitId: v.visitId,
    instrument: z.enum(INSTRUMENT_KINDS),
    number: z.string().regex(/^\d{6}$/),
    bank: v.bankName,
    drawnOn: v.date,
  }),
  /** What was written on a leaf of the contingency book; `collectedPaise` is cash, never the charge. */
  keyLeaf: z.strictObject({
    ...onLeaf,
    ...item,
    writtenAt: v.instant,
    writtenBy: v.staffId,
    citizen: v.citizen,
    collectedPaise: v.cashPaise,
    approval: z.strictObject(approval).optional(),
  }),
  /** What it should have cost when it was written. */
  previewLeaf: z.strictObject({ ...item, writtenAt: v.instant }),
  /** A leaf that nobody was given. */
  spoilLeaf: z.strictObject({ ...onLeaf, fault: z.enum(LEAF_FAULTS), ...approval }),
  noSale: none,
  xReport: z.strictObject({ print: z.boolean() }),
  testPrint: none,
  findServices: z.strictObject({ text: z.string().max(80), language: v.language }),
  /** The facts that a service asks for, with labels. */
  describeService: z.strictObject({ serviceCode: v.serviceCode }),
  /** Begins the full check of the journal; the snapshot says how far it is. */
  verifyJournal: none,
  /** Sticks and folders that are there now. */
  exchangePlaces: none,
  /** Entries for HQ onto a stick. */
  exportSync: z.strictObject({ placeId: v.placeId, ...approval }),
  /** Acknowledgements and feed from a stick. */
  importSync: z.strictObject({ placeId: v.placeId, ...approval }),
  /** This machine's journal, second copy and keys, for a manager. */
  describeCounter: none,
  /** Begins a second copy of the journal; `describeCounter` says how it went. */
  backUpNow: none,
  /** At a counter that could not be opened: the service is started again and looks once more. */
  openAgain: none,
  /** At a counter that stands still: what is good of its journal, onto a stick. */
  saveGood: z.strictObject({ placeId: v.placeId }),
  /** At a counter that stands still: puts its journal aside, to be enrolled anew. */
  startAnew: none,
  /** Whether a citizen is enrolled here, by the office's number for them. */
  findEnrolment: z.strictObject({ reference: v.citizenReference }),
  /** Opens a session: the consent text is shown first, in the citizen's language. */
  beginEnrolment: z.strictObject({
    reference: v.citizenReference,
    /** Opted into, one by one: services that ask for a finger. */
    services: z.array(v.serviceCode).min(1).max(20),
    language: v.language,
  }),
  /** The same for a member of staff, who shows who they are by PIN. */
  beginStaffEnrolment: z.strictObject({
    staffId: v.staffId,
    pin: v.pin,
    /** In which the consent is read. */
    language: v.language,
  }),
  acceptConsent: none,
  /** Begins the good captures of one finger; the snapshot tells the rest. */
  captureFinger: z.strictObject({ finger: v.finger }),
  finishEnrolment: none,
  /** Ends whatever capture runs, and takes the last outcome off the screen. */
  cancelCapture: none,
  /** Compares the citizen of a visit with who is enrolled under the reference. */
  verifyCitizen: z.strictObject({ visitId: v.visitId, reference: v.citizenReference }),
  /** A one-time code by SMS to the visit's number: only with a line to HQ. */
  sendCode: z.strictObject({ visitId: v.visitId }),
  /** Another way than a finger, with its reason. */
  fallBack: z.discriminatedUnion('way', [
    z.strictObject({
      way: z.literal('otp'),
      visitId: v.visitId,
      reason: z.enum(FALLBACK_REASONS),
      code: z.string().regex(/^\d{6}$/),
    }),
    z.strictObject({
      way: z.literal('manager'),
      visitId: v.visitId,
      reason: z.enum(FALLBACK_REASONS),
      ...approval,
    }),
  ]),
  /** A manager's finger in the place of their PIN, for one act. */
  stepUpByFinger: z.strictObject({ approverId: v.staffId, act: z.enum(STEP_UP_ACTS) }),
  /** What is kept of a citizen's fingers is deleted here, at HQ and at every counter. */
  deleteTemplates: z.strictObject({ reference: v.citizenReference }),
  deleteStaffTemplates: z.strictObject({ staffId: v.staffId, ...approval }),
  /** The citizen's display says that it is there (every two seconds), and how large it is. */
  displayHeartbeat: z.strictObject({ width: z.number().int(), height: z.number().int() }),
  /** What the citizen presses under the question that stands on their screen. */
  displayAnswer: z.strictObject({ answer: z.enum(CITIZEN_ANSWERS) }),
} as const;

export type CommandName = keyof typeof COMMANDS;
export type CommandInput<N extends CommandName> = z.infer<(typeof COMMANDS)[N]>;

/** Asked by a screen by itself while it is shown: nobody pressed a key, and nothing has changed. */
export const LOOKS: ReadonlySet<CommandName> = new Set<CommandName>([
  'displayHeartbeat',
  'describeCounter',
  'exchangePlaces',
]);

/** What a citizen's display may send; everything else is the clerk's. */
export const DISPLAY_COMMANDS: ReadonlySet<CommandName> = new Set<CommandName>([
  'displayHeartbeat',
  'displayAnswer',
]);
