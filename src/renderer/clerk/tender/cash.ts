/** Cash on the counter while it is typed: what is missing, what goes back, in which notes and coins. */
import { changeFor, DENOMINATIONS_PAISE, type CashCount } from '#domain/cash.ts';
import { groupIndian, parseRupees, subtract, ZERO, type Paise } from '#domain/money.ts';
import { latinDigits } from '#renderer/keys/digits.ts';

/** Keeps what belongs to an amount: digits, one point. A burst of other characters leaves nothing. */
export const cleanAmount = (text: string): string =>
  latinDigits(text)
    .replaceAll(/[^\d.]/g, '')
    .replace(/(\..*?)\./g, '$1')
    .slice(0, 11);

/** As it is typed, with Indian grouping: `1,00,950.5`. */
export function showAmount(text: string): string {
  const [whole = '', fraction] = text.split('.');
  const grouped = groupIndian(whole);
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

export type Cash =
  | { readonly state: 'empty' | 'unreadable' }
  | { readonly state: 'short'; readonly missingPaise: Paise }
  | {
      readonly state: 'enough';
      readonly givenPaise: Paise;
      readonly changePaise: Paise;
      readonly change: CashCount | null;
    };

/** A nil total needs nothing given. */
export function readCash(givenText: string, totalPaise: Paise): Cash {
  const given = givenText === '' && totalPaise === 0 ? ZERO : parseRupees(givenText);
  if (given === null) return { state: givenText === '' ? 'empty' : 'unreadable' };
  if (given < totalPaise) {
    return { state: 'short', missingPaise: subtract(totalPaise, given) };
  }
  const changePaise = subtract(given, totalPaise);
  return { state: 'enough', givenPaise: given, changePaise, change: changeFor(changePaise) };
}

export interface Pieces {
  readonly valuePaise: number;
  readonly pieces: number;
}

/** Largest first, none left out. */
export const piecesOf = (count: CashCount): readonly Pieces[] =>
  DENOMINATIONS_PAISE.flatMap((valuePaise) => {
    const pieces = count[`${valuePaise}`] ?? 0;
    return pieces === 0 ? [] : [{ valuePaise, pieces }];
  });
