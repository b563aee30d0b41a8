/** The manager's page's line to the sync server: what it reads, by address. */
import type { IsoDate } from '#domain/time.ts';
import type {
  ExpectedSettlements,
  Deposits,
  Remittances,
  Safe,
} from '#server/api/office-cash-contract.ts';
import type {
  ClosedDay,
  DayAtGlance,
  DayClosing,
  Days,
  OfficeSession,
} from '#server/api/office-contract.ts';
import type {
  CashBook,
  Cheques,
  LeafBooks,
  MonthFigures,
  ReceiptRegister,
} from '#server/api/office-registers-contract.ts';
import type { Answer, Line } from '#server/web/line.ts';

export interface OfficeReads {
  readonly session: () => Promise<Answer<OfficeSession>>;
  readonly days: (from: IsoDate, until: IsoDate) => Promise<Answer<Days>>;
  readonly day: (date: IsoDate) => Promise<Answer<DayAtGlance>>;
  readonly closing: (date: IsoDate) => Promise<Answer<DayClosing>>;
  readonly closed: (date: IsoDate) => Promise<Answer<ClosedDay>>;
  readonly safe: () => Promise<Answer<Safe>>;
  readonly deposits: () => Promise<Answer<Deposits>>;
  readonly settlements: () => Promise<Answer<ExpectedSettlements>>;
  readonly remittances: () => Promise<Answer<Remittances>>;
  readonly leafBooks: () => Promise<Answer<LeafBooks>>;
  readonly cheques: () => Promise<Answer<Cheques>>;
  readonly cashBook: (month: string) => Promise<Answer<CashBook>>;
  readonly receipts: (date: IsoDate) => Promise<Answer<ReceiptRegister>>;
  readonly month: (month: string) => Promise<Answer<MonthFigures>>;
}

export const readsOf = ({ read }: Pick<Line, 'read'>): OfficeReads => ({
  session: () => read('session'),
  days: (from, until) => read(`days?from=${from}&until=${until}`),
  day: (date) => read(`days/${date}`),
  closing: (date) => read(`days/${date}/close`),
  closed: (date) => read(`days/${date}/document`),
  safe: () => read('safe'),
  deposits: () => read('deposits'),
  settlements: () => read('settlements'),
  remittances: () => read('remittances'),
  leafBooks: () => read('leaf-books'),
  cheques: () => read('cheques'),
  cashBook: (month) => read(`cash-book?month=${month}`),
  receipts: (date) => read(`receipts?date=${date}`),
  month: (month) => read(`month?month=${month}`),
});
