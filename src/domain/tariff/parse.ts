/**
 * The only door for a tariff: JSON in, a checked tariff out, or every problem with its place. A
 * tariff that passes cannot surprise a counter: no gap, no unknown fact, no line that never
 * applies, no text missing, no default that raises a fee.
 */
import type { Result } from '#domain/result.ts';
import { checkTariff } from './check.ts';
import { line } from './read-lines.ts';
import {
  authority,
  code,
  condition,
  fact,
  factName,
  headCode,
  midnight,
  texts,
} from './read-parts.ts';
import {
  flag,
  integer,
  list,
  nullable,
  object,
  oneOf,
  optional,
  required,
  text,
  type Place,
  type Read,
} from './reader.ts';
import type { Tariff, TariffProblem, TariffService } from './types.ts';

const words = list(text(40), { min: 0, max: 40 });
const searchWords = object({ en: required(words), hi: required(words) });

const service: Read<TariffService> = object({
  code: required(code),
  texts: required(texts),
  search: required(
    object({
      mnemonics: required(list(text(12, /^[A-Z0-9]+$/), { min: 0, max: 8 })),
      words: required(searchWords),
    }),
  ),
  facts: required(list(factName, { min: 0, max: 30 })),
  published: required(flag),
  unpublishedWhen: optional(condition),
  lines: required(list(line, { min: 0, max: 60 })),
  together: required(list(list(code, { min: 2, max: 20 }), { min: 0, max: 10 })),
  nextLinked: required(list(code, { min: 0, max: 20 })),
});

const tariff: Read<Tariff> = object({
  format: required(oneOf(1)),
  id: required(text(60, /^[a-z0-9]+(?:-[a-z0-9]+)*$/)),
  version: required(integer(1, 1_000_000)),
  texts: required(texts),
  department: required(texts),
  authority: required(authority),
  notes: required(list(text(1000), { min: 0, max: 40 })),
  validFrom: required(midnight),
  validTo: required(nullable(midnight)),
  grace: optional(object({ until: required(midnight), authority: required(authority) })),
  rounding: optional(
    object({
      mode: required(oneOf('nearest', 'up', 'down')),
      toPaise: required(integer(1, 100_000)),
      texts: required(texts),
      authority: required(authority),
    }),
  ),
  heads: required(
    list(object({ code: required(headCode), texts: required(texts) }), { min: 1, max: 60 }),
  ),
  facts: required(list(fact, { min: 0, max: 200 })),
  services: required(list(service, { min: 1, max: 500 })),
});

/** Reads and checks parsed JSON. Never throws; the problems name their place and their rule. */
export function parseTariff(json: unknown): Result<Tariff, readonly TariffProblem[]> {
  const problems: TariffProblem[] = [];
  const place: Place = { path: '', depth: 0, problems };
  const read = tariff(json, place);
  if (read !== undefined && problems.length === 0) checkTariff(read, place);
  return read === undefined || problems.length > 0
    ? { ok: false, error: problems }
    : { ok: true, value: read };
}
