/** Which picture and which words a moment of a capture calls for. Pure. */
import type { CapturePrompt, CaptureSnapshot, Finger } from '#contract/finger.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { Failure } from '#domain/result.ts';
import type { ScreenTexts } from '#renderer/texts/en.ts';

import type { FingerMarks } from './Hands.tsx';

export type Guide =
  | 'place'
  | 'hold'
  | 'lift'
  | 'working'
  | 'breathe'
  | 'wipe'
  | 'flatten'
  | 'centre'
  | 'plug'
  | 'good'
  | 'bad';

const COMPLAINTS: Readonly<Partial<Record<ErrorCode, Guide>>> = {
  FINGER_TOO_DRY: 'breathe',
  FINGER_TOO_WET: 'wipe',
  FINGER_PARTIAL: 'flatten',
  FINGER_FEW_DETAILS: 'flatten',
  FINGER_OFF_CENTRE: 'centre',
  SCANNER_NOT_FOUND: 'plug',
  SCANNER_UNPLUGGED: 'plug',
  SCANNER_SILENT: 'plug',
};

const PROMPTS: Readonly<Record<CapturePrompt, Guide>> = {
  read_consent: 'working',
  choose_finger: 'working',
  place: 'place',
  hold: 'hold',
  lift: 'lift',
  working: 'working',
  done: 'good',
};

/** A complaint shows what to do while the finger is off the glass; on it, the moment counts. */
export function guideOf(capture: {
  readonly prompt: CapturePrompt;
  readonly complaint: Failure | null;
}): Guide {
  const { prompt, complaint } = capture;
  const told = complaint === null ? undefined : COMPLAINTS[complaint.code];
  return told !== undefined && (prompt === 'place' || prompt === 'lift') ? told : PROMPTS[prompt];
}

/** What the clerk reads; `name` is the member of staff whose finger it is. */
export function clerkWords(
  capture: Pick<CaptureSnapshot, 'prompt' | 'finger' | 'complaint'>,
  name: string | null,
  t: ScreenTexts,
): string {
  const { prompt, finger } = capture;
  if (guideOf(capture) === 'plug') return t.clerkPlug;
  switch (prompt) {
    case 'place':
      if (finger !== null) return t.clerk_place(t[`finger_${finger}`]);
      return name === null ? t.clerkPlaceAny : t.clerkOwn(name);
    case 'hold':
      return t.clerk_hold;
    case 'lift':
      return t.clerk_lift;
    case 'choose_finger':
      return t.chooseFinger;
    default:
      return t.clerk_working;
  }
}

/** What the citizen reads, in their language. */
export function ownWords(
  capture: Pick<CaptureSnapshot, 'prompt' | 'finger' | 'complaint'>,
  t: ScreenTexts,
): string {
  const { prompt, finger } = capture;
  if (guideOf(capture) === 'plug') return t.ownPlug;
  switch (prompt) {
    case 'place':
      return finger === null ? t.ownPlaceAny : t.own_place(t[`finger_${finger}`]);
    case 'hold':
      return t.own_hold;
    case 'lift':
      return t.own_lift;
    case 'choose_finger':
      return t.ownChoose;
    default:
      return t.own_working;
  }
}

const all = (fingers: readonly Finger[], mark: 'done' | 'known'): FingerMarks =>
  Object.fromEntries(fingers.map((finger) => [finger, mark]));

/** While enrolling, what is taken; otherwise what is enrolled; and the finger that is asked for. */
export function marksOf(capture: {
  readonly purpose: CaptureSnapshot['purpose'];
  readonly finger: Finger | null;
  readonly fingers: readonly Finger[];
  readonly progress: CaptureSnapshot['progress'];
}): FingerMarks {
  const { purpose, finger, fingers, progress } = capture;
  const isEnrolment = purpose === 'enrolment' || purpose === 'staff_enrolment';
  const done = progress.filter((one) => one.captured >= one.of).map((one) => one.finger);
  return {
    ...all(fingers, isEnrolment ? 'done' : 'known'),
    ...all(done, 'done'),
    ...(finger === null ? {} : { [finger]: 'asked' as const }),
  };
}

export type QualityWord = 'qualityNone' | 'qualityPoor' | 'qualityUsable' | 'qualityGood';

const USABLE_PERCENT = 40;
const GOOD_PERCENT = 70;

export function qualityWord(percent: number | null): QualityWord {
  if (percent === null) return 'qualityNone';
  if (percent < USABLE_PERCENT) return 'qualityPoor';
  return percent < GOOD_PERCENT ? 'qualityUsable' : 'qualityGood';
}
