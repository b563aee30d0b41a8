/** The books of a made-up office, kept in memory from its entries and facts as HQ keeps them in tables. */
import type { BookRow } from '#domain/deposits/books.ts';
import type { Entry } from '#domain/journal/kinds.ts';
import { chartAccount } from '#domain/ledger/chart.ts';
import { officePostingsOf, type MoneyFact } from '#domain/ledger/office-postings.ts';
import { postingsOf, tenderOf, type Posting } from '#domain/ledger/postings.ts';
import type { IsoDate } from '#domain/time.ts';

type Place = Omit<BookRow, 'account' | 'amountPaise'>;

export class OfficeLedger {
  readonly balances = new Map<string, number>();
  readonly rows: BookRow[] = [];

  /** Throws where an entry's postings are no double entry, or of no known account. */
  #post(postings: readonly Posting[], place: Place): void {
    let total = 0;
    for (const { account, amountPaise } of postings) {
      if (chartAccount(account) === null) throw new Error(`no chart knows ${account}`);
      total += amountPaise;
      this.balances.set(account, this.of(account) + amountPaise);
      this.rows.push({ ...place, account, amountPaise });
    }
    if (total !== 0) throw new Error(`${place.kind} moves ${total} out of nothing`);
  }

  post(entry: Entry): void {
    const { counterId, shiftId, businessDate, kind, seq: firstSeq } = entry;
    const place = { counterId, shiftId: shiftId ?? '', businessDate, kind, firstSeq };
    this.#post(postingsOf(entry), { ...place, tender: tenderOf(entry) });
  }

  postFact(fact: MoneyFact, businessDate: IsoDate): void {
    const place = { counterId: '', shiftId: '', businessDate, kind: fact.kind, firstSeq: 0 };
    this.#post(officePostingsOf(fact), { ...place, tender: 'office' });
  }

  of = (account: string): number => this.balances.get(account) ?? 0;
  sumOf = (prefix: string): number =>
    [...this.balances]
      .filter(([account]) => account.startsWith(prefix))
      .reduce((total, [, amount]) => total + amount, 0);
}
