import { describe, expect, it } from 'vitest';

import { createEnterGuard, type KeySeen, type Verdict } from '#renderer/keys/enter-guard.ts';
import { digitOfKey, digitsOnly, latinDigits } from '#renderer/keys/digits.ts';

const key = (changes: Partial<KeySeen>): KeySeen => ({
  code: 'Enter',
  key: 'Enter',
  timeMs: 0,
  repeat: false,
  composing: false,
  ...changes,
});

/** Types a text with a gap between keys, then Enter; says how that Enter was judged. */
function typeThenEnter(text: string, gapMs: number, enter: Partial<KeySeen> = {}): Verdict {
  const guard = createEnterGuard();
  let timeMs = 1000;
  for (const letter of text) {
    guard.judge(key({ code: `Key${letter}`, key: letter, timeMs }));
    timeMs += gapMs;
  }
  return guard.judge(key({ timeMs, ...enter }));
}

describe('which Enter is meant', () => {
  it('takes the Enter of a person who types', () => {
    expect(typeThenEnter('1000', 120)).toBe('meant');
    expect(typeThenEnter('', 0)).toBe('meant');
  });

  it('ignores the Enter at the end of a scanner’s burst', () => {
    expect(typeThenEnter('HTTPS://R.IN/1', 4)).toBe('burst');
  });

  it('takes an Enter that a person presses after a scan', () => {
    expect(typeThenEnter('HTTPS://R.IN/1', 4, { timeMs: 5000 })).toBe('meant');
  });

  it('takes a few quick keys for a person', () => {
    expect(typeThenEnter('12', 10)).toBe('meant');
  });

  it('does not let a Shift between a scanner’s letters hide the burst', () => {
    const guard = createEnterGuard();
    let timeMs = 0;
    for (const letter of 'ABCDEFGH') {
      guard.judge(key({ code: 'ShiftLeft', key: 'Shift', timeMs: (timeMs += 3) }));
      guard.judge(key({ code: `Key${letter}`, key: letter, timeMs: (timeMs += 3) }));
    }
    expect(guard.judge(key({ timeMs: timeMs + 3 }))).toBe('burst');
  });

  it('ignores a held Enter and one that ends a composed character', () => {
    expect(typeThenEnter('1000', 120, { repeat: true })).toBe('repeat');
    expect(typeThenEnter('1000', 120, { composing: true })).toBe('composing');
  });

  it('judges the number pad’s Enter the same way', () => {
    expect(typeThenEnter('HTTPS://R.IN/1', 4, { code: 'NumpadEnter' })).toBe('burst');
  });
});

describe('digits as they are typed here', () => {
  it('reads Devanagari digits', () => {
    expect(latinDigits('१२३ और 4')).toBe('123 और 4');
    expect(digitsOnly('९८-७६ x')).toBe('9876');
  });

  it('knows a digit by its place, else by what it writes', () => {
    expect(digitOfKey('Digit4', '$')).toBe(4);
    expect(digitOfKey('Numpad7', '7')).toBe(7);
    expect(digitOfKey('KeyQ', '३')).toBe(3);
    expect(digitOfKey('KeyQ', 'q')).toBeNull();
  });
});
