import { describe, expect, it } from 'vitest';

import type { CapturePrompt } from '#contract/finger.ts';
import { clerkWords, guideOf, marksOf, ownWords, qualityWord } from '#renderer/finger/guide.ts';
import { en } from '#renderer/texts/en.ts';
import { hi } from '#renderer/texts/hi.ts';

const complaint = (code: 'FINGER_TOO_DRY' | 'FINGER_NOT_MATCHED' | 'SCANNER_UNPLUGGED') => ({
  code,
});

describe('the picture of what to do', () => {
  it('FP6 shows how to mend the last capture while the finger is off the glass', () => {
    const dry = complaint('FINGER_TOO_DRY');
    expect(guideOf({ prompt: 'place', complaint: dry })).toBe('breathe');
    expect(guideOf({ prompt: 'lift', complaint: dry })).toBe('breathe');
    expect(guideOf({ prompt: 'place', complaint: complaint('SCANNER_UNPLUGGED') })).toBe('plug');
  });

  it('shows the moment while the finger is on it, and where nothing special helps', () => {
    expect(guideOf({ prompt: 'hold', complaint: complaint('FINGER_TOO_DRY') })).toBe('hold');
    expect(guideOf({ prompt: 'place', complaint: complaint('FINGER_NOT_MATCHED') })).toBe('place');
    expect(guideOf({ prompt: 'lift', complaint: null })).toBe('lift');
  });
});

describe('the words of what to do', () => {
  it('name the finger, or the marked ones where any does', () => {
    const place = { prompt: 'place', finger: 'left_thumb', complaint: null } as const;
    expect(ownWords(place, en)).toBe('Put your left thumb on the glass');
    expect(ownWords({ ...place, finger: null }, hi)).toBe(hi.ownPlaceAny);
    expect(clerkWords(place, null, en)).toContain('left thumb');
    const out = { ...place, complaint: complaint('SCANNER_UNPLUGGED') };
    expect([clerkWords(out, null, en), ownWords(out, hi)]).toEqual([en.clerkPlug, hi.ownPlug]);
  });

  it('name the member of staff whose finger is wanted', () => {
    const own = { prompt: 'place', finger: null, complaint: null } as const;
    expect(clerkWords(own, 'Meera Nair', en)).toContain('Meera Nair');
  });

  it('say something at every moment, in both languages', () => {
    const prompts: readonly CapturePrompt[] = ['choose_finger', 'place', 'hold', 'lift', 'working'];
    for (const texts of [en, hi]) {
      const said = prompts.map((prompt) =>
        ownWords({ prompt, finger: null, complaint: null }, texts),
      );
      expect(new Set(said).size).toBe(prompts.length);
    }
  });
});

describe('the marks on the hands', () => {
  const progress = [
    { finger: 'right_index', captured: 3, of: 3 },
    { finger: 'left_index', captured: 1, of: 3 },
  ] as const;

  it('tell what is taken and what is asked for while enrolling', () => {
    const of = { purpose: 'enrolment', finger: 'left_index', fingers: [], progress } as const;
    expect(marksOf(of)).toEqual({ right_index: 'done', left_index: 'asked' });
  });

  it('tell what is enrolled when it is compared', () => {
    const of = { purpose: 'verification', finger: null, progress: [] } as const;
    expect(marksOf({ ...of, fingers: ['right_thumb'] })).toEqual({ right_thumb: 'known' });
  });
});

it('quality is a word too', () => {
  expect([null, 0, 39, 40, 69, 70, 100].map(qualityWord)).toEqual([
    'qualityNone',
    'qualityPoor',
    'qualityPoor',
    'qualityUsable',
    'qualityUsable',
    'qualityGood',
    'qualityGood',
  ]);
});
