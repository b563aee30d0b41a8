/** What an office's desk is held to, as HQ sets it: a fact of the office's chain. */
import { parseDepositSettings } from '#domain/deposits/limits.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { ServerContext } from '#server/context.ts';
import { actAtOffice, record } from '#server/office-chain/act.ts';
import { officeById } from '#server/store/fleet.ts';
import { deskSettings, type DeskSettings } from '#server/store/office-desk.ts';

/** Nothing is written where nothing changes. */
export async function setDesk(
  context: ServerContext,
  officeId: string,
  of: { readonly settings: DeskSettings; readonly staffId: string },
): Promise<Result<null>> {
  const { settings, staffId } = of;
  if (parseDepositSettings(settings.deposits) === null) {
    return fail('INPUT_INVALID', { field: 'deposits' });
  }
  const ids = settings.branches.map(({ branchId }) => branchId);
  if (new Set(ids).size !== ids.length) return fail('INPUT_INVALID', { field: 'branches' });
  if ((await officeById(context.database.read, officeId)) === null) return fail('NOT_FOUND');
  return actAtOffice(context, officeId, async (held) => {
    const before = await deskSettings(held.writer, officeId);
    if (JSON.stringify(before) === JSON.stringify(settings)) return ok(null);
    await record(held, { kind: 'desk.settings_changed', body: { settings, staffId } });
    return ok(null);
  });
}
