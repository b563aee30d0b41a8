/**
 * Tells every office whom UPI codes may pay (U16) and whether links are sent (PL5), or that UPI is off (U19). An office that was told
 * this last is passed over; one that was never told that UPI is on need not hear that it is off.
 */
import type { FeedContent, UpiPayee } from '#protocol/feed.ts';
import type { ServerContext } from '#server/context.ts';
import { publish } from '#server/store/feed.ts';

const MAX_OFFICES = 500;

/** Answers how many were told. */
export async function tellSetup(
  context: ServerContext,
  of: { readonly payees: readonly UpiPayee[]; readonly links: boolean },
): Promise<number> {
  const payees = [...of.payees];
  const content: FeedContent = { type: 'upi', payees, ...(of.links ? { links: true } : {}) };
  const rows = await context.database.read.rows<{ officeId: string }>(
    'SELECT o.office_id AS officeId FROM office o LEFT JOIN feed_item f ' +
      'ON f.office_id = o.office_id AND f.type = ? AND f.cursor_no = ' +
      '(SELECT MAX(cursor_no) FROM feed_item WHERE office_id = o.office_id AND type = ?) ' +
      `WHERE ${payees.length === 0 ? '' : 'f.content IS NULL OR '}f.content <> ? ` +
      `LIMIT ${MAX_OFFICES}`,
    ['upi', 'upi', JSON.stringify(content)],
  );
  for (const { officeId } of rows) {
    await context.database.transact((writer) =>
      publish(writer, officeId, { content, subject: 'setup', at: context.now() }),
    );
  }
  return rows.length;
}
