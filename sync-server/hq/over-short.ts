/** Who was over and short in a month, by person and office, with the limits of chance (P11). */
import { controlLimits, isBeyond, leans, type Spread } from '#domain/day/control-limits.ts';
import type { Texts } from '#domain/language.ts';
import { takingsOf } from '#domain/ledger/figures.ts';
import { paise, sum } from '#domain/money.ts';
import type {
  OverShort,
  OverShortOffice,
  OverShortRow,
  OverShortShifts,
} from '#server/api/hq-days-contract.ts';
import { monthRange } from '#server/registers/visible.ts';
import { booksOfShifts } from '#server/store/books.ts';
import type { Reader } from '#server/store/database.ts';
import { allOffices } from '#server/store/fleet.ts';
import { countOutside, spreads, variancesOf, type PersonSpread } from '#server/store/over-short.ts';

const spreadOf = (people: readonly PersonSpread[]): Spread => ({
  shifts: people.reduce((total, it) => total + it.shifts, 0),
  sumPaise: people.reduce((total, it) => total + it.sumPaise, 0),
  sumOfSquares: people.reduce((total, it) => total + it.sumOfSquares, 0),
});

function officeRow(
  officeId: string,
  of: { readonly name: Texts; readonly people: readonly PersonSpread[] },
): OverShortOffice {
  const office = spreadOf(of.people);
  return {
    officeId,
    officeName: of.name,
    shifts: office.shifts,
    overPaise: sum(of.people.map((it) => paise(it.overPaise))),
    shortPaise: sum(of.people.map((it) => paise(it.shortPaise))),
    ...controlLimits(office),
  };
}

async function personRow(
  reader: Reader,
  of: { readonly person: PersonSpread; readonly office: Spread; readonly month: string },
): Promise<OverShortRow> {
  const { person, office, month } = of;
  const { officeId, staffId, shifts, shiftsOver, shiftsShort } = person;
  const bounds = controlLimits(office);
  const { lowestPaise, highestPaise } = person;
  const widest = Math.abs(lowestPaise) > highestPaise ? lowestPaise : highestPaise;
  const isOut = isBeyond(lowestPaise, office) || isBeyond(highestPaise, office);
  const who = { officeId, staffId, ...monthRange(month), ...bounds };
  const beyondLimits = isOut ? await countOutside(reader, who) : 0;
  return {
    officeId,
    staffId,
    shifts,
    shiftsOver,
    shiftsShort,
    overPaise: paise(person.overPaise),
    shortPaise: paise(person.shortPaise),
    widestPaise: paise(widest),
    ...controlLimits(person),
    lowerPaise: bounds.lowerPaise,
    upperPaise: bounds.upperPaise,
    beyondLimits,
    standsOut: isOut || leans(person, office),
  };
}

const amount = ({ overPaise, shortPaise }: OverShortRow): number => overPaise + shortPaise;

/** Those that stand out first, then by what was over and short together. */
const byConcern = (a: OverShortRow, b: OverShortRow): number =>
  Number(b.standsOut) - Number(a.standsOut) || amount(b) - amount(a);

export async function overShort(
  reader: Reader,
  of: { readonly month: string; readonly officeId: string | null },
): Promise<OverShort> {
  const { month, officeId } = of;
  const found = await spreads(reader, { ...monthRange(month), officeId });
  const names = new Map((await allOffices(reader)).map((it) => [String(it.officeId), it.name]));
  const byOffice = Map.groupBy(found, (person) => person.officeId);
  const people: OverShortRow[] = [];
  const offices: OverShortOffice[] = [];
  for (const [id, its] of byOffice) {
    offices.push(officeRow(id, { name: names.get(id) ?? { en: id, hi: id }, people: its }));
    const office = spreadOf(its);
    for (const person of its) people.push(await personRow(reader, { person, office, month }));
  }
  return { month, offices, people: people.toSorted(byConcern) };
}

export async function overShortShifts(
  reader: Reader,
  of: { readonly month: string; readonly officeId: string; readonly staffId: string },
): Promise<OverShortShifts> {
  const range = monthRange(of.month);
  const office = spreadOf(await spreads(reader, { ...range, officeId: of.officeId }));
  const rows = await variancesOf(reader, { ...of, ...range });
  const books = Map.groupBy(
    await booksOfShifts(reader, of.officeId, rows),
    ({ shiftId }) => shiftId,
  );
  return {
    rows: rows.map(({ officeId: _office, variance, ...row }) => ({
      ...row,
      variancePaise: paise(variance),
      takingsPaise: takingsOf(books.get(row.shiftId) ?? []),
      isBeyond: isBeyond(variance, office),
    })),
  };
}
