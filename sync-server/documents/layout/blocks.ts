/** The blocks of a form beside tables: facts in two columns, certificates, places to sign. */
import {
  cellText,
  filledText,
  type Fact,
  type FactsBlock,
  type SignaturesBlock,
  type TextBlock,
} from '#domain/documents/form.ts';
import { printable } from '#domain/receipt/drawable.ts';
import type { SheetPen } from './pen.ts';
import { SHEET_WORDS } from './words.ts';

const FACT = { size: 9, isBold: false } as const;
const FACT_VALUE = { size: 9, isBold: true } as const;
const GUTTER = 14;
const MOST_LABEL_SHARE = 0.45;

interface PlacedFact {
  readonly label: readonly string[];
  readonly value: readonly string[];
  readonly valueFrom: number;
  readonly isWide: boolean;
}

/** A fact in half the width, or in all of it where it would not stand on a line of the half. */
function placed(pen: SheetPen, fact: Fact, labelWidth: number): PlacedFact {
  const half = (pen.textWidth - GUTTER) / 2;
  const text = printable(cellText(fact, pen.language));
  const isWide = pen.measure(text, FACT_VALUE.size, true) > half - labelWidth - 6;
  const room = (isWide ? pen.textWidth : half) - labelWidth - 6;
  return {
    label: pen.wrap(printable(fact.label[pen.language]), FACT, labelWidth),
    value: pen.wrap(text, FACT_VALUE, room),
    valueFrom: labelWidth + 6,
    isWide,
  };
}

/** Facts side by side, two in a row where both are short. */
function pairsOf(facts: readonly PlacedFact[]): readonly (readonly PlacedFact[])[] {
  const rows: PlacedFact[][] = [];
  for (const fact of facts) {
    const last = rows.at(-1);
    const hasRoom = last?.length === 1 && last[0]?.isWide === false;
    if (hasRoom && !fact.isWide) last.push(fact);
    else rows.push([fact]);
  }
  return rows;
}

function labelWidthOf(pen: SheetPen, facts: readonly Fact[]): number {
  const half = (pen.textWidth - GUTTER) / 2;
  const widths = facts.map(({ label }) => pen.measure(label[pen.language], FACT.size, false));
  return Math.min(Math.max(60, ...widths) + 1, half * MOST_LABEL_SHARE);
}

/** What there is to say; a fact without a value is in the data and not on paper. */
export function placeFacts(pen: SheetPen, block: FactsBlock): void {
  const facts = block.facts.filter(({ value }) => value !== null);
  if (facts.length === 0) return;
  const labelWidth = labelWidthOf(pen, facts);
  const line = pen.lineHeight(FACT.size);
  const half = (pen.textWidth - GUTTER) / 2;
  const table = pen.element('Table');
  for (const pair of pairsOf(facts.map((fact) => placed(pen, fact, labelWidth)))) {
    const lines = Math.max(...pair.map(({ label, value }) => Math.max(label.length, value.length)));
    pen.need(Math.min(lines * line, pen.bottom - pen.top - 60));
    const row = pen.element('TR', table);
    for (const [index, fact] of pair.entries()) {
      const from = pen.left + index * (half + GUTTER);
      const head = pen.element('TH', row, 'Row');
      const cell = pen.element('TD', row);
      const at = { to: pen.right, align: 'left' } as const;
      for (const [n, text] of fact.label.entries()) {
        pen.write(text, FACT, { ...at, from, element: head, below: n * line });
      }
      for (const [n, text] of fact.value.entries()) {
        const place = { ...at, from: from + fact.valueFrom, element: cell, below: n * line };
        pen.write(text, FACT_VALUE, place);
      }
    }
    pen.y += lines * line;
  }
  pen.y += 6;
}

const SIGNATURES_A_ROW = 3;
const SPACE_TO_SIGN = 38;
const SIGNATURE = { size: 8, isBold: false } as const;
const ROLE = { size: 8.5, isBold: true } as const;

const signaturesHeight = (pen: SheetPen): number => SPACE_TO_SIGN + 6 * pen.lineHeight(ROLE.size);

/** A certificate and its signatures belong on one sheet: `isSigned` where they follow. */
export function placeText(pen: SheetPen, block: TextBlock, isSigned: boolean): void {
  const style = { size: 9, isBold: block.isStrong };
  const text = printable(filledText(block, pen.language));
  const lines = pen.wrap(text, style, pen.textWidth).length;
  const height = lines * pen.lineHeight(style.size) + 6;
  pen.need(Math.min(height + (isSigned ? signaturesHeight(pen) : 0), pen.bottom - pen.top - 60));
  const element = pen.element('P');
  const at = { from: pen.left, to: pen.right, align: 'left', element } as const;
  pen.paragraph(text, style, at);
  pen.y += 6;
}

type Box = SignaturesBlock['boxes'][number];

function placeBox(
  pen: SheetPen,
  box: Box,
  at: { readonly from: number; readonly to: number },
): number {
  const element = pen.element('P');
  const place = { ...at, align: 'left', element } as const;
  const width = at.to - at.from;
  pen.fill(at.from, { width, height: 0.5, below: SPACE_TO_SIGN });
  let below = SPACE_TO_SIGN + 2;
  const lines = (text: string, style: typeof ROLE | typeof SIGNATURE) => {
    for (const part of pen.wrap(printable(text), style, width)) {
      pen.write(part, style, { ...place, below });
      below += pen.lineHeight(style.size);
    }
  };
  lines(box.role[pen.language], ROLE);
  if (box.name !== null) lines(box.name, SIGNATURE);
  lines(SHEET_WORDS.signature[pen.language], SIGNATURE);
  return below;
}

/** Places to sign, a row of them never torn from one sheet to the next. */
export function placeSignatures(pen: SheetPen, block: SignaturesBlock): void {
  const width = (pen.textWidth - (SIGNATURES_A_ROW - 1) * GUTTER) / SIGNATURES_A_ROW;
  for (let first = 0; first < block.boxes.length; first += SIGNATURES_A_ROW) {
    pen.need(signaturesHeight(pen));
    const row = block.boxes.slice(first, first + SIGNATURES_A_ROW);
    const heights = row.map((box, index) => {
      const from = pen.left + index * (width + GUTTER);
      return placeBox(pen, box, { from, to: from + width });
    });
    pen.y += Math.max(...heights) + 6;
  }
}
