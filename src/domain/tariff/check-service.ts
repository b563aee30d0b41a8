/**
 * What a service must be: facts known, in order, and all of them needed; conditions that fit the
 * facts they read; lines, rebates and groups that refer to each other rightly (T6 to T19).
 */
import { rangeOf } from './check-facts.ts';
import { checkFee, feeUses, type FeeUse } from './check-fees.ts';
import { conditionUses, type FactUse } from './conditions.ts';
import { factNamed } from './facts.ts';
import { inside, report, type Place } from './reader.ts';
import type { Condition, FactDefinition, RebateLine, Tariff, TariffService } from './types.ts';

interface Subject {
  readonly tariff: Tariff;
  readonly service: TariffService;
  readonly place: Place;
}

/** Facts that must have been settled before this one. */
function sourcesOf(tariff: Tariff, fact: FactDefinition): string[] {
  const sources = fact.askWhen === undefined ? [] : conditionUses(fact.askWhen, '');
  const names = sources.map((use) => use.fact);
  if (fact.type === 'document') {
    for (const other of tariff.facts) {
      if (other.type !== 'choice') continue;
      if (other.options.some((option) => option.document === fact.name)) names.push(other.name);
    }
  }
  if (fact.type !== 'derived') return names;
  return 'of' in fact.derive ? [...names, ...fact.derive.of] : [...names, fact.derive.from];
}

function checkFactOrder({ tariff, service, place }: Subject): void {
  for (const [index, name] of service.facts.entries()) {
    const at = inside(inside(place, 'facts'), index);
    const fact = factNamed(tariff, name);
    if (fact === undefined) {
      report(at, 'T6', `${name} is not a fact of this tariff`);
      continue;
    }
    const earlier = service.facts.slice(0, index);
    if (earlier.includes(name)) report(at, 'T6', `${name} stands here a second time`);
    const choices = fact.type === 'document';
    for (const source of sourcesOf(tariff, fact)) {
      if (earlier.includes(source) || (choices && !service.facts.includes(source))) continue;
      report(at, 'T6', `${name} depends on ${source}, which must stand before it`);
    }
    checkDocumentsListed({ tariff, service, place: at }, fact);
  }
}

function checkDocumentsListed({ service, place }: Subject, fact: FactDefinition): void {
  if (fact.type !== 'choice') return;
  for (const { document } of fact.options) {
    if (document !== undefined && !service.facts.includes(document)) {
      report(place, 'T9', `${fact.name} needs the document ${document} among the facts`);
    }
  }
}

/** Bands that a comparison cuts through would price two people of one band differently. */
function checkCuts(fact: FactDefinition, cuts: readonly number[], at: Place): void {
  if (fact.journal.form !== 'bands') return;
  const { bands } = fact.journal;
  const range = rangeOf(fact);
  for (const cut of cuts) {
    if (range !== null && (cut <= range.min || cut > range.max)) continue;
    if (!bands.includes(cut)) report(at, 'T12', `a band of ${fact.name} is cut at ${cut}`);
  }
}

function fits(fact: FactDefinition, use: FactUse['use']): boolean {
  switch (use) {
    case 'given':
      return fact.type === 'waiver' || fact.type === 'document';
    case 'option':
      return fact.type === 'choice' || fact.type === 'waiver';
    case 'boolean':
      return (
        fact.type === 'boolean' || (fact.type === 'derived' && fact.derive.kind === 'onOrAfter')
      );
    default:
      return rangeOf(fact) !== null;
  }
}

interface ConditionPlace {
  readonly at: Place;
  /** Only a rebate may read a waiver. */
  readonly rebate: boolean;
}

function checkCondition(
  { tariff, service }: Subject,
  condition: Condition,
  { at, rebate }: ConditionPlace,
): string[] {
  const uses = conditionUses(condition, at.path);
  for (const use of uses) {
    const where = { ...at, path: use.path };
    const fact = factNamed(tariff, use.fact);
    if (fact === undefined || !service.facts.includes(use.fact)) {
      report(where, 'T6', `${use.fact} is not a fact of this service`);
      continue;
    }
    if (!fits(fact, use.use)) {
      report(where, 'T7', `${use.fact} cannot be compared in this way`);
      continue;
    }
    if (fact.type === 'waiver' && !rebate) {
      report(where, 'T10', 'a waiver may only be read by a rebate');
    }
    if (fact.type === 'choice' || fact.type === 'waiver') {
      const unknown = use.options.find((value) => !fact.options.some((o) => o.value === value));
      if (unknown !== undefined) report(where, 'T7', `${unknown} is not an option of ${use.fact}`);
    }
    checkCuts(fact, use.cuts, where);
  }
  return uses.map((use) => use.fact);
}

function useProblem(fact: FactDefinition, use: FeeUse['use']): string | null {
  const isMoney = fact.type === 'money' || (fact.type === 'derived' && 'of' in fact.derive);
  if (use === 'choice') return fact.type === 'choice' ? null : 'is not a choice';
  if (rangeOf(fact) === null) return 'is not a number';
  if (use === 'slabs') return null;
  if (fact.journal.form === 'bands') return 'is kept as a band and cannot be counted';
  if (use === 'percent' && !isMoney) return 'is not an amount of money';
  return use === 'unit' && fact.type === 'money' ? 'is an amount: use perStep or percent' : null;
}

function checkFeeUses({ tariff, service }: Subject, uses: readonly FeeUse[]): string[] {
  for (const { fact: name, place, use, cuts } of uses) {
    const fact = factNamed(tariff, name);
    if (fact === undefined || !service.facts.includes(name)) {
      report(place, 'T6', `${name} is not a fact of this service`);
      continue;
    }
    const problem = useProblem(fact, use);
    if (problem !== null) report(place, 'T15', `${name} ${problem}`);
    if (use === 'slabs') checkCuts(fact, cuts, place);
  }
  return uses.map((use) => use.fact);
}

function checkRebate({ service }: Subject, line: RebateLine, place: Place): void {
  for (const [index, code] of line.off.entries()) {
    const at = inside(inside(place, 'off'), index);
    const base = service.lines.find((other) => other.code === code);
    if (base === undefined || base.kind === 'rebate') {
      report(at, 'T19', `${code} is not a fee or add-on of this service`);
    } else if (base.head !== line.head) {
      report(at, 'T19', `${code} stands on another head of account`);
    }
    if (line.off.indexOf(code) < index) report(at, 'T19', `${code} stands here a second time`);
  }
}

/** Facts that the lines read. */
function checkLines(subject: Subject): string[] {
  const { tariff, service, place } = subject;
  const heads = new Set(tariff.heads.map((head) => head.code));
  return service.lines.flatMap((line, index) => {
    const at = inside(inside(place, 'lines'), index);
    const repeated = service.lines.findIndex((other) => other.code === line.code) < index;
    if (repeated) report(inside(at, 'code'), 'T14', `${line.code} stands here a second time`);
    if (line.code === 'ROUNDING') report(inside(at, 'code'), 'T14', 'is kept for rounding');
    if (!heads.has(line.head)) report(inside(at, 'head'), 'T4', `${line.head} is not declared`);
    const used =
      line.when === undefined
        ? []
        : checkCondition(subject, line.when, {
            at: inside(at, 'when'),
            rebate: line.kind === 'rebate',
          });
    if (line.kind === 'rebate') {
      checkRebate(subject, line, at);
      return used;
    }
    checkFee(line.fee, tariff, inside(at, 'fee'));
    return [...used, ...checkFeeUses(subject, feeUses(line.fee, inside(at, 'fee')))];
  });
}

/** Lines that go together apply under one condition, so that none can be chosen away. */
function checkTogether({ service, place }: Subject): void {
  const grouped = new Set<string>();
  for (const [index, group] of service.together.entries()) {
    const at = inside(inside(place, 'together'), index);
    const conditions = new Set<string>();
    for (const [member, code] of group.entries()) {
      const line = service.lines.find((candidate) => candidate.code === code);
      if (line === undefined || line.kind === 'rebate') {
        report(inside(at, member), 'T18', `${code} is not a fee or add-on of this service`);
      }
      if (grouped.has(code)) report(inside(at, member), 'T18', `${code} is grouped already`);
      grouped.add(code);
      conditions.add(JSON.stringify(line?.when ?? null));
    }
    if (conditions.size > 1) report(at, 'T18', 'has lines under different conditions');
  }
}

function checkNeeded({ tariff, service, place }: Subject, used: ReadonlySet<string>): void {
  const needed = new Set(used);
  for (const name of service.facts.toReversed()) {
    const fact = factNamed(tariff, name);
    if (fact === undefined) continue;
    const named = fact.type === 'document' && sourcesOf(tariff, fact).some((s) => needed.has(s));
    if (needed.has(name) || named) {
      for (const source of sourcesOf(tariff, fact)) needed.add(source);
      continue;
    }
    const at = inside(inside(place, 'facts'), service.facts.indexOf(name));
    report(at, 'T32', `${name} is asked, but no fee depends on it`);
  }
}

function checkUnpublished({ service, place }: Subject): void {
  const parts = [service.facts, service.lines, service.together];
  if (parts.some((part) => part.length > 0) || service.unpublishedWhen !== undefined) {
    report(place, 'T23', 'is not published and must hold no facts, lines or groups');
  }
}

export function checkService(tariff: Tariff, service: TariffService, place: Place): void {
  const subject: Subject = { tariff, service, place };
  for (const [index, code] of service.nextLinked.entries()) {
    if (!tariff.services.some((other) => other.code === code)) {
      report(inside(inside(place, 'nextLinked'), index), 'T14', `${code} is not a service here`);
    }
  }
  if (!service.published) return checkUnpublished(subject);
  checkFactOrder(subject);
  const used = new Set(checkLines(subject));
  if (service.unpublishedWhen !== undefined) {
    const at = inside(place, 'unpublishedWhen');
    for (const name of checkCondition(subject, service.unpublishedWhen, { at, rebate: false })) {
      used.add(name);
    }
  }
  for (const [index, name] of service.facts.entries()) {
    const fact = factNamed(tariff, name);
    if (fact?.askWhen === undefined) continue;
    checkCondition(subject, fact.askWhen, {
      at: inside(inside(inside(place, 'facts'), index), 'askWhen'),
      rebate: false,
    });
  }
  checkTogether(subject);
  checkNeeded(subject, used);
  if (!service.lines.some((line) => line.kind === 'fee')) {
    report(inside(place, 'lines'), 'T14', 'has no line of kind fee');
  }
  return undefined;
}
