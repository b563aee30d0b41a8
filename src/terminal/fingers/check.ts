/**
 * One person's finger against what is kept of them, and of nobody else: a citizen before a charge,
 * a manager in the place of their PIN (FP16 to FP21).
 */
import type { CommandAnswer, EnrolmentFound } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import { toHex } from '#domain/bytes.ts';
import type { VisitId } from '#domain/ids.ts';
import type { ScoreBand, StepUpAct } from '#domain/journal/finger-kinds.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { DAY_MS, instant } from '#domain/time.ts';
import { here, type Context } from '#terminal/context.ts';
import { checkPerson } from '#terminal/presence.ts';
import type { Act } from '#terminal/journal/recorder.ts';
import type { TemplateVault } from '#terminal/ports/vault.ts';

import { refuseSession, takeFinger, type Taken, type Wanted } from './capture.ts';
import { isKeyMissing } from './enrol.ts';
import { askingServices, askingVisit, fingerRules } from './identity.ts';
import {
  beginSession,
  endSession,
  isAtTheDoor,
  isLive,
  readyFingers,
  runApart,
  type FingerPorts,
} from './session.ts';
import {
  citizenSubject,
  findEnrolments,
  sealEnrolment,
  staffSubject,
  type Enrolment,
} from './templates.ts';

export const TRIES = 3;
const CHECKING: Wanted = { badLimit: 3, isStrict: false, mayStop: false };
export const PROOF_MS = 60_000;
const FIRST_LOCK_SECONDS = 60;
const LONGEST_LOCK_SECONDS = 3_600;
const PROOF_BYTES = 16;

const opted = (enrolment: Enrolment, services: readonly string[]): boolean =>
  services.every((code) => enrolment.services.includes(code));

/** Who is enrolled as this subject for these services; FINGER_NOT_ENROLLED or FINGER_KEY_MISSING. */
function enrolledAs(
  context: Context,
  of: { readonly subject: string; readonly services: readonly string[] },
): Result<{ readonly vault: TemplateVault; readonly enrolment: Enrolment }> {
  const { vault, store } = context.ports;
  if (vault === undefined) return fail('FINGER_OFF');
  const found = findEnrolments(vault, store.read, of.subject).filter(
    (each) => each.expiresAt > context.now(),
  );
  const enrolment = found.find((each) => opted(each, of.services));
  if (enrolment !== undefined) return ok({ vault, enrolment });
  return fail(isKeyMissing(context, vault) ? 'FINGER_KEY_MISSING' : 'FINGER_NOT_ENROLLED');
}

/** FP19: whole seconds that are left to wait; 0 where a finger may be tried. */
export function lockSeconds(context: Context, enrolmentId: string): number {
  const tries = context.ports.store.read.view('fingerTries', enrolmentId);
  if (tries === undefined || tries.lastMissAt === null || tries.misses < TRIES) return 0;
  const lock = Math.min(FIRST_LOCK_SECONDS * 2 ** (tries.misses - TRIES), LONGEST_LOCK_SECONDS);
  return Math.max(0, Math.ceil((tries.lastMissAt + lock * 1000 - context.now()) / 1000));
}

interface Checking {
  readonly purpose: 'verification' | 'step_up';
  readonly vault: TemplateVault;
  readonly enrolment: Enrolment;
  readonly visitId: VisitId | null;
  readonly act: StepUpAct | null;
}

function begin(
  context: Context,
  of: Checking & Pick<Parameters<typeof beginSession>[1], 'subject' | 'staffId'>,
): Result<null> {
  const fingers = readyFingers(context);
  if (!fingers.ok) return fingers;
  const seconds = lockSeconds(context, of.enrolment.id);
  if (seconds > 0) return fail('FINGER_LOCKED', { seconds });
  const { purpose, subject, staffId, act } = of;
  const begun = beginSession(context, {
    purpose,
    subject,
    staffId,
    act,
    fingers: of.enrolment.fingers.map(({ finger }) => finger),
    consent: null,
    prompt: 'place',
    attempts: TRIES,
  });
  if (!begun.ok) return begun;
  const session = begun.value;
  const running = { ...of, fingers: fingers.value, session };
  runApart(context, session, () => check(context, running));
  return ok(null);
}

export function findEnrolment(
  context: Context,
  { reference }: CommandInput<'findEnrolment'>,
): Result<CommandAnswer<'findEnrolment'>> {
  const nobody: EnrolmentFound = { enrolled: false, services: [], fingers: [], expiresAt: null };
  const found = enrolledAs(context, { subject: citizenSubject(reference), services: [] });
  if (!found.ok) return found.error.code === 'FINGER_NOT_ENROLLED' ? ok(nobody) : found;
  const { services, fingers, expiresAt } = found.value.enrolment;
  return ok({
    enrolled: true,
    services,
    fingers: fingers.map(({ finger }) => finger),
    expiresAt: instant(expiresAt),
  });
}

export function verifyCitizen(
  context: Context,
  { visitId, reference }: CommandInput<'verifyCitizen'>,
): Result<null> {
  const visit = askingVisit(context, visitId);
  if (!visit.ok) return visit;
  const subject = citizenSubject(reference);
  const services = askingServices(context, visit.value);
  const found = enrolledAs(context, { subject, services });
  if (!found.ok) return found;
  const of = { ...found.value, subject, staffId: null, act: null, visitId };
  return begin(context, { ...of, purpose: 'verification' });
}

export function stepUpByFinger(
  context: Context,
  { approverId, act }: CommandInput<'stepUpByFinger'>,
): Result<null> {
  const person = isAtTheDoor({ act }) ? ok(null) : checkPerson(context);
  if (!person.ok) return person;
  if (approverId === here(context).staffId) return fail('OWN_APPROVAL');
  const member = context.roster().find(({ staffId }) => staffId === approverId);
  if (member === undefined) return fail('STAFF_UNKNOWN', { staff: approverId });
  if (member.role !== 'manager') return fail('NOT_A_MANAGER', { staff: approverId });
  const subject = staffSubject(approverId);
  const found = enrolledAs(context, { subject, services: [] });
  if (!found.ok) return found;
  const of = { ...found.value, subject, staffId: approverId, act, visitId: null };
  return begin(context, { ...of, purpose: 'step_up' });
}

interface Running extends Checking {
  readonly fingers: FingerPorts;
  readonly session: NonNullable<Context['memory']['session']>;
}

async function check(context: Context, of: Running): Promise<void> {
  const { fingers, session, enrolment } = of;
  const kept = enrolment.fingers.map(({ template }) => template);
  for (session.attempt = 1; session.attempt <= TRIES; session.attempt += 1) {
    const taken = await takeFinger(context, fingers, { session, wanted: CHECKING });
    if (taken === null) return;
    const answers = await fingers.matcher.compare(taken.template, kept);
    if (!isLive(context, session)) return;
    const at = answers.findIndex(({ isMatch }) => isMatch);
    const recorded = context
      .recorder()
      .record((act) => appendCheck(context, act, { ...of, taken, answers, at }));
    if (!recorded.ok) {
      refuseSession(context, session, recorded.error);
      return;
    }
    if (at >= 0) {
      accept(context, of);
      return;
    }
    session.complaint = { code: 'FINGER_NOT_MATCHED' };
    context.changed();
  }
  session.attempt = TRIES;
  refuseSession(context, session, { code: 'FINGER_NOT_MATCHED' });
}

function accept(context: Context, { session, act }: Running): void {
  if (act === null || session.staffId === null) {
    endSession(context, session, { kind: 'matched' });
    return;
  }
  const { clock, random } = context.ports;
  const proof = toHex(random.bytes(PROOF_BYTES));
  context.memory.proof = {
    token: proof,
    approverId: session.staffId,
    act,
    staffId: here(context).staffId,
    untilMs: clock.monotonicMs() + PROOF_MS,
  };
  const validUntil = instant(context.now() + PROOF_MS);
  endSession(context, session, { kind: 'approved', proof, validUntil });
}

interface Answered extends Running {
  readonly taken: Taken;
  readonly answers: readonly { readonly isMatch: boolean; readonly band: ScoreBand }[];
  /** Which finger matched; below 0: none. */
  readonly at: number;
}

const BANDS: readonly ScoreBand[] = ['none', 'near', 'match', 'strong'];

function appendCheck(context: Context, act: Act, of: Answered): Result<null> {
  const { purpose, enrolment, visitId, answers, at, taken, fingers } = of;
  const best = Math.max(0, ...answers.map(({ band }) => BANDS.indexOf(band)));
  const band = (at >= 0 ? answers[at]?.band : BANDS[best]) ?? 'none';
  act.append('finger.checked', {
    purpose,
    enrolmentId: enrolment.id,
    outcome: at >= 0 ? 'match' : 'no_match',
    band,
    threshold: fingers.matcher.threshold,
    freshness: taken.freshness,
    ...(visitId === null ? {} : { visitId }),
  });
  if (band === 'strong') keepBetter(context, act, of);
  return ok(null);
}

/** FP14: a better capture of a finger that is surely theirs takes the place of the kept one. */
function keepBetter(context: Context, act: Act, of: Answered): void {
  const { vault, enrolment, taken, at } = of;
  const rules = fingerRules(context);
  const kept = enrolment.fingers[at];
  if (!rules.ok || kept === undefined || taken.qualityPercent <= kept.qualityPercent) return;
  const { template, qualityPercent } = taken;
  const better = enrolment.fingers.map((each, index) =>
    index === at ? { ...each, template, qualityPercent } : each,
  );
  const expiresAt = instant(act.now + rules.value.retentionDays * DAY_MS);
  const [keyId] = vault.keyIds();
  if (keyId === undefined) return;
  const row = sealEnrolment(vault, {
    enrolment: { ...enrolment, fingers: better, expiresAt },
    keyId,
  });
  const before = act.views.view('enrolment', enrolment.id)?.ref ?? null;
  if (before !== null) act.erasePrivate(before);
  const sealed = act.keepPrivate(row.text);
  act.append('finger.updated', { enrolmentId: enrolment.id, expiresAt, sealed });
  act.putTemplate(row);
}
