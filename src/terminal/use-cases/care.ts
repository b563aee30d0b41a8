/** What a manager asks about this machine: how its journal, its second copy and its keys are. */
import type { CommandAnswer } from '#contract/answers.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { istDate } from '#domain/time.ts';
import { certificateFromText, firstInstantOf, parseCertificate } from '#protocol/certificates.ts';
import { counterOf, type Context } from '#terminal/context.ts';
import { acknowledged } from '#terminal/sync/acknowledged.ts';

type Description = CommandAnswer<'describeCounter'>;

function keyOf(context: Context): Description['key'] {
  const { signer, keyRing, crypto, store } = context.ports;
  const bytes = certificateFromText(counterOf(context).certificate);
  const certificate = parseCertificate(bytes, crypto.sha256);
  const open = store.read.viewsByTag('command', 'open').map(({ command }) => command);
  return {
    keyId: signer.keyId,
    number: [...(keyRing?.all().keys() ?? [])].indexOf(signer.keyId) + 1,
    validTo: certificate.ok ? istDate(firstInstantOf(certificate.value.validToDay)) : null,
    asked: open.filter((command) => command === 'rotate_key' || command === 'retire'),
  };
}

export function describeCounter(context: Context): Result<Description> {
  const { store, backup } = context.ports;
  const { memory } = context;
  return ok({
    counterId: counterOf(context).counterId,
    journal: {
      lastSeq: store.read.lastEntry()?.seq ?? 0,
      acknowledgedSeq: acknowledged(store.read).seq,
      freeBytes: store.freeBytes(),
    },
    backup: {
      place: backup?.place ?? null,
      last: backup?.last() ?? null,
      isWorking: memory.backingUp,
      failure: memory.backup,
    },
    key: keyOf(context),
  });
}

/** Answers at once: the copy is made and verified while people are served. */
export function backUpNow(context: Context): Result<null> {
  if (context.ports.backup === undefined) return fail('BACKUP_NO_PLACE');
  context.backUpSoon();
  return ok(null);
}
