/** What the facts of an office's desk change in the tables: days, cash on its way, leaves and cheques. */
import { istDate, type Instant, type IsoDate } from '#domain/time.ts';
import type { OfficeFact } from '#protocol/office-chain.ts';
import type { Writer } from './database.ts';
import {
  applyDepositAccepted,
  applyDepositCarried,
  applyDepositPrepared,
  applyDepositReturned,
} from './deposits.ts';
import { applyDishonoured, applyRealised } from './instruments.ts';
import { applyBookIssued, changeBook } from './leaf-books.ts';
import { applyChecked, applyClosed, applyPrepared, applySupplemented } from './office-days.ts';
import { applyRemittanceEnd, applyRemittancePrepared } from './remittances.ts';

interface Applied<Kind extends OfficeFact['kind']> {
  readonly officeId: string;
  readonly at: Instant;
  readonly seq: number;
  readonly bookDate: IsoDate | null;
  readonly fact: Extract<OfficeFact, { kind: Kind }>;
}

export function applyToDay(
  writer: Writer,
  of: Applied<'day.prepared' | 'day.closed' | 'day.supplemented' | 'day.checked'>,
): Promise<void> {
  const { fact } = of;
  switch (fact.kind) {
    case 'day.prepared':
      return applyPrepared(writer, of, fact.body);
    case 'day.closed':
      return applyClosed(writer, of, fact.body);
    case 'day.supplemented':
      return applySupplemented(writer, of, fact.body);
    case 'day.checked':
      return applyChecked(writer, of, fact.body);
  }
}

export function applyToCash(
  writer: Writer,
  of: Applied<
    | 'deposit.prepared'
    | 'deposit.carried'
    | 'deposit.accepted'
    | 'deposit.returned'
    | 'remittance.prepared'
    | 'remittance.withdrawn'
    | 'treasury.remitted'
  >,
): Promise<void> {
  const { fact, officeId, at } = of;
  const on = { officeId, at, bookDate: of.bookDate ?? istDate(at) };
  switch (fact.kind) {
    case 'deposit.prepared':
      return applyDepositPrepared(writer, on, fact.body);
    case 'deposit.carried':
      return applyDepositCarried(writer, on, fact.body);
    case 'deposit.accepted':
      return applyDepositAccepted(writer, on, fact.body);
    case 'deposit.returned':
      return applyDepositReturned(writer, on, fact.body);
    case 'remittance.prepared':
      return applyRemittancePrepared(writer, of, fact.body);
    case 'remittance.withdrawn':
      return applyRemittanceEnd(writer, of, { ...fact.body, state: 'withdrawn' });
    case 'treasury.remitted':
      return applyRemittanceEnd(writer, of, { ...fact.body, state: 'remitted' });
  }
}

export function applyToPapers(
  writer: Writer,
  of: Applied<
    | 'leaf_book.issued'
    | 'leaf_book.handed'
    | 'leaf_book.counted'
    | 'leaf_book.closed'
    | 'cheque.realised'
    | 'cheque.dishonoured'
  >,
): Promise<void> {
  const { fact } = of;
  switch (fact.kind) {
    case 'leaf_book.issued':
      return applyBookIssued(writer, of, fact.body);
    case 'leaf_book.handed': {
      const { bookId, custodian, nextLeaf } = fact.body;
      return changeBook(writer, { ...of, bookId }, { custodian, counted_next: nextLeaf });
    }
    case 'leaf_book.counted': {
      const { bookId, nextLeaf } = fact.body;
      return changeBook(writer, { ...of, bookId }, { counted_next: nextLeaf });
    }
    case 'leaf_book.closed': {
      const { bookId, words } = fact.body;
      return changeBook(writer, { ...of, bookId }, { is_closed: 1, words, custodian: null });
    }
    case 'cheque.realised':
      return applyRealised(writer, of, fact.body);
    case 'cheque.dishonoured':
      return applyDishonoured(writer, of, fact.body);
  }
}
