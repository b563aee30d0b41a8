/**
 * Random lives of an office's counters, as entries: shifts with charges by cash and UPI, reversals,
 * corrections, drops, slips, seals, handovers and counts that are over and short. Beside them a model
 * counts the money by hand, note by note and promise by promise: the other formula that books are held
 * against. One seed, one life.
 */
import { changeFor, type CashCount } from '#domain/cash.ts';
import {
  officeOfCounter,
  shiftId,
  type CounterId,
  type ShiftId,
  type StaffId,
} from '#domain/ids.ts';
import type { ChargedLine, Entry, EntryBodies, EntryKind } from '#domain/journal/kinds.ts';
import { paise, sum, type Paise } from '#domain/money.ts';
import { instant, isoDate, type IsoDate } from '#domain/time.ts';

export interface Chance {
  /** A whole number below `limit`. */
  below(limit: number): number;
}

/** mulberry32: the same seed, the same numbers. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return {
    below(limit) {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
    },
  };
}

/** Money as people would count it, office-wide. */
export class CountedMoney {
  safe = 0;
  floats = 0;
  changeOwed = 0;
  upi = 0;
  toRefund = 0;
  readonly heads = new Map<string, number>();
  readonly overShort = new Map<string, number>();
  readonly services = new Map<string, number>();

  add(table: Map<string, number>, name: string, amount: number): void {
    table.set(name, (table.get(name) ?? 0) + amount);
  }

  takeLines(lines: readonly ChargedLine[], sign: 1 | -1): void {
    for (const { head, amountPaise } of lines) this.add(this.heads, head, sign * amountPaise);
  }
}

interface OpenShift {
  readonly shiftId: ShiftId;
  readonly staffId: string;
  readonly firstSeq: number;
  readonly date: IsoDate;
}

interface Charged {
  readonly receiptNumber: string;
  readonly lines: readonly ChargedLine[];
  readonly totalPaise: Paise;
  readonly tenderKind: 'cash' | 'upi' | 'nil';
  readonly changePaise: number;
  readonly tenderId: string;
  readonly serviceCode: string;
}

const HEADS = ['0041-00-101-01', '0041-00-102-02', '0070-60-118-01'];
const SERVICES = ['LL-NEW', 'DL-NEW', 'CERT-COPY'];
const countOf = (amountPaise: number): CashCount => changeFor(paise(amountPaise)) ?? {};

type Numbered = 'quote' | 'tender' | 'receipt' | 'slip' | 'drop' | 'z' | 'zThrough';

export interface LifeOptions {
  readonly counterId: CounterId;
  readonly staff: readonly string[];
  readonly chance: Chance;
  readonly money: CountedMoney;
  readonly startsAt: number;
}

/** One counter. Every act appends entries and moves the counted money. */
export class CounterLife {
  readonly entries: Entry[] = [];
  readonly #of: LifeOptions;
  #date: IsoDate = isoDate('2026-11-23');
  #shifts = 0;
  #numbers: Record<Numbered, number> = {
    quote: 0,
    tender: 0,
    receipt: 0,
    slip: 0,
    drop: 0,
    z: 0,
    zThrough: 0,
  };
  /** Cash in the drawer that is open. */
  drawer = 0;
  shift: OpenShift | null = null;
  sealed: (OpenShift & { readonly cash: number }) | null = null;
  #charged: Charged[] = [];
  #slips: { readonly slipId: string; readonly amountPaise: Paise }[] = [];
  readonly owedTenders = new Set<string>();

  constructor(of: LifeOptions) {
    this.#of = of;
    this.append('counter.enrolled', {
      publicKey: '',
      rootKeyId: '0'.repeat(16) as never,
      certificateHash: '0'.repeat(64) as never,
      training: false,
      softwareVersion: '0.1.0',
    });
  }

  set date(date: IsoDate) {
    this.#date = date;
  }

  append<K extends EntryKind>(kind: K, body: EntryBodies[K], staffId = this.shift?.staffId): void {
    const seq = this.entries.length + 1;
    const { counterId, startsAt } = this.#of;
    this.entries.push({
      formatVersion: 1,
      officeId: officeOfCounter(counterId),
      counterId,
      keyId: '0'.repeat(16) as never,
      seq,
      staffId: (staffId ?? null) as StaffId | null,
      shiftId: this.shift?.shiftId ?? null,
      // J8: the shift's own date, also past midnight.
      businessDate: this.shift?.date ?? this.#date,
      wallTimeMs: instant(startsAt + seq * 1000),
      monotonicMs: seq * 1000,
      bootId: 'boot-1',
      grossChargedPaise: paise(0),
      grossReversedPaise: paise(0),
      prevHash: '0'.repeat(64) as never,
      kind,
      body,
    } as unknown as Entry);
  }

  #name(kind: Numbered, letter: string): string {
    this.#numbers[kind] += 1;
    return `${this.#of.counterId}-${letter}${this.#numbers[kind]}`;
  }

  open(
    staffId: string,
    of: { readonly from?: ShiftId; readonly cash?: number; readonly date?: IsoDate } = {},
  ): void {
    this.#shifts += 1;
    const id = shiftId(this.#of.counterId, this.#shifts);
    const floatPaise = paise(of.cash ?? 50_000 + this.#of.chance.below(5) * 10_000);
    const date = of.date ?? this.#date;
    this.shift = { shiftId: id, staffId, firstSeq: this.entries.length + 1, date };
    this.#charged = [];
    this.append('shift.opened', {
      shiftId: id,
      float: countOf(floatPaise),
      floatPaise,
      personalCashPaise: paise(20_000),
      ...(of.from === undefined ? {} : { takenOverFrom: of.from }),
    });
    this.drawer = floatPaise;
    if (of.from === undefined) this.#of.money.floats += floatPaise;
  }

  #lines(): readonly ChargedLine[] {
    const { chance } = this.#of;
    const lines = Array.from({ length: 1 + chance.below(3) }, (_, n) => ({
      code: `FEE-${n}`,
      head: HEADS[chance.below(HEADS.length)] ?? '',
      amountPaise: paise(chance.below(400) * 50),
    }));
    const total = sum(lines.map((line) => line.amountPaise));
    if (chance.below(8) > 0 || total === 0) return lines;
    const head = lines[0]?.head ?? '';
    return [...lines, { code: 'REBATE', head, amountPaise: paise(-50 * chance.below(total / 50)) }];
  }

  charge(credit?: Charged): void {
    const { chance, money } = this.#of;
    const lines = this.#lines();
    const totalPaise = sum(lines.map((line) => line.amountPaise));
    const serviceCode = SERVICES[chance.below(SERVICES.length)] ?? '';
    const byUpi = credit === undefined && totalPaise > 0 && chance.below(4) === 0;
    const tenderKind: Charged['tenderKind'] = totalPaise === 0 ? 'nil' : byUpi ? 'upi' : 'cash';
    const tenderId = this.#name('tender', 'T');
    const creditPaise = credit?.totalPaise ?? 0;
    const given = Math.max(0, totalPaise - creditPaise) + chance.below(10) * 50;
    const changePaise = byUpi ? 0 : given + creditPaise - totalPaise;
    const quoteId = this.#name('quote', 'Q');
    if (!byUpi) this.#tender({ tenderId, quoteId, totalPaise, creditPaise, given, changePaise });
    this.#numbers.receipt += 1;
    const number = String(this.#numbers.receipt).padStart(6, '0');
    const receiptNumber = `${this.#of.counterId}/2627/${number}`;
    this.append('receipt.issued', {
      receiptNumber: receiptNumber as never,
      tenderId: tenderId as never,
      quoteId: quoteId as never,
      visitId: `${this.#of.counterId}-V1` as never,
      serviceCode,
      tariff: { tariffId: 'fees', version: 1, hash: '0'.repeat(64) as never },
      lines,
      totalPaise,
      tenderKind,
      language: 'hi',
      citizen: { ref: '0'.repeat(32), digest: '0'.repeat(64) } as never,
      issuedAt: instant(this.#of.startsAt + this.entries.length * 1000),
      qr: 'QR',
    });
    money.takeLines(lines, 1);
    money.add(money.services, serviceCode, totalPaise);
    if (byUpi) money.upi += totalPaise;
    const charged = { receiptNumber, lines, totalPaise, tenderKind, changePaise, tenderId };
    this.#charged.push({ ...charged, serviceCode });
  }

  #tender(of: {
    readonly tenderId: string;
    readonly quoteId: string;
    readonly totalPaise: Paise;
    readonly creditPaise: number;
    readonly given: number;
    readonly changePaise: number;
  }): void {
    this.append('cash.tendered', {
      tenderId: of.tenderId as never,
      visitId: `${this.#of.counterId}-V1` as never,
      quoteIds: [of.quoteId as never],
      totalPaise: of.totalPaise,
      creditPaise: paise(of.creditPaise),
      givenPaise: paise(of.given),
      changePaise: paise(of.changePaise),
      change: countOf(of.changePaise),
    });
    this.drawer += of.given - of.changePaise;
  }

  reverse(isCorrected: boolean): void {
    const { chance, money } = this.#of;
    const found = this.#charged[chance.below(this.#charged.length)];
    if (found === undefined) return;
    const isUpi = found.tenderKind === 'upi';
    const back = isUpi || isCorrected ? 0 : found.totalPaise;
    // A correction may give change of all that was kept.
    if ((isUpi ? 0 : found.totalPaise) > this.drawer || (isUpi && isCorrected)) return;
    this.#charged = this.#charged.filter((each) => each !== found);
    this.append('charge.reversed', {
      receiptNumber: found.receiptNumber as never,
      amountPaise: found.totalPaise,
      lines: found.lines,
      reason: 'wrong_service',
      approverId: 'S2001' as StaffId,
      paidBackPaise: paise(back),
      ...(isUpi ? { toRefundPaise: found.totalPaise } : {}),
    });
    this.drawer -= back;
    money.takeLines(found.lines, -1);
    money.add(money.services, found.serviceCode, 0 - found.totalPaise);
    if (isUpi) money.toRefund += found.totalPaise;
    if (isCorrected) this.charge(found);
  }

  drop(): void {
    const amountPaise = paise(Math.floor(this.drawer / 20_000) * 10_000);
    if (amountPaise === 0) return;
    const bagNumber = `BG-${this.#numbers.drop}`;
    const dropId = this.#name('drop', 'D');
    const approverId = 'S2001' as StaffId;
    const count = countOf(amountPaise);
    this.append('cash.dropped', { dropId, count, amountPaise, bagNumber, approverId });
    this.drawer -= amountPaise;
    this.#of.money.safe += amountPaise;
  }

  owe(): void {
    const found = this.#charged.find(
      (each) => each.changePaise > 0 && !this.owedTenders.has(each.tenderId),
    );
    if (found === undefined) return;
    this.owedTenders.add(found.tenderId);
    const amountPaise = paise(found.changePaise);
    const slipId = this.#name('slip', 'O');
    const tenderId = found.tenderId as never;
    this.append('change.owed', { slipId, tenderId, amountPaise, language: 'en' });
    this.#slips.push({ slipId, amountPaise });
    this.drawer += amountPaise;
    this.#of.money.changeOwed += amountPaise;
  }

  give(): void {
    const slip = this.#slips[0];
    if (slip === undefined || slip.amountPaise > this.drawer) return;
    this.#slips.shift();
    this.append('change.given', slip);
    this.drawer -= slip.amountPaise;
    this.#of.money.changeOwed -= slip.amountPaise;
  }

  seal(): void {
    if (this.shift === null || this.sealed !== null) return;
    const { shiftId: id } = this.shift;
    const sealedPaise = paise(this.drawer);
    this.append('shift.suspended', { shiftId: id, sealNumber: 'SL-1', sealedPaise });
    this.sealed = { ...this.shift, cash: this.drawer };
    this.shift = null;
    this.drawer = 0;
  }

  unseal(): void {
    if (this.shift !== null || this.sealed === null) return;
    const { cash, ...shift } = this.sealed;
    this.shift = shift;
    const { shiftId: id } = shift;
    const sealedPaise = paise(cash);
    this.append('shift.resumed', { shiftId: id, sealNumber: 'SL-1', intact: true, sealedPaise });
    this.sealed = null;
    this.drawer = cash;
    this.#charged = [];
  }

  /** Over, short or right by some coins; into the safe or into the next clerk's hands. */
  close(handedTo?: string): void {
    const wanted = (this.#of.chance.below(5) - 2) * 1000;
    this.closeWith(Math.max(0 - this.drawer, wanted), handedTo);
  }

  /** Counted so much more than it should be. */
  closeWith(variance: number, handedTo?: string): void {
    if (this.shift === null) return;
    const { money } = this.#of;
    const { shiftId: id, staffId, firstSeq, date } = this.shift;
    const countedPaise = paise(this.drawer + variance);
    this.append('shift.closed', {
      shiftId: id,
      firstSeq,
      count: countOf(countedPaise),
      countedPaise,
      expectedPaise: paise(this.drawer),
      variancePaise: paise(variance),
      ...(variance === 0 ? {} : { varianceReason: 'counted twice' }),
      receipts: this.#charged.length,
      reversals: 0,
      zNumber: (this.#numbers.z += 1),
      fromSeq: this.#numbers.zThrough + 1,
      ...(handedTo === undefined ? {} : { handedTo: handedTo as StaffId }),
    });
    this.#numbers.zThrough = this.entries.length;
    if (variance !== 0) money.add(money.overShort, staffId, variance);
    this.shift = null;
    this.drawer = 0;
    if (handedTo === undefined) money.safe += countedPaise;
    else this.open(handedTo, { from: id, cash: countedPaise, date });
  }

  /** One act, chosen by chance, where it makes sense. */
  step(): void {
    const { chance, staff } = this.#of;
    const someone = staff[chance.below(staff.length)] ?? 'S1042';
    if (this.shift === null) {
      if (this.sealed !== null && chance.below(2) === 0) this.unseal();
      else this.open(someone);
      return;
    }
    const act = chance.below(20);
    if (act < 9) this.charge();
    else if (act < 11) this.reverse(act === 10);
    else if (act < 12) this.drop();
    else if (act < 14) this.owe();
    else if (act < 15) this.give();
    else if (act < 16) this.seal();
    else if (act < 17) this.append('drawer.opened', { cause: 'no_sale' });
    else if (act < 18) this.close(someone);
    else if (act < 19) this.close();
    else this.charge();
  }

  /** Everything closed, sealed drawers as well. */
  end(): void {
    if (this.shift === null) this.unseal();
    while (this.shift !== null) {
      this.close();
      this.unseal();
    }
  }
}
