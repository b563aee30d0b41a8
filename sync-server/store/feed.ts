/** The feed as rows: numbered per office, written once, and not again where nothing changed. */
import { assert } from '#domain/result.ts';
import { isFeedContent, type FeedContent, type FeedItem } from '#protocol/feed.ts';
import type { Reader, Writer } from './database.ts';

/** What an item is about within its type: a later one of the same subject replaces it. */
function subjectOf(content: FeedContent, subject: string): string {
  return `${content.type}/${subject}`.slice(0, 100);
}

/** Answers the new cursor, or null where the office was told exactly this last. */
export async function publish(
  writer: Writer,
  officeId: string,
  of: { readonly content: FeedContent; readonly subject: string; readonly at: number },
): Promise<number | null> {
  assert(isFeedContent(of.content), `a counter could not read this ${of.content.type}`);
  const [office] = await writer.rows<{ feed_cursor: number }>(
    'SELECT feed_cursor FROM office WHERE office_id = ? FOR UPDATE',
    [officeId],
  );
  if (office === undefined) return null;
  const subject = subjectOf(of.content, of.subject);
  const text = JSON.stringify(of.content);
  const [last] = await writer.rows<{ content: string }>(
    'SELECT content FROM feed_item WHERE office_id = ? AND type = ? AND subject = ? ' +
      'ORDER BY cursor_no DESC LIMIT 1',
    [officeId, of.content.type, subject],
  );
  if (last?.content === text) return null;
  const cursor = office.feed_cursor + 1;
  await writer.run(
    'INSERT INTO feed_item (office_id, cursor_no, type, subject, content, created_at) ' +
      'VALUES (?,?,?,?,?,?)',
    [officeId, cursor, of.content.type, subject, text, of.at],
  );
  await writer.run('UPDATE office SET feed_cursor = ? WHERE office_id = ?', [cursor, officeId]);
  return cursor;
}

/** Whether the office has an item of this type about this subject. */
export async function wasTold(
  reader: Reader,
  officeId: string,
  of: { readonly type: FeedContent['type']; readonly subject: string },
): Promise<boolean> {
  const subject = `${of.type}/${of.subject}`.slice(0, 100);
  const rows = await reader.rows(
    'SELECT cursor_no FROM feed_item WHERE office_id = ? AND type = ? AND subject = ? LIMIT 1',
    [officeId, of.type, subject],
  );
  return rows.length > 0;
}

/** The office's latest cursor. */
export async function feedCursorOf(reader: Reader, officeId: string): Promise<number> {
  const [row] = await reader.rows<{ feed_cursor: number }>(
    'SELECT feed_cursor FROM office WHERE office_id = ?',
    [officeId],
  );
  return row?.feed_cursor ?? 0;
}

export async function feedAfter(
  reader: Reader,
  officeId: string,
  of: { readonly cursor: number; readonly limit: number },
): Promise<readonly FeedItem[]> {
  const rows = await reader.rows<{ cursor_no: number; content: string }>(
    'SELECT cursor_no, content FROM feed_item WHERE office_id = ? AND cursor_no > ? ' +
      `ORDER BY cursor_no LIMIT ${Math.trunc(of.limit)}`,
    [officeId, of.cursor],
  );
  return rows.map((row) => ({
    cursor: row.cursor_no,
    ...(JSON.parse(row.content) as FeedContent),
  }));
}

/** Removes what the office was told before about this subject: nobody shall be told it any more. */
export async function dropOlder(
  writer: Writer,
  officeId: string,
  of: {
    readonly type: FeedContent['type'];
    readonly subject: string;
    readonly before: number;
  },
): Promise<void> {
  await writer.run(
    'DELETE FROM feed_item WHERE office_id = ? AND type = ? AND subject = ? AND cursor_no < ?',
    [officeId, of.type, `${of.type}/${of.subject}`.slice(0, 100), of.before],
  );
}
