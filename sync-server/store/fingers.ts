/** Where the sealed templates of each enrolment lie; HQ cannot open them (FP29, FP32). */
import type { Writer } from './database.ts';
import type { CounterKey } from './entries.ts';

interface Place extends CounterKey {
  readonly enrolmentId: string;
}

/** The private record that holds them now: null once forgotten; undefined where nobody knows it. */
async function recordOf(
  writer: Writer,
  { officeId, enrolmentId }: Pick<Place, 'officeId' | 'enrolmentId'>,
): Promise<{ readonly counterId: string; readonly ref: string | null } | undefined> {
  const [row] = await writer.rows<{ counterId: string; ref: string | null }>(
    'SELECT counter_id AS counterId, ref FROM finger_enrolment ' +
      'WHERE office_id = ? AND enrolment_id = ? FOR UPDATE',
    [officeId, enrolmentId],
  );
  return row;
}

const erase = (
  writer: Writer,
  of: { readonly officeId: string; readonly counterId: string; readonly ref: string },
): Promise<number> =>
  writer.run('DELETE FROM private_record WHERE office_id = ? AND counter_id = ? AND ref = ?', [
    of.officeId,
    of.counterId,
    of.ref,
  ]);

const put = (writer: Writer, of: Place & { readonly ref: string | null }): Promise<number> =>
  writer.run(
    'INSERT INTO finger_enrolment (office_id, enrolment_id, counter_id, ref) VALUES (?,?,?,?) ' +
      'ON DUPLICATE KEY UPDATE counter_id = VALUES(counter_id), ref = VALUES(ref)',
    [of.officeId, of.enrolmentId, of.counterId, of.ref],
  );

/** Newer templates take the place of older ones. False where it was forgotten: then both go. */
export async function keepTemplates(
  writer: Writer,
  of: Place & { readonly ref: string },
): Promise<boolean> {
  const before = await recordOf(writer, of);
  if (before?.ref === null) {
    await erase(writer, of);
    return false;
  }
  if (before !== undefined && before.ref !== of.ref) {
    await erase(writer, { ...of, counterId: before.counterId, ref: before.ref });
  }
  await put(writer, of);
  return true;
}

export async function forgetTemplates(writer: Writer, of: Place): Promise<void> {
  const before = await recordOf(writer, of);
  if (before !== undefined && before.ref !== null) {
    await erase(writer, { ...of, counterId: before.counterId, ref: before.ref });
  }
  await put(writer, { ...of, ref: null });
}
