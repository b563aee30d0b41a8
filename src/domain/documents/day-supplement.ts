/** A supplement to a closed day: what arrived for it afterwards, and what that adds to its figures. */
import type { DayDeltas } from '#domain/day/document.ts';
import { chartAccount } from '#domain/ledger/chart.ts';
import type { IsoDate } from '#domain/time.ts';
import { headTable, serviceTable, tenderTable, type DaySigned } from './day-close.ts';
import { tableOf, type FormBody } from './form.ts';
import { t, WORDS } from './words.ts';

export interface DaySupplement {
  readonly officeId: string;
  readonly date: IsoDate;
  /** 1, 2, … of that day. */
  readonly number: number;
  readonly deltas: DayDeltas;
  readonly signed: DaySigned;
}

export function daySupplementForm(of: DaySupplement): FormBody {
  const { deltas, signed } = of;
  return {
    kind: 'day-supplement',
    subject: `${of.officeId}-${of.date}-${of.number}`,
    isWide: true,
    isTraining: false,
    blocks: [
      {
        kind: 'facts',
        id: 'supplement',
        facts: [
          { id: 'date', label: WORDS.businessDate, type: 'date', value: of.date },
          { id: 'number', label: t('Supplement', 'अनुपूरक'), type: 'count', value: of.number },
          { id: 'signedAt', label: t('Made', 'बनाया गया'), type: 'moment', value: signed.at },
          {
            id: 'entry',
            label: t('Signed entry', 'हस्ताक्षरित प्रविष्टि'),
            type: 'count',
            value: signed.seq,
          },
          { id: 'hash', label: t('Its hash', 'उसका हैश'), type: 'text', value: signed.hash },
        ],
      },
      tableOf({
        id: 'counters',
        title: t('What arrived', 'क्या प्राप्त हुआ'),
        columns: [
          { id: 'counter', title: WORDS.counter, type: 'code' },
          { id: 'from', title: t('From entry', 'प्रविष्टि से'), type: 'count' },
          { id: 'through', title: t('To entry', 'प्रविष्टि तक'), type: 'count' },
          { id: 'head', title: t('Hash of the last', 'अंतिम का हैश'), type: 'text' },
        ],
        rows: deltas.counters.map((it) => [it.counterId, it.fromSeq, it.throughSeq, it.headHash]),
      }),
      tenderTable(deltas.byTender),
      headTable(deltas.byHead),
      serviceTable(deltas.byService),
      tableOf({
        id: 'accounts',
        title: t('Accounts moved', 'बदले खाते'),
        columns: [
          { id: 'account', title: t('Account', 'खाता'), type: 'code' },
          { id: 'name', title: WORDS.particulars, type: 'text' },
          { id: 'moved', title: WORDS.amount, type: 'amount', isSummed: true },
        ],
        rows: deltas.accounts.map((it) => [
          it.account,
          chartAccount(it.account)?.texts ?? it.account,
          it.movedPaise,
        ]),
      }),
      {
        kind: 'signatures',
        id: 'signed',
        boxes: [{ id: 'manager', role: WORDS.manager, name: null }],
      },
    ],
  };
}
