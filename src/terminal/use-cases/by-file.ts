/** A stick to HQ and back, with a manager beside it: the line may be dead for weeks (P7). */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { exportForHq } from '#terminal/by-file/export.ts';
import { importFromHq } from '#terminal/by-file/import.ts';
import { counterOf, type Context } from '#terminal/context.ts';
import { applyFeed, identityOf } from '#terminal/counter-sync.ts';
import { feedCursor } from '#terminal/settings.ts';
import { checkApproval } from './pin.ts';

export function exchangePlaces(context: Context): Result<CommandAnswer<'exchangePlaces'>> {
  return ok(context.ports.exchange?.places() ?? []);
}

export async function exportSync(
  context: Context,
  input: CommandInput<'exportSync'>,
): Promise<Result<CommandAnswer<'exportSync'>>> {
  const { exchange, store, clock, signer } = context.ports;
  if (exchange === undefined) return fail('EXCHANGE_PLACE_MISSING');
  const approved = await checkApproval(context, input, 'by_file');
  if (!approved.ok) return approved;
  const identity = counterOf(context);
  const { placeId } = input;
  return exportForHq({ store: store.read, clock, signer, identity, exchange, placeId });
}

export async function importSync(
  context: Context,
  input: CommandInput<'importSync'>,
): Promise<Result<CommandAnswer<'importSync'>>> {
  const { exchange, store, crypto } = context.ports;
  if (exchange === undefined) return fail('EXCHANGE_PLACE_MISSING');
  const approved = await checkApproval(context, input, 'by_file');
  if (!approved.ok) return approved;
  const identity = identityOf(context);
  if (identity === null) return fail('NOT_ENROLLED');
  return importFromHq({
    store,
    crypto,
    identity,
    exchange,
    placeId: input.placeId,
    feedCursor: () => feedCursor(store.read),
    applyFeed: (feed) => applyFeed(context, feed),
  });
}
