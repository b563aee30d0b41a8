/** The register of cheques and drafts received, as form GAR-5 rules it. Never whose they are by name. */
import type { InstrumentKind } from '#domain/journal/instrument-kinds.ts';
import type { Texts } from '#domain/language.ts';
import { sum, type Paise } from '#domain/money.ts';
import type { IsoDate } from '#domain/time.ts';
import { tableOf, type FormBody } from './form.ts';
import { t, WORDS } from './words.ts';

export const INSTRUMENT_STATES = ['received', 'realised', 'dishonoured'] as const;
export type InstrumentState = (typeof INSTRUMENT_STATES)[number];

export interface InstrumentLine {
  readonly receivedOn: IsoDate;
  /** Number of the provisional acknowledgement. */
  readonly instrumentId: string;
  readonly instrument: InstrumentKind;
  readonly number: string;
  readonly bank: string;
  readonly drawnOn: IsoDate;
  readonly amountPaise: Paise;
  readonly state: InstrumentState;
  readonly bankReference: string | null;
  readonly endedOn: IsoDate | null;
  /** Issued when the money had come. */
  readonly receiptNumbers: readonly string[];
}

export interface ChequeRegister {
  readonly officeId: string;
  /** `2026-11`: in which they were received. */
  readonly month: string;
  readonly lines: readonly InstrumentLine[];
}

const INSTRUMENT_WORDS: Readonly<Record<InstrumentKind, Texts>> = {
  cheque: t('Cheque', 'चेक'),
  demand_draft: t('Demand draft', 'डिमांड ड्राफ़्ट'),
};

const STATE_WORDS: Readonly<Record<InstrumentState, Texts>> = {
  received: t('In hand', 'हाथ में'),
  realised: t('Credited by the bank', 'बैंक ने जमा किया'),
  dishonoured: t('Dishonoured', 'अनादृत'),
};

const registerTable = (register: ChequeRegister) =>
  tableOf({
    id: 'register',
    title: null,
    columns: [
      { id: 'n', title: t('Sl. No.', 'क्र.सं.'), type: 'count' },
      { id: 'receivedOn', title: t('Date of receipt', 'प्राप्ति दिनांक'), type: 'date' },
      { id: 'instrumentId', title: t('Acknowledgement', 'पावती'), type: 'code' },
      { id: 'instrument', title: t('Nature', 'प्रकार'), type: 'text' },
      { id: 'number', title: t('Number', 'संख्या'), type: 'text' },
      { id: 'drawnOn', title: t('Dated', 'तिथि'), type: 'date' },
      { id: 'bank', title: t('Drawn on', 'किस बैंक पर'), type: 'text', weight: 2 },
      { id: 'amount', title: WORDS.amount, type: 'amount', isSummed: true },
      { id: 'state', title: t('How disposed of', 'निपटान'), type: 'text' },
      { id: 'reference', title: t("Bank's reference", 'बैंक संदर्भ'), type: 'text' },
      { id: 'endedOn', title: t('Date of credit or return', 'जमा या वापसी दिनांक'), type: 'date' },
      { id: 'receipts', title: WORDS.receiptNumber, type: 'text', weight: 2 },
    ],
    rows: register.lines.map((it, at) => [
      at + 1,
      it.receivedOn,
      it.instrumentId,
      INSTRUMENT_WORDS[it.instrument],
      it.number,
      it.drawnOn,
      it.bank,
      it.amountPaise,
      STATE_WORDS[it.state],
      it.bankReference,
      it.endedOn,
      it.receiptNumbers.join(', '),
    ]),
  });

const stateTable = (register: ChequeRegister) =>
  tableOf({
    id: 'states',
    title: t('By what became of them', 'निपटान के अनुसार'),
    columns: [
      { id: 'state', title: t('How disposed of', 'निपटान'), type: 'text' },
      { id: 'number', title: t('Instruments', 'संख्या'), type: 'count', isSummed: true },
      { id: 'amount', title: WORDS.amount, type: 'amount', isSummed: true },
    ],
    rows: INSTRUMENT_STATES.map((state) => {
      const lines = register.lines.filter((it) => it.state === state);
      return [STATE_WORDS[state], lines.length, sum(lines.map((it) => it.amountPaise))];
    }),
  });

export function chequeRegisterForm(register: ChequeRegister): FormBody {
  return {
    kind: 'cheque-register',
    subject: `${register.officeId}-${register.month}`,
    isWide: true,
    isTraining: false,
    blocks: [
      {
        kind: 'facts',
        id: 'period',
        facts: [{ id: 'month', label: WORDS.month, type: 'text', value: register.month }],
      },
      registerTable(register),
      stateTable(register),
      {
        kind: 'signatures',
        id: 'signed',
        boxes: [{ id: 'manager', role: WORDS.manager, name: null }],
      },
    ],
  };
}
