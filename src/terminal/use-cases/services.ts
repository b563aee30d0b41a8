/** Finding a service by typing, saying what it asks for, and pricing it without recording. */
import type { CommandAnswer, ServiceFound } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import { ok, type Result } from '#domain/result.ts';
import { factNamed } from '#domain/tariff/facts.ts';
import { serviceNamed } from '#domain/tariff/price.ts';
import { findServices as searchBook } from '#domain/tariff/search.ts';
import type { Tariff, TariffService } from '#domain/tariff/types.ts';
import { assert } from '#domain/result.ts';
import type { Context } from '#terminal/context.ts';
import { priceNow } from '#terminal/pricing.ts';
import { previewSnapshot } from '#terminal/snapshots/quote.ts';

const MAX_FOUND = 12;

const serviceFound = (tariff: Tariff, service: TariffService): ServiceFound => ({
  serviceCode: service.code,
  texts: service.texts,
  mnemonic: service.search.mnemonics[0] ?? service.code,
  department: tariff.department,
});

export function findServices(
  context: Context,
  { text, language }: CommandInput<'findServices'>,
): Result<CommandAnswer<'findServices'>> {
  const query = { text, language, at: context.now(), limit: MAX_FOUND };
  const found = searchBook(context.tariffs().book, query);
  return ok(found.map(({ tariff, service }) => serviceFound(tariff, service)));
}

export function describeService(
  context: Context,
  { serviceCode }: CommandInput<'describeService'>,
): Result<CommandAnswer<'describeService'>> {
  const found = context.tariffs().inForce(serviceCode, context.now());
  if (!found.ok) return found;
  const { tariff } = found.value;
  const service = serviceNamed(tariff, serviceCode);
  assert(service !== undefined, 'the tariff in force has the service it was found by');
  const facts = service.facts.flatMap((name) => factNamed(tariff, name) ?? []);
  return ok({ ...serviceFound(tariff, service), facts });
}

export function preview(
  context: Context,
  { serviceCode, facts }: CommandInput<'preview'>,
): Result<CommandAnswer<'preview'>> {
  const priced = priceNow(context, { serviceCode, facts }, context.now());
  if (!priced.ok) return priced;
  context.memory.previews += 1;
  return ok(previewSnapshot(context, priced.value));
}
