/**
 * Enrolling somebody's fingers: consent, two fingers or more, the best of three captures of each,
 * nobody twice (FP9 to FP15).
 */
import type { CommandInput } from '#contract/commands.ts';
import type { CaptureConsent, Finger } from '#contract/finger.ts';
import { toHex, utf8 } from '#domain/bytes.ts';
import type { Hash } from '#domain/ids.ts';
import { assert, fail, ok, type Result } from '#domain/result.ts';
import { DAY_MS, instant } from '#domain/time.ts';
import type { Context } from '#terminal/context.ts';
import type { Act } from '#terminal/journal/recorder.ts';
import type { TemplateVault } from '#terminal/ports/vault.ts';
import { checkPin } from '#terminal/use-cases/pin.ts';

import { refuseSession, takeFinger, type Taken, type Wanted } from './capture.ts';
import { leaveGallery, refreshGallery } from './gallery.ts';
import { consentOf, fingerRules } from './identity.ts';
import { forgetHere } from './news.ts';
import {
  beginSession,
  endSession,
  isLive,
  readyFingers,
  runApart,
  sessionAt,
  touch,
  type FingerPorts,
  type Session,
} from './session.ts';
import {
  citizenSubject,
  findEnrolments,
  openEnrolment,
  sealEnrolment,
  staffSubject,
  type EnrolledFinger,
  type Enrolment,
} from './templates.ts';

export const FINGERS_NEEDED = 2;
export const CAPTURES = 3;
const ENROLLING: Wanted = { badLimit: 8, isStrict: true, mayStop: true };
/** Rounds in which captures of one finger did not agree. */
const ODD_LIMIT = 3;
const ID_BYTES = 16;

interface Tools {
  readonly fingers: FingerPorts;
  readonly vault: TemplateVault;
}

function toolsOf(context: Context): Result<Tools> {
  const fingers = readyFingers(context);
  if (!fingers.ok) return fingers;
  const { vault } = context.ports;
  return vault === undefined ? fail('FINGER_OFF') : ok({ fingers: fingers.value, vault });
}

/** Somebody's templates are there that only another counter can read: its key is to come (FP30). */
export function isKeyMissing(context: Context, vault: TemplateVault): boolean {
  const [first] = context.ports.store.read.templatesAfter('', 1);
  return first !== undefined && openEnrolment(vault, first) === null;
}

function begin(
  context: Context,
  of: Pick<Session, 'purpose' | 'subject' | 'staffId'> & { readonly consent: CaptureConsent },
): Result<null> {
  const tools = toolsOf(context);
  if (!tools.ok) return tools;
  if (isKeyMissing(context, tools.value.vault)) return fail('FINGER_KEY_MISSING');
  const attempts = ENROLLING.badLimit;
  const begun = beginSession(context, {
    ...of,
    act: null,
    fingers: [],
    prompt: 'read_consent',
    attempts,
  });
  return begun.ok ? ok(null) : begun;
}

export function beginEnrolment(
  context: Context,
  { reference, services, language }: CommandInput<'beginEnrolment'>,
): Result<null> {
  const rules = fingerRules(context);
  if (!rules.ok) return rules;
  const foreign = services.find((code) => !rules.value.services.includes(code));
  if (foreign !== undefined) return fail('SERVICE_UNKNOWN', { service: foreign });
  const consent = consentOf(context, { rules: rules.value, language, services });
  const subject = citizenSubject(reference);
  return begin(context, { purpose: 'enrolment', subject, staffId: null, consent });
}

export async function beginStaffEnrolment(
  context: Context,
  { staffId, pin, language }: CommandInput<'beginStaffEnrolment'>,
): Promise<Result<null>> {
  const rules = fingerRules(context);
  if (!rules.ok) return rules;
  const member = await checkPin(context, { staffId, pin, purpose: 'step_up' });
  if (!member.ok) return member;
  const consent = consentOf(context, { rules: rules.value, language, services: [] });
  const subject = staffSubject(staffId);
  return begin(context, { purpose: 'staff_enrolment', subject, staffId, consent });
}

export function acceptConsent(context: Context): Result<null> {
  const session = sessionAt(context, 'read_consent');
  if (!session.ok) return session;
  session.value.prompt = 'choose_finger';
  touch(context, session.value);
  return ok(null);
}

export function captureFinger(
  context: Context,
  { finger }: CommandInput<'captureFinger'>,
): Result<null> {
  const tools = toolsOf(context);
  if (!tools.ok) return tools;
  const at = sessionAt(context, 'choose_finger');
  if (!at.ok) return at;
  const session = at.value;
  session.taken = session.taken.filter((each) => each.finger !== finger);
  Object.assign(session, { finger, captured: 0, complaint: null, preview: null });
  session.prompt = session.mustLift ? 'lift' : 'place';
  touch(context, session);
  const { fingers } = tools.value;
  runApart(context, session, () => enrolFinger(context, { fingers, session, finger }));
  return ok(null);
}

/** Three captures that agree; null where the session ended or nobody put a finger on. */
async function agreeing(
  context: Context,
  of: { readonly fingers: FingerPorts; readonly session: Session },
): Promise<{ readonly best: Taken } | null> {
  const { fingers, session } = of;
  let captures: readonly Taken[] = [];
  for (let round = 0; round < ODD_LIMIT; round += 1) {
    while (captures.length < CAPTURES) {
      const taken = await takeFinger(context, fingers, { session, wanted: ENROLLING });
      if (taken === null) return null;
      captures = [...captures, taken];
      session.captured = captures.length;
      context.changed();
    }
    const { best, odd } = await fingers.matcher.bestOf(captures);
    const chosen = captures[best];
    if (odd.length === 0 && chosen !== undefined) return { best: chosen };
    captures = captures.filter((_, index) => !odd.includes(index));
    session.captured = captures.length;
    session.complaint = { code: 'FINGER_DIFFERS' };
  }
  refuseSession(context, session, { code: 'FINGER_UNREADABLE' });
  return null;
}

async function enrolFinger(
  context: Context,
  of: { readonly fingers: FingerPorts; readonly session: Session; readonly finger: Finger },
): Promise<void> {
  const { fingers, session, finger } = of;
  const agreed = await agreeing(context, of);
  if (!isLive(context, session)) return;
  if (agreed !== null) {
    const { template, qualityPercent } = agreed.best;
    const others = session.taken.map((each) => each.template);
    const answers = await fingers.matcher.compare(template, others);
    if (!isLive(context, session)) return;
    if (answers.some(({ isMatch }) => isMatch)) session.complaint = { code: 'FINGER_REPEATED' };
    else session.taken = [...session.taken, { finger, template, qualityPercent }];
  }
  Object.assign(session, { finger: null, captured: 0, prompt: 'choose_finger' });
  touch(context, session);
  context.changed();
}

export function finishEnrolment(context: Context): Result<null> {
  const tools = toolsOf(context);
  if (!tools.ok) return tools;
  const at = sessionAt(context, 'choose_finger');
  if (!at.ok) return at;
  const session = at.value;
  if (session.taken.length < FINGERS_NEEDED)
    return fail('FINGERS_NEEDED', { count: FINGERS_NEEDED });
  session.prompt = 'working';
  touch(context, session);
  runApart(context, session, () => finish(context, tools.value, session));
  return ok(null);
}

async function finish(context: Context, tools: Tools, session: Session): Promise<void> {
  const { vault } = tools;
  const { matcher } = tools.fingers;
  await refreshGallery(context, { matcher, vault });
  const own = findEnrolments(vault, context.ports.store.read, session.subject);
  for (const { id } of own) leaveGallery(context, matcher, id);
  const found = await matcher.search(session.taken.map(({ template }) => template));
  if (!isLive(context, session)) return;
  if (found === null) {
    keep(context, { vault, session, own, threshold: matcher.threshold });
    return;
  }
  const { id: enrolmentId, band } = found;
  const noted = context.recorder().record((act) => {
    act.append('finger.duplicate', { enrolmentId, band, threshold: matcher.threshold });
    return ok(null);
  });
  const failure = noted.ok ? fail('FINGER_ENROLLED_ALREADY').error : noted.error;
  refuseSession(context, session, failure);
}

/** FP10: over `version`, `language` and the text, a line feed between them. */
function consentHash(context: Context, { version, language, text }: CaptureConsent): Hash {
  const read = `${version}\n${language}\n${text[language]}`;
  return toHex(context.ports.crypto.sha256(utf8(read))) as Hash;
}

interface ToKeep {
  readonly vault: TemplateVault;
  readonly session: Session;
  readonly own: readonly Enrolment[];
  readonly threshold: string;
}

function keep(context: Context, of: ToKeep): void {
  const { vault, session } = of;
  const held = vault.keyIds()[0];
  const keyId = held === undefined ? vault.makeKey() : ok(held);
  if (!keyId.ok) {
    refuseSession(context, session, keyId.error);
    return;
  }
  const taken = session.taken.map((each) => ({ ...each }));
  const kept = context
    .recorder()
    .record((act) => appendEnrolment(context, act, { ...of, taken, keyId: keyId.value }));
  if (kept.ok) endSession(context, session, { kind: 'enrolled', fingers: taken.length });
  else refuseSession(context, session, kept.error);
}

function appendEnrolment(
  context: Context,
  act: Act,
  of: ToKeep & { readonly taken: readonly EnrolledFinger[]; readonly keyId: string },
): Result<null> {
  const { session, vault, own, taken, keyId, threshold } = of;
  const { consent, subject, staffId } = session;
  assert(consent !== null, 'nobody is enrolled without consent');
  for (const { id: enrolmentId } of own) {
    forgetHere(act, enrolmentId);
    act.append('finger.forgotten', { enrolmentId, cause: 'request' });
  }
  const id = toHex(context.ports.random.bytes(ID_BYTES));
  const expiresAt = instant(act.now + consent.retentionDays * DAY_MS);
  const services = consent.services.map(({ serviceCode }) => serviceCode);
  const enrolment = { id, subject, services, fingers: taken, expiresAt };
  const row = sealEnrolment(vault, { enrolment, keyId });
  const { version, language } = consent;
  act.append('finger.enrolled', {
    enrolmentId: id,
    subject: staffId === null ? 'citizen' : 'staff',
    ...(staffId === null ? {} : { staff: staffId }),
    services,
    consent: { version, language, hash: consentHash(context, consent) },
    fingers: taken.length,
    threshold,
    expiresAt,
    sealed: act.keepPrivate(row.text),
  });
  act.putTemplate(row);
  return ok(null);
}
