/**
 * What HQ asked of this counter and is not done yet: its key replaced, its journal ended. A command
 * is journaled when it comes (F10) and done when it can be: a rotation needs the line, a retirement
 * a closed shift.
 */
import { toHex } from '#domain/bytes.ts';
import { decodeEntry } from '#domain/journal/chain.ts';
import type { Hash, KeyId } from '#domain/ids.ts';
import { ok, type Result } from '#domain/result.ts';
import { fromBase64Url, toBase64Url } from '#protocol/encoding.ts';
import { openRotation, signRotation } from '#protocol/rotation.ts';

import { here, type Context, type TerminalPorts } from './context.ts';
import { stopCounter } from './damage.ts';
import { retirementOf } from './retirement.ts';
import { certificateSettings, enrolmentSettings, SETTING } from './settings.ts';
import type { Signer } from './ports/system.ts';

const openCommand = (context: Context, command: 'rotate_key' | 'retire') =>
  context.ports.store.read.viewsByTag('command', 'open').find((each) => each.command === command);

/** K20: what HQ answered is a certificate of our next key, from the pinned root down. */
function checkCertificate(context: Context, next: Signer, certificate: string): Result<Hash> {
  const { store, crypto } = context.ports;
  const enrolled = enrolmentSettings(store.read);
  const rootPublicKey = fromBase64Url(enrolled?.rootPublicKey ?? '') ?? new Uint8Array();
  const { counterId = null } = context.counter() ?? {};
  const opened = openRotation({
    certificate,
    counterId: counterId ?? ('' as never),
    publicKey: next.publicKey,
    trust: { rootPublicKey, ...certificateSettings(store.read) },
    at: context.now(),
    crypto,
  });
  if (!opened.ok) return opened;
  return ok(toHex(crypto.sha256(opened.value.bytes)) as Hash);
}

/** The entry is the old key's last; with it in the journal the new key is in use. */
function adopt(
  context: Context,
  of: { readonly next: Signer; readonly certificate: string; readonly commandId: string },
): Result<null> {
  const { next, certificate, commandId } = of;
  const certificateHash = checkCertificate(context, next, certificate);
  if (!certificateHash.ok) return certificateHash;
  const recorded = context.recorder().record((act) => {
    act.append('key.rotated', {
      keyId: next.keyId,
      publicKey: toBase64Url(next.publicKey),
      certificateHash: certificateHash.value,
      commandId,
    });
    act.putSetting(SETTING.ownCertificate, JSON.stringify(certificate));
    return ok(null);
  });
  if (!recorded.ok) return recorded;
  const used = context.ports.keyRing?.use(next.keyId) ?? ok(null);
  context.reload();
  return used;
}

/** Does what HQ asked of the key, while the line is up. Nothing where nothing was asked. */
export async function rotateWhenAsked(context: Context): Promise<Result<null>> {
  const { keyRing, transport, signer, clock } = context.ports;
  const counter = context.counter();
  const command = context.memory.stopped === null ? openCommand(context, 'rotate_key') : undefined;
  if (command === undefined || counter === null) return ok(null);
  if (keyRing === undefined || transport.rotate === undefined) return ok(null);
  const next = keyRing.next();
  if (!next.ok) return next;
  const { officeId, counterId } = counter;
  const request = signRotation({ officeId, counterId, next: next.value, at: clock.now() }, signer);
  const answer = await transport.rotate(request);
  if (!answer.ok || context.memory.stopped !== null) return answer.ok ? ok(null) : answer;
  const { commandId } = command;
  return adopt(context, { next: next.value, certificate: answer.value, commandId });
}

/** Ends the journal where HQ asked for it and no shift is open: nothing follows (J18). */
export function retireWhenAsked(context: Context): void {
  const command = openCommand(context, 'retire');
  if (command === undefined || here(context).shiftId !== null) return;
  const recorded = context.recorder().record((act) => {
    act.append('counter.retired', { commandId: command.commandId });
    return ok(null);
  });
  if (!recorded.ok) return;
  const retired = retirementOf(context.ports.store.read);
  if (retired !== null) stopCounter(context, retired);
}

/** Which key the journal is under: a crash between a rotation and its key's use leaves the old one. */
export function alignKey({ keyRing, store }: TerminalPorts): Result<null> {
  const last = store.read.lastEntry();
  const entry = last === undefined ? undefined : decodeEntry(last.text);
  if (keyRing === undefined || entry?.ok !== true) return ok(null);
  const { kind, keyId, body } = entry.value;
  const under = kind === 'key.rotated' ? (body['keyId'] as KeyId) : keyId;
  return keyRing.keyId === under ? ok(null) : keyRing.use(under);
}
