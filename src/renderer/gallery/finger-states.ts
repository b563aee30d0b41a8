/** States in which a finger is asked for, by name; the prints in them are drawn from a formula. */
import type {
  CaptureConsent,
  CaptureSnapshot,
  CitizenCaptureSnapshot,
  FingerPreview,
  IdentitySnapshot,
  ScannerSnapshot,
} from '#contract/finger.ts';
import type { CitizenSnapshot, ClerkSnapshot } from '#contract/snapshot.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { StaffId } from '#domain/ids.ts';
import { fail, ok } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import {
  counterReducer,
  startCounter,
  type CounterAction,
  type CounterState,
} from '#renderer/clerk/counter/counter-state.ts';

import { citizenSnapshot, NOW, readyClerk, service, visit } from './fixtures.ts';
import type { ClerkState } from './states.ts';

/** Ridges around a point: enough to see that something lies on the glass. */
function drawnPrint(): FingerPreview {
  const [width, height] = [72, 96];
  let bytes = '';
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [dx, dy] = [x - 36, (y - 40) * 0.8];
      const on = Math.hypot(dx / 34, (y - 48) / 46) < 1;
      const ridge = Math.sin(Math.hypot(dx, dy) * 1.25 + Math.sin(dx / 9) * 0.8);
      bytes += String.fromCharCode(on ? Math.round(130 - 90 * ridge) : 232);
    }
  }
  return { width, height, grey: btoa(bytes) };
}

const failure = (code: ErrorCode, details?: Readonly<Record<string, number>>) =>
  fail(code, details).error;

const CONSENT: CaptureConsent = {
  version: 3,
  language: 'hi',
  text: {
    en: 'Your fingerprints are kept by this office alone, as numbers and not as pictures, so that nobody else can act in your name here. You need not agree, and you may have them deleted at any time: ask at any counter.',
    hi: 'आपकी उँगलियों की छाप केवल यह कार्यालय रखेगा, चित्र के रूप में नहीं बल्कि अंकों में, ताकि यहाँ कोई और आपके नाम से काम न कर सके। सहमत होना ज़रूरी नहीं है, और आप जब चाहें किसी भी काउंटर पर कहकर इसे मिटवा सकते हैं।',
  },
  services: [
    { serviceCode: 'LL', texts: service('LL').texts },
    { serviceCode: 'DL-RENEW', texts: service('DL-RENEW').texts },
  ],
  retentionDays: 1825,
};

const capture = (changes: Partial<CaptureSnapshot> = {}): CaptureSnapshot => ({
  purpose: 'verification',
  prompt: 'place',
  finger: null,
  fingers: ['right_index', 'left_index'],
  qualityPercent: null,
  complaint: null,
  preview: null,
  attempt: 1,
  attempts: 3,
  progress: [],
  fingersNeeded: 2,
  consent: null,
  staffId: null,
  outcome: null,
  ...changes,
});

const enrolling = (changes: Partial<CaptureSnapshot> = {}): CaptureSnapshot =>
  capture({
    purpose: 'enrolment',
    prompt: 'choose_finger',
    fingers: [],
    consent: CONSENT,
    ...changes,
  });

const ofRightIndex = (captured: number) => [{ finger: 'right_index', captured, of: 3 }] as const;
const seen = { preview: drawnPrint(), qualityPercent: 86 } as const;

const SCANNER: ScannerSnapshot = {
  state: 'ready',
  model: 'fphid',
  name: 'Simulated scanner',
  simulated: true,
  failure: null,
};
const ABSENT: ScannerSnapshot = { ...SCANNER, state: 'absent', model: '', name: '' };

const NEEDED: IdentitySnapshot = { state: 'needed', way: null, reason: null, failedTries: 0 };
const fingerServices = ['LL', 'DL-RENEW', 'PP-FRESH'].map((serviceCode) => ({
  serviceCode,
  texts: service(serviceCode).texts,
}));

const clerk = (changes: Partial<ClerkSnapshot> = {}): ClerkSnapshot =>
  readyClerk({ scanner: SCANNER, fingerServices, ...changes });
const waiting = (
  changes: Partial<ClerkSnapshot> = {},
  identity: IdentitySnapshot = NEEDED,
): ClerkSnapshot => clerk({ visit: { ...visit(), identity }, ...changes });

const at = (snapshot: ClerkSnapshot, ...actions: readonly CounterAction[]): CounterState =>
  [{ type: 'snapshot', snapshot } as const, ...actions].reduce(counterReducer, startCounter('en'));
const state = (snapshot: ClerkSnapshot, ...actions: readonly CounterAction[]): ClerkState => ({
  snapshot,
  initial: at(snapshot, ...actions),
  instead: answers,
});
const task = (name: CounterState['task']): CounterAction => ({ type: 'task', task: name });
const typedReference: CounterAction = { type: 'referenceTyped', text: 'KA-0117/2026' };

const answers: NonNullable<ClerkState['instead']> = {
  verifyCitizen: () => ok(null),
  beginEnrolment: () => ok(null),
  beginStaffEnrolment: () => ok(null),
  acceptConsent: () => ok(null),
  captureFinger: () => ok(null),
  finishEnrolment: () => ok(null),
  cancelCapture: () => ok(null),
  stepUpByFinger: () => ok(null),
  fallBack: () => ok(null),
  sendCode: () => ok({ validUntil: instant(NOW + 600_000), mobileEnd: '3212' }),
  findEnrolment: () =>
    ok({
      enrolled: true,
      services: ['LL', 'DL-RENEW'],
      fingers: ['right_index', 'left_index'],
      expiresAt: instant(NOW + 86_400_000 * 900),
    }),
  deleteTemplates: () => ok({ deleted: 1 }),
  deleteStaffTemplates: () => ok({ deleted: 1 }),
};

const busy = (running: CaptureSnapshot): ClerkState =>
  state(waiting({ scanner: { ...SCANNER, state: 'capturing' }, capture: running }), typedReference);
const session = (running: CaptureSnapshot): ClerkState => {
  const snapshot = clerk({ scanner: { ...SCANNER, state: 'capturing' }, capture: running });
  return state(snapshot, task('fingers'));
};
const refused = (code: ErrorCode, details?: Readonly<Record<string, number>>) =>
  capture({
    prompt: 'done',
    attempt: 3,
    outcome: { kind: 'refused', failure: failure(code, details) },
  });

export const FINGER_CLERK_STATES: Readonly<Record<string, ClerkState>> = {
  'identity-needed': state(waiting()),
  'identity-no-scanner': state(waiting({ scanner: ABSENT }), typedReference),
  'identity-scanner-trouble': state(
    waiting({ scanner: { ...SCANNER, state: 'trouble', failure: failure('SCANNER_SILENT') } }),
    typedReference,
  ),
  'identity-place': busy(capture()),
  'identity-hold': busy(capture({ prompt: 'hold', ...seen })),
  'identity-working': busy(capture({ prompt: 'working', ...seen })),
  'identity-dry': busy(
    capture({ complaint: failure('FINGER_TOO_DRY'), qualityPercent: 24, preview: drawnPrint() }),
  ),
  'identity-cable-out': busy(capture({ complaint: failure('SCANNER_UNPLUGGED') })),
  'identity-missed': busy(
    capture({ complaint: failure('FINGER_NOT_MATCHED'), attempt: 2, ...seen }),
  ),
  'identity-not-matched': state(
    waiting({ capture: refused('FINGER_NOT_MATCHED') }),
    typedReference,
  ),
  'identity-unplugged': state(
    waiting({ scanner: ABSENT, capture: refused('SCANNER_UNPLUGGED') }),
    typedReference,
  ),
  'identity-locked': state(
    waiting({ capture: refused('FINGER_LOCKED', { seconds: 60 }) }),
    typedReference,
  ),
  'identity-verified': state(
    waiting({}, { state: 'verified', way: 'finger', reason: null, failedTries: 0 }),
  ),
  'identity-bypassed': state(
    waiting({}, { state: 'bypassed', way: 'manager', reason: 'worn', failedTries: 2 }),
  ),
  'fallback-reason': state(waiting(), task('fallBack')),
  'fallback-code': state(
    waiting({}, { ...NEEDED, failedTries: 2, codeValidUntil: instant(NOW + 600_000) }),
    task('fallBack'),
  ),
  'fallback-step-up': state(
    waiting({
      scanner: { ...SCANNER, state: 'capturing' },
      capture: capture({
        purpose: 'step_up',
        prompt: 'working',
        staffId: 'S1001' as StaffId,
        ...seen,
      }),
    }),
    task('fallBack'),
  ),
  'locked-scanner': state(clerk({ phase: 'locked' })),
  'locked-step-up': state(
    clerk({
      phase: 'locked',
      scanner: { ...SCANNER, state: 'capturing' },
      capture: capture({
        purpose: 'step_up',
        prompt: 'hold',
        staffId: 'S1001' as StaffId,
        ...seen,
      }),
    }),
  ),
  'drop-step-up': state(
    clerk({
      capture: capture({
        purpose: 'step_up',
        prompt: 'done',
        staffId: 'S1001' as StaffId,
        outcome: { kind: 'approved', proof: 'ab'.repeat(16), validUntil: instant(NOW + 60_000) },
      }),
    }),
    task('drop'),
  ),
  'finger-menu': state(clerk(), task('fingers')),
  'finger-menu-absent': state(clerk({ scanner: ABSENT }), task('fingers')),
  'finger-enrol': state(waiting(), typedReference, task('fingers')),
  'finger-consent': session(enrolling({ prompt: 'read_consent' })),
  'finger-choose': session(enrolling()),
  'finger-choose-enough': session(
    enrolling({ fingers: ['right_index', 'left_index'], progress: ofRightIndex(3) }),
  ),
  'finger-place': session(enrolling({ prompt: 'place', finger: 'right_index' })),
  'finger-hold': session(
    enrolling({ prompt: 'hold', finger: 'right_index', progress: ofRightIndex(1), ...seen }),
  ),
  'finger-lift': session(
    enrolling({ prompt: 'lift', finger: 'right_index', progress: ofRightIndex(2), ...seen }),
  ),
  'finger-wet': session(
    enrolling({
      prompt: 'place',
      finger: 'right_index',
      progress: ofRightIndex(1),
      complaint: failure('FINGER_TOO_WET'),
      qualityPercent: 18,
      preview: drawnPrint(),
    }),
  ),
  'finger-differs': session(
    enrolling({
      prompt: 'place',
      finger: 'left_thumb',
      fingers: ['right_index'],
      complaint: failure('FINGER_DIFFERS'),
      ...seen,
    }),
  ),
  'finger-done': session(enrolling({ prompt: 'done', outcome: { kind: 'enrolled', fingers: 2 } })),
  'finger-refused': session(
    enrolling({
      prompt: 'done',
      outcome: { kind: 'refused', failure: failure('FINGER_ENROLLED_ALREADY') },
    }),
  ),
  'finger-staff-own': session(
    enrolling({
      purpose: 'staff_enrolment',
      prompt: 'hold',
      finger: 'left_index',
      staffId: 'S1001' as StaffId,
      ...seen,
    }),
  ),
};

const shown = (changes: Partial<CitizenCaptureSnapshot>): CitizenSnapshot =>
  citizenSnapshot({
    capture: {
      purpose: 'verification',
      prompt: 'place',
      finger: null,
      fingers: ['right_index', 'left_index'],
      qualityPercent: null,
      complaint: null,
      preview: null,
      progress: [],
      consent: null,
      fingersNeeded: 2,
      outcome: null,
      ...changes,
    },
  });
const ownEnrolment = (changes: Partial<CitizenCaptureSnapshot>): CitizenSnapshot =>
  shown({
    purpose: 'enrolment',
    finger: 'right_index',
    fingers: [],
    consent: CONSENT,
    ...changes,
  });

export const FINGER_CITIZEN_STATES: Readonly<Record<string, CitizenSnapshot>> = {
  'finger-consent': ownEnrolment({ prompt: 'read_consent', finger: null }),
  'finger-choose': ownEnrolment({ prompt: 'choose_finger', finger: null }),
  'finger-place': ownEnrolment({ progress: ofRightIndex(0) }),
  'finger-hold': ownEnrolment({ prompt: 'hold', progress: ofRightIndex(1), ...seen }),
  'finger-lift': ownEnrolment({ prompt: 'lift', progress: ofRightIndex(2), ...seen }),
  'finger-dry': ownEnrolment({
    complaint: failure('FINGER_TOO_DRY'),
    qualityPercent: 22,
    preview: drawnPrint(),
  }),
  'finger-wet': ownEnrolment({ complaint: failure('FINGER_TOO_WET'), qualityPercent: 18 }),
  'finger-partial': ownEnrolment({ complaint: failure('FINGER_PARTIAL'), qualityPercent: 41 }),
  'finger-off-centre': ownEnrolment({ complaint: failure('FINGER_OFF_CENTRE') }),
  'finger-enrolled': ownEnrolment({ prompt: 'done', outcome: 'good' }),
  'finger-verify': shown({}),
  'finger-cable-out': shown({ complaint: failure('SCANNER_UNPLUGGED') }),
  'finger-verified': shown({ prompt: 'done', outcome: 'good' }),
  'finger-refused': shown({ prompt: 'done', outcome: 'bad' }),
};
