/**
 * One-time codes by SMS for a citizen whose finger cannot be read (FP23): sent to the number that the
 * visit's own record names, checked here, so that no clerk can make one up.
 */
import { hash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

import { fail, ok, type Err, type Result } from '#domain/result.ts';
import type { ServerContext } from '#server/context.ts';
import { contactOf } from '#server/messages/contact.ts';
import { blankMessage, countTry, insertCode, lastSentAt, lockCode } from '#server/store/codes.ts';
import type { CounterKey } from '#server/store/entries.ts';
import { officeById } from '#server/store/fleet.ts';
import { keepMessage } from '#server/store/messages.ts';

export const CODE_VALID_MS = 600_000;
export const CODE_TRIES = 5;
const AGAIN_AFTER_MS = 60_000;
const CODES = 1_000_000;
const DIGITS = 6;

type Context = Pick<ServerContext, 'database' | 'now'>;

const hashOf = (codeId: string, code: string): Uint8Array =>
  hash('sha256', `raseed/code/1\0${codeId}\0${code}`, 'buffer');

export interface SentCode {
  readonly codeId: string;
  readonly validUntil: number;
}

/** The same failure of a contact, in the words of whoever waits for a code. */
const asCode = (failed: Err): Err => {
  if (failed.error.code === 'NO_CONTACT') return fail('CODE_NO_PHONE');
  return failed.error.code === 'CONTACT_NOT_YET' ? fail('CODE_NOT_YET') : failed;
};

/** CODE_NO_PHONE, CODE_NOT_YET, NUMBER_*, CODE_TOO_SOON. */
export async function askCode(
  { database, now }: Context,
  of: CounterKey & { readonly visitId: string; readonly ref: string },
): Promise<Result<SentCode>> {
  const at = now();
  const contact = await contactOf(database.read, of);
  if (!contact.ok) return asCode(contact);
  const last = await lastSentAt(database.read, of);
  if (last !== null && at - last < AGAIN_AFTER_MS) {
    return fail('CODE_TOO_SOON', { seconds: Math.ceil((last + AGAIN_AFTER_MS - at) / 1000) });
  }
  const office = await officeById(database.read, of.officeId);
  const name = office?.name[contact.value.language] ?? of.officeId;
  const codeId = randomBytes(16).toString('hex');
  const code = randomInt(CODES).toString().padStart(DIGITS, '0');
  const validUntil = at + CODE_VALID_MS;
  return database.transact(async (writer) => {
    const messageId = await keepMessage(writer, {
      ...of,
      template: 'code',
      subject: codeId,
      fill: [code, name],
      at,
    });
    const codeHash = hashOf(codeId, code);
    await insertCode(writer, { ...of, codeId, codeHash, messageId, sentAt: at, validUntil });
    return { codeId, validUntil };
  });
}

/** CODE_WRONG with the tries that are left, CODE_EXPIRED for one that is used, old or unknown. */
export async function checkCode(
  { database, now }: Context,
  of: CounterKey & { readonly codeId: string; readonly code: string },
): Promise<Result<null>> {
  const at = now();
  const checked = await database.transact(async (writer): Promise<Result<null>> => {
    const row = await lockCode(writer, of);
    const isOver = row === null || row.usedAt !== null || row.tries >= CODE_TRIES;
    if (isOver || row.validUntil <= at) return fail('CODE_EXPIRED');
    const isRight = timingSafeEqual(row.codeHash, hashOf(of.codeId, of.code));
    const left = CODE_TRIES - row.tries - 1;
    await countTry(writer, { ...of, usedAt: isRight || left === 0 ? at : null });
    if (isRight || left === 0) await blankMessage(writer, { ...of, messageId: row.messageId });
    return isRight ? ok(null) : fail('CODE_WRONG', { left });
  });
  return checked.ok ? checked.value : checked;
}
