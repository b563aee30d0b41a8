/** What a fact must be by itself and to the facts it is derived from (rules T6 to T11). */
import { factNamed } from './facts.ts';
import { inside, report, type Place } from './reader.ts';
import type {
  ChoiceFact,
  ChoiceOption,
  DerivedFact,
  FactDefinition,
  IntegerFact,
  JournalForm,
  MoneyFact,
  Tariff,
} from './types.ts';

/** The journal forms that keep a fact coarse (P10), by its type. */
function journalForms(fact: FactDefinition): readonly JournalForm['form'][] {
  switch (fact.type) {
    case 'integer':
      return ['value', 'bands'];
    case 'date':
      return ['none'];
    case 'document':
      return ['presence'];
    case 'derived':
      if (fact.derive.kind === 'age') return ['bands'];
      if (fact.derive.kind === 'delay') return ['value', 'bands'];
      return fact.derive.kind === 'onOrAfter' ? ['value'] : ['none'];
    default:
      return ['value'];
  }
}

/** The numbers a fact can be; null where it is not a number. */
export function rangeOf(
  fact: FactDefinition,
): { readonly min: number; readonly max: number } | null {
  if (fact.type === 'integer' || fact.type === 'money') return fact;
  if (fact.type !== 'derived' || fact.derive.kind === 'onOrAfter') return null;
  return { min: 0, max: fact.max };
}

function checkJournal(fact: FactDefinition, place: Place): void {
  const { journal } = fact;
  const at = inside(place, 'journal');
  const allowed = journalForms(fact);
  if (!allowed.includes(journal.form)) {
    report(inside(at, 'form'), 'T11', `must be ${allowed.join(' or ')} for this kind of fact`);
  }
  if (journal.form !== 'bands') return;
  const range = rangeOf(fact);
  const { bands } = journal;
  const falling = bands.findIndex((from, index) => index > 0 && from <= (bands[index - 1] ?? 0));
  if (falling > 0) {
    report(inside(inside(at, 'bands'), falling), 'T11', 'must be above the band before it');
  }
  if (range === null || bands[0] !== range.min || (bands.at(-1) ?? 0) > range.max) {
    report(
      inside(at, 'bands'),
      'T11',
      "must begin at the fact's minimum and end below its maximum",
    );
  }
}

function checkRange(fact: IntegerFact | MoneyFact, place: Place): void {
  if (fact.min > fact.max) report(inside(place, 'max'), 'T7', 'is below min');
  if (fact.type !== 'integer' || fact.default === undefined) return;
  if (fact.default < fact.min || fact.default > fact.max) {
    report(inside(place, 'default'), 'T7', 'is outside min and max');
  }
}

function checkOptions(options: readonly ChoiceOption[], place: Place): void {
  const values = options.map((option) => option.value);
  for (const [index, value] of values.entries()) {
    if (values.indexOf(value) < index) {
      const at = inside(inside(inside(place, 'options'), index), 'value');
      report(at, 'T7', `${value} stands here a second time`);
    }
  }
}

function checkChoice(tariff: Tariff, fact: ChoiceFact, place: Place): void {
  checkOptions(fact.options, place);
  const options = inside(place, 'options');
  if (fact.options.length < 2) report(options, 'T7', 'leaves no choice');
  if (fact.default !== undefined && !fact.options.some(({ value }) => value === fact.default)) {
    report(inside(place, 'default'), 'T7', 'is not one of the options');
  }
  const documented = fact.options.filter((option) => option.document !== undefined);
  const byRight = fact.byRight === true;
  if (byRight && (documented.length === 0 || documented.length === fact.options.length)) {
    report(options, 'T9', 'a category by right needs options with a document and one without');
  }
  for (const [index, option] of fact.options.entries()) {
    if (option.document === undefined) continue;
    const at = inside(inside(options, index), 'document');
    if (!byRight) report(at, 'T9', 'belongs to a category by right only (byRight)');
    if (factNamed(tariff, option.document)?.type !== 'document') {
      report(at, 'T9', `${option.document} is not a document fact`);
    }
  }
}

function checkDerived(tariff: Tariff, fact: DerivedFact, place: Place): void {
  const at = inside(place, 'derive');
  if ('from' in fact.derive) {
    if (factNamed(tariff, fact.derive.from)?.type !== 'date') {
      report(inside(at, 'from'), 'T8', `${fact.derive.from} is not a date fact`);
    }
    return;
  }
  const types = new Set<string>();
  for (const [index, name] of fact.derive.of.entries()) {
    const source = factNamed(tariff, name);
    const usable = source?.type === 'money' || source?.type === 'integer';
    if (!usable || source.journal.form !== 'value') {
      const where = inside(inside(at, 'of'), index);
      report(where, 'T8', `${name} is not an amount or count journaled as its value`);
    }
    if (source !== undefined) types.add(source.type);
  }
  if (types.size > 1) report(inside(at, 'of'), 'T8', 'mixes amounts with counts');
}

export function checkFact(tariff: Tariff, fact: FactDefinition, place: Place): void {
  checkJournal(fact, place);
  switch (fact.type) {
    case 'integer':
    case 'money':
      return checkRange(fact, place);
    case 'choice':
      return checkChoice(tariff, fact, place);
    case 'waiver':
      return checkOptions(fact.options, place);
    case 'document':
      if (fact.minLength > fact.maxLength) report(inside(place, 'maxLength'), 'T7', 'is below min');
      return undefined;
    case 'derived':
      return checkDerived(tariff, fact, place);
    default:
      return undefined;
  }
}
