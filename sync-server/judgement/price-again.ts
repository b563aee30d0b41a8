/**
 * A charge priced again (P1): from the coarse facts of its quote, by the tariff that it names, by the
 * tariffs that could be known when it was quoted, and by the law as it is known now. Pure. Rules:
 * docs/spec/repricing.md.
 */
import type { OfficeCalendar } from '#domain/calendar.ts';
import type { TariffRef } from '#domain/journal/kinds.ts';
import { subtract, type Paise } from '#domain/money.ts';
import type { Failure, Result } from '#domain/result.ts';
import { tariffInForce, type TariffBook } from '#domain/tariff/book.ts';
import { repriceCharge } from '#domain/tariff/price.ts';
import type { FactValues, PricedCharge, Tariff } from '#domain/tariff/types.ts';
import type { Instant } from '#domain/time.ts';

/** A tariff that HQ holds with its maker's and approver's signatures. */
export interface HeldTariff {
  readonly tariff: Tariff;
  readonly ref: TariffRef;
  readonly publishedAt: number;
  readonly recalledAt: number | null;
}

/** A line as some counter wrote it. */
export interface ClaimedLine {
  readonly code: string;
  readonly head: string;
  readonly quantity?: number | undefined;
  readonly ratePaise?: Paise | undefined;
  readonly amountPaise: Paise;
}

export interface ChargeClaim {
  readonly serviceCode: string;
  readonly tariff: TariffRef;
  readonly facts: FactValues;
  readonly lines: readonly ClaimedLine[];
  readonly totalPaise: Paise;
  readonly quotedAt: Instant;
  /** Where the clock was in doubt: the instant with the lower fee. */
  readonly pricedAt?: Instant | undefined;
}

/** One field in which the charge is not what its tariff makes of its facts. */
export interface Difference {
  readonly field: string;
  readonly charged: string | number;
  readonly expected: string | number;
}

export interface Trouble {
  readonly kind: 'tariff_unknown' | 'price_unknown';
  readonly field: string;
  readonly code: string;
}

export interface Verdict {
  /** The fee by what could be known then, and by the law as known now; null: none is published. */
  readonly knowablePaise: Paise | null;
  readonly lawPaise: Paise | null;
  /** What the citizen should have been charged: the lower of both. */
  readonly expectedPaise: Paise | null;
  readonly excessPaise: number;
  /** `knowable`: the counter was wrong. `law`: nobody could know. */
  readonly basis: 'knowable' | 'law' | null;
  readonly shortfallPaise: number;
  readonly differences: readonly Difference[];
  readonly trouble: Trouble | null;
}

const MAX_DIFFERENCES = 5;

const lineFields = ['code', 'head', 'quantity', 'ratePaise', 'amountPaise'] as const;

function compare(claim: ChargeClaim, priced: PricedCharge): readonly Difference[] {
  const found: Difference[] = [];
  const note = (field: string, charged: string | number, expected: string | number) => {
    if (charged !== expected) found.push({ field, charged, expected });
  };
  note('totalPaise', claim.totalPaise, priced.totalPaise);
  note('lines', claim.lines.length, priced.lines.length);
  for (const [index, line] of claim.lines.entries()) {
    const other = priced.lines[index];
    if (other === undefined) break;
    for (const field of lineFields) {
      note(`lines[${index}].${field}`, line[field] ?? 'none', other[field] ?? 'none');
    }
  }
  return found.slice(0, MAX_DIFFERENCES);
}

/** R5: which field of the charge a failure of pricing is about. */
function fieldOf(failure: Failure): string {
  if (failure.code === 'TARIFF_EXPIRED') return 'tariff.validTo';
  if (failure.code === 'TARIFF_NOT_YET_IN_FORCE') return 'tariff.validFrom';
  const fact = failure.details?.['fact'];
  return fact === undefined ? 'serviceCode' : `facts.${fact}`;
}

const troubleOf = (failure: Failure): Trouble => ({
  kind: 'price_unknown',
  field: fieldOf(failure),
  code: failure.code,
});

function named(held: readonly HeldTariff[], ref: TariffRef): HeldTariff | Trouble {
  const ofId = held.filter(({ ref: other }) => other.tariffId === ref.tariffId);
  const ofVersion = ofId.find(({ ref: other }) => other.version === ref.version);
  if (ofVersion?.ref.hash === ref.hash) return ofVersion;
  const field =
    ofId.length === 0
      ? 'tariff.tariffId'
      : ofVersion === undefined
        ? 'tariff.version'
        : 'tariff.hash';
  return { kind: 'tariff_unknown', field, code: 'TARIFF_UNKNOWN' };
}

interface Asking {
  readonly claim: ChargeClaim;
  readonly calendar: OfficeCalendar;
}

/** R3: the lowest fee of the instants that the quote names. */
function feeBy(book: TariffBook, { claim, calendar }: Asking): Result<Paise> {
  const { serviceCode, facts } = claim;
  const priceAt = (at: Instant): Result<PricedCharge> => {
    const found = tariffInForce(book, serviceCode, at);
    if (!found.ok) return found;
    return repriceCharge({ tariff: found.value.tariff, serviceCode, facts, at, calendar });
  };
  const first = priceAt(claim.quotedAt);
  const other = claim.pricedAt === undefined ? first : priceAt(claim.pricedAt);
  if (!first.ok || !other.ok) {
    const either = first.ok ? first : other;
    return either.ok ? { ok: true, value: either.value.totalPaise } : either;
  }
  const [a, b] = [first.value.totalPaise, other.value.totalPaise];
  return { ok: true, value: a < b ? a : b };
}

const valueOf = (fee: Result<Paise>): Paise | null => (fee.ok ? fee.value : null);

const lower = (a: Paise | null, b: Paise | null): Paise | null =>
  a === null || b === null ? (a ?? b) : a < b ? a : b;

/** R2: published before the quote and not recalled by then; the one that the counter had, always. */
const couldKnow = (held: HeldTariff, claim: ChargeClaim): boolean =>
  (held.publishedAt <= claim.quotedAt || held.ref.hash === claim.tariff.hash) &&
  (held.recalledAt === null || held.recalledAt > claim.quotedAt);

const bookOf = (held: readonly HeldTariff[]): TariffBook => ({
  tariffs: held.map(({ tariff }) => tariff),
});

/** R1 to R6. */
export function priceAgain(
  claim: ChargeClaim,
  of: { readonly held: readonly HeldTariff[]; readonly calendar: OfficeCalendar },
): Verdict {
  const { held, calendar } = of;
  const asking = { claim, calendar };
  const own = named(held, claim.tariff);
  const { serviceCode, facts } = claim;
  const at = claim.pricedAt ?? claim.quotedAt;
  const again =
    'kind' in own ? null : repriceCharge({ tariff: own.tariff, serviceCode, facts, at, calendar });
  const knowable = feeBy(bookOf(held.filter((each) => couldKnow(each, claim))), asking);
  const law = feeBy(bookOf(held.filter(({ recalledAt }) => recalledAt === null)), asking);
  const [knowablePaise, lawPaise] = [valueOf(knowable), valueOf(law)];
  const expectedPaise = lower(knowablePaise, lawPaise);
  const over = expectedPaise === null ? 0 : subtract(claim.totalPaise, expectedPaise);
  const byThen = knowablePaise === null ? 0 : subtract(claim.totalPaise, knowablePaise);
  const trouble = (): Trouble | null => {
    if ('kind' in own) return own;
    if (again !== null && !again.ok) return troubleOf(again.error);
    return law.ok ? null : troubleOf(law.error);
  };
  return {
    knowablePaise,
    lawPaise,
    expectedPaise,
    excessPaise: Math.max(over, 0),
    basis: over <= 0 ? null : byThen > 0 ? 'knowable' : 'law',
    shortfallPaise: Math.max(0 - over, 0),
    differences: again?.ok === true ? compare(claim, again.value) : [],
    trouble: trouble(),
  };
}
