import { describe, expect, it } from 'vitest';

import { cashBookForm } from '#domain/documents/cash-book.ts';
import { formCsv } from '#domain/documents/csv.ts';
import { cellText, tableOf, totalsOf, type FormBody } from '#domain/documents/form.ts';
import { inspectionMemoForm } from '#domain/documents/inspection-memo.ts';
import { formJson } from '#domain/documents/json.ts';
import { monthChecks } from '#domain/documents/month-checklist.ts';
import { issueForm, profileFor } from '#domain/documents/profile.ts';
import { missingNumbers } from '#domain/documents/receipts-register.ts';
import { cashBookOf, closingPaise } from '#domain/ledger/cash-book.ts';
import { paise } from '#domain/money.ts';
import { BugError } from '#domain/result.ts';
import { isoDate } from '#domain/time.ts';
import { documentJson } from '#server/api/documents-contract.ts';
import * as samples from '#tests/testkit/document-samples.ts';

import { BODIES, issued, profiles } from './kit.ts';

const NAMES = Object.keys(BODIES);
const bodyOf = (name: string): FormBody => {
  const make = BODIES[name];
  if (make === undefined) throw new Error(name);
  return make();
};

describe('a form', () => {
  it('DO1 is the same data for the same facts, whoever issues it', () => {
    for (const name of NAMES) expect(bodyOf(name), name).toEqual(bodyOf(name));
  });

  it('DO1 a cell that does not fit its column is a bug of the builder', () => {
    const column = { id: 'cash', title: { en: 'Cash', hi: 'नकद' }, type: 'amount' } as const;
    const make = (cell: number | string) =>
      tableOf({ id: 't', title: null, columns: [column], rows: [[cell]] });
    expect(() => make(0.5)).toThrow(BugError);
    expect(() => make('5')).toThrow(BugError);
    expect(totalsOf(make(5))).toBeNull();
  });

  it('DO2 an amount is grouped as in India with two decimals, and worded in both languages', () => {
    const value = samples.LAKH;
    expect(cellText({ type: 'amount', value }, 'hi')).toBe('1,00,950.50');
    expect(cellText({ type: 'words', value }, 'en')).toBe(
      'Rupees one lakh nine hundred fifty and fifty paise only',
    );
    expect(cellText({ type: 'words', value }, 'hi')).toBe('एक लाख नौ सौ पचास रुपये पचास पैसे मात्र');
    expect(cellText({ type: 'amount', value: paise(-10_095_050) }, 'en')).toBe('-1,00,950.50');
    expect(cellText({ type: 'words', value: paise(-50) }, 'en')).toBe('Minus Paise fifty only');
    expect(cellText({ type: 'amount', value: paise(0) }, 'en')).toBe('0.00');
    expect(cellText({ type: 'count', value: -100_000 }, 'en')).toBe('-1,00,000');
    expect(cellText({ type: 'moment', value: samples.AS_OF }, 'en')).toBe('23-11-2026 11:30');
  });
});

/** What a strict reader of RFC 4180 makes of it. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g,
  )) {
    record.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',') continue;
    records.push(record);
    record = [];
  }
  return records;
}

describe('CSV', () => {
  const register = () => formCsv(issued(bodyOf('cheque-register')), 'en');

  it('DO5 every record is as long as every other, of every document, and each table has its heading', () => {
    for (const name of NAMES) {
      const form = issued(bodyOf(name));
      for (const language of ['en', 'hi'] as const) {
        const text = formCsv(form, language);
        expect(text.startsWith('\uFEFF')).toBe(true);
        const records = parseCsv(text.slice(1));
        expect(new Set(records.map(({ length }) => length)).size, name).toBe(1);
        for (const block of form.blocks) {
          if (block.kind !== 'table') continue;
          const own = records.filter(([first]) => first === block.id);
          expect(own.length, `${name} ${block.id}`).toBe(block.rows.length + 1);
        }
      }
    }
  });

  it('DO5 what a spreadsheet would run is text, and what would break a record is quoted', () => {
    const cells = parseCsv(register().slice(1)).flat();
    expect(cells).toContain("'=SUM(A1:A9)");
    expect(cells).toContain(`'@Bank of "Baroda", Main Road\nKoramangala`);
    expect(cells.filter((cell) => /^\s*[=@+]/.test(cell))).toEqual([]);
  });

  it('DO5 amounts are plain rupees, also where they are negative', () => {
    const records = parseCsv(formCsv(issued(bodyOf('challan')), 'hi').slice(1));
    const amounts = records.filter(([id]) => id === 'heads').map((record) => record[3]);
    expect(amounts).toEqual(['राशि\u00A0(₹)', '-50.00', '100000.50', '1000.00']);
    expect(records.find(([id]) => id === 'heads.total')?.[3]).toBe('100950.50');
  });
});

describe('JSON', () => {
  it('DO6 every document holds to the schema that other programs read it by', () => {
    for (const name of NAMES) {
      const json: unknown = JSON.parse(JSON.stringify(formJson(issued(bodyOf(name)))));
      expect(documentJson.parse(json), name).toEqual(json);
    }
    const json = formJson(issued(bodyOf('challan')));
    const rounded = { ...json, facts: { sum: { totalPaise: 0.5 } } };
    expect(documentJson.safeParse(rounded).success).toBe(false);
    expect(documentJson.safeParse({ ...json, more: 1 }).success).toBe(false);
  });

  it('DO6 amounts are paise under names that say so, and no certificate or signature is in it', () => {
    const json = formJson(issued(bodyOf('challan')));
    expect(json.tables['heads']?.totals).toEqual({ amountPaise: 10_095_050 });
    expect(json.facts['sum']).toEqual({ totalPaise: 10_095_050 });
    expect(JSON.stringify(json)).not.toContain('signed');
    expect(json).toMatchObject({
      format: 'raseed/document/1',
      kind: 'challan',
      asOf: samples.AS_OF,
    });
  });

  it('DO6 the places of every document, as other programs read them', () => {
    const places = NAMES.map((name) => {
      const { facts, tables } = formJson(issued(bodyOf(name)));
      return [
        name,
        Object.fromEntries(
          Object.entries(facts).map(([id, of]) => [id, Object.keys(of).join(' ')]),
        ),
        Object.fromEntries(
          Object.entries(tables).map(([id, { rows }]) => [
            id,
            Object.keys(rows[0] ?? {}).join(' '),
          ]),
        ),
      ];
    });
    expect(places).toMatchSnapshot();
  });
});

describe('profiles of forms', () => {
  it('DO11 an office has its state’s, and every other the general one', () => {
    expect(profileFor('KL-TVM-01', profiles)?.id).toBe('kerala');
    expect(profileFor('KA-BLR-01', profiles)?.id).toBe('central-2022');
  });

  it('DO11 number, title, rule and signers are the profile’s; where rules name no form there is none', () => {
    const body = bodyOf('cash-book');
    const central = issued(body);
    expect(central.number?.en).toBe('Form GAR-3');
    expect(central.rule?.en).toContain('Rules, 2022');
    const kerala = issued(body, 'kerala');
    expect(kerala.number?.en).toBe('Form T.R. 7A');
    const signers = kerala.blocks.flatMap((it) => (it.kind === 'signatures' ? it.boxes : []));
    expect(signers.map(({ id }) => id)).toEqual(['manager', 'headOfOffice']);
    expect(issued(bodyOf('cheque-register'), 'kerala').number).toBeNull();
  });

  it('DO11 a profile’s own words stand where the document has them, and nowhere else', () => {
    for (const profile of profiles) {
      for (const name of NAMES) {
        const body = bodyOf(name);
        const { labels = {}, texts = {} } = profile.forms[body.kind];
        const places = new Set(
          body.blocks.flatMap((block) => {
            if (block.kind === 'facts') return block.facts.map(({ id }) => `${block.id}.${id}`);
            if (block.kind === 'table') return block.columns.map(({ id }) => `${block.id}.${id}`);
            if (block.kind === 'signatures')
              return block.boxes.map(({ id }) => `${block.id}.${id}`);
            return [block.id];
          }),
        );
        for (const place of [...Object.keys(labels), ...Object.keys(texts)]) {
          expect(places.has(place), `${profile.id} ${name} ${place}`).toBe(true);
        }
      }
    }
    const chalan = issued(bodyOf('challan'), 'kerala');
    expect(JSON.stringify(chalan.blocks)).toContain('Chalan number');
  });

  it('DO11 the certificate of a profile replaces the document’s own', () => {
    const [central] = profiles.filter(({ states }) => states.length === 0);
    if (central === undefined) throw new Error('no general profile');
    const own = { en: 'Verified on my part.', hi: 'मेरे द्वारा सत्यापित।' };
    const forms = { ...central.forms };
    forms['cash-book'] = { ...forms['cash-book'], texts: { certificate: own } };
    const form = issueForm(bodyOf('cash-book'), {
      office: samples.OFFICE,
      profile: { ...central, forms },
      asOf: samples.AS_OF,
    });
    expect(form.blocks.find(({ id }) => id === 'certificate')).toMatchObject({ texts: own });
  });
});

describe('what a document may say', () => {
  it('DO1 a list that one signed entry had no room for says how much of it is here', () => {
    const form = JSON.stringify(bodyOf('day-close'));
    expect(form).toContain('cancelledCut');
    expect(form).not.toContain('waivedCut');
  });

  it('DO9 a number between the first and the last that no receipt bears is missing', () => {
    expect(samples.receiptsRegister.series.map(missingNumbers)).toEqual([0, 1]);
  });

  it('DO10 CA9 the memo of a count in an open shift does not say what the record expects', () => {
    const open = JSON.stringify(inspectionMemoForm({ ...samples.memo, compared: null }));
    expect(open).not.toContain('10090050');
    expect(open).not.toContain('expected');
    expect(JSON.stringify(inspectionMemoForm(samples.memo))).toContain('10090050');
  });

  it('DO12 a point that the books cannot answer stays open', () => {
    const answers = monthChecks(samples.monthChecklist).map(({ holds }) => holds);
    expect(answers).toEqual([false, true, true, false, true, false, null, null]);
    const closed = {
      ...samples.monthChecklist,
      heads: [],
      balances: [],
      days: samples.monthChecklist.days.slice(0, 29),
    };
    expect(monthChecks(closed).filter(({ holds }) => holds === false)).toEqual([]);
  });

  it('DO8 the certificate is filled in by whoever counted: no figure stands in it', () => {
    const certificate = cashBookForm(samples.cashBook(3)).blocks.find(
      ({ id }) => id === 'certificate',
    );
    expect(certificate).toMatchObject({ kind: 'text', blanks: {} });
    expect(JSON.stringify(certificate)).not.toMatch(/\d/);
  });

  it('DO8 what moves between drawers and the safe is neither a receipt nor a payment', () => {
    const date = isoDate('2026-11-23');
    const of = (account: string, amount: number) =>
      ({
        businessDate: date,
        account,
        kind: 'cash.dropped',
        tender: 'cash',
        amountPaise: paise(amount),
      }) as const;
    const book = cashBookOf({
      officeId: 'KA-BLR-01',
      from: date,
      until: date,
      before: new Map([['drawer', paise(5000)]]),
      amounts: [of('drawer', -5000), of('safe', 5000)],
    });
    expect(book.lines).toEqual([]);
    expect(closingPaise(book)).toBe(5000);
  });
});
