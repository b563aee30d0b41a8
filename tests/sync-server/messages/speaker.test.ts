/** Turns of a call as markup: spoken by the machine, or played from prepared recordings. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { questionTurn, type CallTurn } from '#domain/messages/call-script.ts';
import { paise } from '#domain/money.ts';
import { ConfigError } from '#server/config.ts';
import { defaultRules } from '#server/messages/config.ts';
import { createSpeaker } from '#server/messages/speaker.ts';
import { readMarkup } from '#server/simulators/twilio/markup.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'raseed-voice-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const speaker = (speech: object = {}) =>
  createSpeaker({ publicOrigin: 'https://raseed.example', rules: defaultRules({ speech }) });
const answerTo = 'https://raseed.example/v1/calls/KA-BLR-01/0/key?asked=1&x="<>';
const QUESTION: CallTurn = questionTurn(
  {
    officeId: 'KA-BLR-01',
    office: { en: 'R & D <office>', hi: 'कार्यालय' },
    serviceCode: 'LL-NEW',
    service: { en: 'Licence', hi: 'लाइसेंस' },
    totalPaise: paise(10_095_050),
    about: 'receipt',
  },
  'en',
);

test('M10 M16 names with signs of markup stay names, and the markup valid', () => {
  const turn = readMarkup(speaker().markup({ ...QUESTION, language: 'en', answerTo }));
  expect(turn.says.map(({ text }) => text)).toContain('R & D <office>');
  expect(turn.action).toBe(answerTo);
  expect(turn.plays).toEqual([]);
});

test('M10 what has a recording is played, word by word; what has none is spoken', () => {
  const words = ['Rupees', 'one', 'lakh', 'nine', 'hundred', 'fifty', 'and', 'paise', 'only'];
  const clips = Object.fromEntries([
    ['phrase/greeting', 'greeting.mp3'],
    ...words.map((word) => [`word/${word}`, `${word}.mp3`]),
  ]);
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ clips }));
  const played = speaker({ en: { play: folder } });
  const turn = readMarkup(played.markup({ ...QUESTION, language: 'en', answerTo }));
  expect(turn.plays.map((url) => url.split('/').at(-1))).toEqual([
    'greeting.mp3',
    ...'Rupees one lakh nine hundred fifty and fifty paise only'
      .split(' ')
      .map((word) => `${word}.mp3`),
  ]);
  expect(turn.plays[0]).toBe('https://raseed.example/v1/voice/en/greeting.mp3');
  expect(turn.says.map(({ text }) => text)).toContain('Licence');
  expect(played.recording('en', 'greeting.mp3')).toBe(`${folder}/greeting.mp3`);
  for (const file of ['manifest.json', '../greeting.mp3', 'other.mp3']) {
    expect(played.recording('en', file)).toBeNull();
  }
  expect(played.recording('hi', 'greeting.mp3')).toBeNull();
});

test('M10 a folder without a usable manifest is a mistake of the settings', () => {
  writeFileSync(path.join(folder, 'manifest.json'), '{"clips":{"a":"../../etc/passwd"}}');
  expect(() => speaker({ en: { play: folder } })).toThrow(ConfigError);
  expect(() => speaker({ en: { play: path.join(folder, 'none') } })).toThrow(ConfigError);
});
