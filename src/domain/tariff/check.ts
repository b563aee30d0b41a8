/**
 * What the parts of a tariff must be to each other: identities, heads, facts, services and their
 * lines. Each finding names its place and the rule of docs/spec/tariff.md that it breaks.
 */
import { checkFact } from './check-facts.ts';
import { checkService } from './check-service.ts';
import { MAX_TARIFF_COMBINATIONS, sweepService } from './check-sweep.ts';
import { inside, report, type Place } from './reader.ts';
import type { Tariff } from './types.ts';

/** Reports each value that stands a second time. */
export function reportRepeats(
  place: Place,
  entries: readonly { readonly value: string; readonly key: string }[],
  rule: string,
): void {
  const seen = new Set<string>();
  for (const [index, { value, key }] of entries.entries()) {
    if (seen.has(value)) {
      report(inside(inside(place, index), key), rule, `${value} stands here a second time`);
    }
    seen.add(value);
  }
}

function checkValidity(tariff: Tariff, place: Place): void {
  const { validFrom, validTo, grace } = tariff;
  if (validTo !== null && validTo <= validFrom) {
    report(inside(place, 'validTo'), 'T2', 'must be later than validFrom');
  }
  if (grace !== undefined && (validTo === null || grace.until <= validTo)) {
    report(inside(inside(place, 'grace'), 'until'), 'T2', 'must be later than validTo');
  }
}

function checkHeads(tariff: Tariff, place: Place): void {
  const heads = inside(place, 'heads');
  reportRepeats(
    heads,
    tariff.heads.map((head) => ({ value: head.code, key: 'code' })),
    'T4',
  );
  const used = new Set(
    tariff.services.flatMap((service) => service.lines.map((line) => line.head)),
  );
  for (const [index, head] of tariff.heads.entries()) {
    if (!used.has(head.code)) report(inside(heads, index), 'T4', 'is used by no line');
  }
}

function checkFacts(tariff: Tariff, place: Place): void {
  const facts = inside(place, 'facts');
  reportRepeats(
    facts,
    tariff.facts.map((fact) => ({ value: fact.name, key: 'name' })),
    'T6',
  );
  const used = new Set(tariff.services.flatMap((service) => service.facts));
  for (const [index, fact] of tariff.facts.entries()) {
    checkFact(tariff, fact, inside(facts, index));
    if (!used.has(fact.name)) report(inside(facts, index), 'T32', 'is asked by no service');
  }
}

function checkServices(tariff: Tariff, place: Place): void {
  const services = inside(place, 'services');
  reportRepeats(
    services,
    tariff.services.map((service) => ({ value: service.code, key: 'code' })),
    'T14',
  );
  const mnemonics = new Map<string, string>();
  for (const [index, service] of tariff.services.entries()) {
    const at = inside(services, index);
    checkService(tariff, service, at);
    for (const mnemonic of service.search.mnemonics) {
      const other = mnemonics.get(mnemonic);
      if (other !== undefined) {
        const where = inside(inside(at, 'search'), 'mnemonics');
        report(where, 'T14', `${mnemonic} already stands for ${other}`);
      }
      mnemonics.set(mnemonic, service.code);
    }
  }
}

function checkRounding(tariff: Tariff, place: Place): void {
  if (tariff.rounding !== undefined && tariff.rounding.toPaise % 50 !== 0) {
    const at = inside(inside(place, 'rounding'), 'toPaise');
    report(at, 'T20', 'must be a multiple of 50 paise, the smallest coin');
  }
}

/** Adds to the place's problems; none means that the tariff may be used. */
export function checkTariff(tariff: Tariff, place: Place): void {
  checkValidity(tariff, place);
  checkHeads(tariff, place);
  checkFacts(tariff, place);
  checkServices(tariff, place);
  checkRounding(tariff, place);
  if (place.problems.length > 0) return;
  let allowed = MAX_TARIFF_COMBINATIONS;
  for (const [index, service] of tariff.services.entries()) {
    if (!service.published) continue;
    const at = inside(inside(place, 'services'), index);
    allowed -= sweepService({ tariff, service, allowed }, at);
  }
}
