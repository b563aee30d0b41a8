/**
 * First start: the one-time code from HQ makes this device a counter. The code pins the root; what
 * HQ answers is checked from there down before the journal's first entry is written.
 */
import type { CommandInput } from '#contract/commands.ts';
import { toHex } from '#domain/bytes.ts';
import { isTrainingCounter, type Hash } from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { openEnrolment, type Enrolment } from '#protocol/enrolment.ts';
import type { Context } from '#terminal/context.ts';
import { keepFeed } from '#terminal/feed-settings.ts';
import { createRecorder } from '#terminal/journal/recorder.ts';
import type { EnrolmentRequest } from '#terminal/ports/sync-transport.ts';
import { SETTING } from '#terminal/settings.ts';

function recordEnrolment(context: Context, enrolment: Enrolment): Result<null> {
  const { ports } = context;
  const { answer, feed, trust, certificate } = enrolment;
  const { officeId, counterId } = answer;
  const training = isTrainingCounter(counterId);
  const before = ports.custody?.predecessor() ?? null;
  const recorder = createRecorder({ ...ports, identity: { officeId, counterId, training } });
  return recorder.record((act) => {
    act.append('counter.enrolled', {
      publicKey: toBase64Url(ports.signer.publicKey),
      rootKeyId: trust.rootKeyId,
      certificateHash: toHex(ports.crypto.sha256(certificate.bytes)) as Hash,
      training,
      softwareVersion: ports.softwareVersion,
      ...(before === null
        ? {}
        : { successorOf: { counterId: before.counterId, headHash: before.head.hash } }),
    });
    act.putSetting(SETTING.enrolment, JSON.stringify(answer));
    keepFeed(act, { feed, wallTimeMs: ports.clock.now(), isFirst: true });
    return ok(null);
  });
}

/** K22: a device whose journal was put aside names what HQ had acknowledged of it. */
function successorOf({ ports }: Context): Pick<EnrolmentRequest, 'successorOf'> {
  const before = ports.custody?.predecessor() ?? null;
  if (before === null) return {};
  const { counterId, head } = before;
  return { successorOf: { counterId, seq: head.seq, headHash: head.hash } };
}

export async function enrol(
  context: Context,
  { code }: CommandInput<'enrol'>,
): Promise<Result<null>> {
  const { ports } = context;
  const { stopped } = context.memory;
  if (stopped !== null) return { ok: false, error: stopped };
  const counter = context.counter();
  if (counter !== null) return fail('ALREADY_ENROLLED', { counter: counter.counterId });
  const { publicKey } = ports.signer;
  const sent = await ports.transport.enrol({
    code,
    publicKey: toBase64Url(publicKey),
    ...successorOf(context),
  });
  if (!sent.ok) return sent;
  const opened = openEnrolment({ text: sent.value, code, publicKey, crypto: ports.crypto });
  if (!opened.ok) return opened;
  const recorded = recordEnrolment(context, opened.value);
  if (recorded.ok) context.reload();
  return recorded;
}
