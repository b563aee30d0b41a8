/**
 * Names of things, branded so that one is never passed for another. All are plain text that a person
 * can read aloud; none is a database row number.
 */
declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** `KA-BLR-01`: an office, as HQ registers it. */
export type OfficeId = Id<'office'>;
/** `KA-BLR-01-C3`: one counter of an office, for one device and one journal, for ever. */
export type CounterId = Id<'counter'>;
/** `S1042`: a member of staff. */
export type StaffId = Id<'staff'>;
/** First 16 hex digits of the SHA-256 of a raw Ed25519 public key. */
export type KeyId = Id<'key'>;
/** `KA-BLR-01-C3-S7`: the n-th shift of a counter. */
export type ShiftId = Id<'shift'>;
/** `KA-BLR-01-C3-Q412`: the n-th quote of a counter. */
export type QuoteId = Id<'quote'>;
/** `KA-BLR-01-C3-V9`: one citizen's visit, holding one or more quotes. */
export type VisitId = Id<'visit'>;
/** `KA-BLR-01-C3-T88`: one act of paying. */
export type TenderId = Id<'tender'>;
/** `KA-BLR-01-C3/2627/000042`: gapless in a counter and a financial year. */
export type ReceiptNumber = Id<'receipt'>;
/** `KA-BLR-01-C3-P17`: a print job. */
export type PrintJobId = Id<'print-job'>;
/** 32 lower-case hex digits of randomness: names personal data kept apart from the journal. */
export type PrivateRef = Id<'private'>;
/** 64 lower-case hex digits of SHA-256. */
export type Hash = Id<'hash'>;

const OFFICE = /^[A-Z]{2}-[A-Z0-9]{2,6}-\d{2,4}$/;
const COUNTER = /^[A-Z]{2}-[A-Z0-9]{2,6}-\d{2,4}-[CT]\d{1,3}$/;
const STAFF = /^S\d{3,8}$/;
const RECEIPT = /^[A-Z]{2}-[A-Z0-9]{2,6}-\d{2,4}-[CT]\d{1,3}\/\d{4}\/\d{6,9}$/;

export const isOfficeId = (text: string): text is OfficeId => OFFICE.test(text);
export const isCounterId = (text: string): text is CounterId => COUNTER.test(text);
export const isStaffId = (text: string): text is StaffId => STAFF.test(text);
export const isReceiptNumber = (text: string): text is ReceiptNumber => RECEIPT.test(text);
export const isHash = (text: string): text is Hash => /^[0-9a-f]{64}$/.test(text);

/** The hash that the first entry of a chain names as the one before it. */
export const GENESIS_HASH = '0'.repeat(64) as Hash;

/** A training counter is another identity (`…-T1`), never a switch in a live shift. */
export const isTrainingCounter = (counterId: CounterId): boolean =>
  counterId.includes('-T') && /-T\d+$/.test(counterId);

export const officeOfCounter = (counterId: CounterId): OfficeId =>
  counterId.slice(0, counterId.lastIndexOf('-')) as OfficeId;

export const shiftId = (counterId: CounterId, n: number): ShiftId =>
  `${counterId}-S${n}` as ShiftId;
export const quoteId = (counterId: CounterId, n: number): QuoteId =>
  `${counterId}-Q${n}` as QuoteId;
export const visitId = (counterId: CounterId, n: number): VisitId =>
  `${counterId}-V${n}` as VisitId;
export const tenderId = (counterId: CounterId, n: number): TenderId =>
  `${counterId}-T${n}` as TenderId;
export const printJobId = (counterId: CounterId, n: number): PrintJobId =>
  `${counterId}-P${n}` as PrintJobId;

/** `KA-BLR-01-C3-D4`: the n-th drop out of a counter's drawers. */
export const dropId = (counterId: CounterId, n: number): string => `${counterId}-D${n}`;
/** `KA-BLR-01-C3-O2`: the n-th slip for change that a counter owes. */
export const slipId = (counterId: CounterId, n: number): string => `${counterId}-O${n}`;
/** `KA-BLR-01-C3-N2`: the n-th count that was ordered at a counter. */
export const countId = (counterId: CounterId, n: number): string => `${counterId}-N${n}`;
/** `KA-BLR-01-C3-I4`: the n-th cheque or demand draft that a counter took. */
export const instrumentId = (counterId: CounterId, n: number): string => `${counterId}-I${n}`;
/** `KA-BLR-01-C3-E1`: the n-th payment certificate of a counter. */
export const certificateNumber = (counterId: CounterId, n: number): string => `${counterId}-E${n}`;

/** `financialYear` as `2627`. */
export const receiptNumber = (
  counterId: CounterId,
  of: { readonly financialYear: string; readonly n: number },
): ReceiptNumber =>
  `${counterId}/${of.financialYear}/${of.n.toString().padStart(6, '0')}` as ReceiptNumber;
