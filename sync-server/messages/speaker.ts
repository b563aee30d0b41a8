/**
 * Turns of a call as the vendor's markup: spoken by its machine, or played from recordings where the
 * language is set up so. A piece without a recording is spoken in the language that can say it.
 */
import twilio from 'twilio';

import { LANGUAGES, type Language } from '#domain/language.ts';
import type { CallTurn, Spoken } from '#domain/messages/call-script.ts';
import type { MessageConfig } from './config.ts';
import { openRecordings, type Recordings } from './recordings.ts';

type Response = InstanceType<typeof twilio.twiml.VoiceResponse>;
type Gather = ReturnType<Response['gather']>;
type SayAttributes = Exclude<Parameters<Response['say']>[0], string>;

const KEY_SECONDS = 8;
const NUMBER_SECONDS = 12;
const RECORD_SECONDS = 60;

export interface Speaker {
  /** `answerTo` is where the key, the digits or the recording go. */
  markup(of: CallTurn & { readonly language: Language; readonly answerTo: string }): string;
  /** A recording's place on disk; null for what no manifest names. */
  recording(language: string, file: string): string | null;
}

export function createSpeaker(config: Pick<MessageConfig, 'publicOrigin' | 'rules'>): Speaker {
  const { speech } = config.rules;
  const recordings = new Map<Language, Recordings>();
  for (const language of LANGUAGES) {
    const how = speech[language];
    if ('play' in how) recordings.set(language, openRecordings(how.play));
  }
  const say = (into: Response | Gather, spoken: Spoken, language: Language): void => {
    const files = recordings.get(language)?.filesOf(spoken) ?? null;
    if (files !== null) {
      for (const file of files) into.play(`${config.publicOrigin}/v1/voice/${language}/${file}`);
      return;
    }
    const how = speech[language];
    const machine = 'say' in how ? how : { say: 'en-IN', voice: 'Polly.Aditi' };
    into.say({ language: machine.say, voice: machine.voice } as SayAttributes, spoken.text);
  };
  return {
    markup({ says, next, language, answerTo }) {
      const response = new twilio.twiml.VoiceResponse();
      const isAsked = next === 'key' || next === 'number';
      const into = isAsked
        ? response.gather({
            input: ['dtmf'],
            ...(next === 'key' ? { numDigits: 1 } : { finishOnKey: '#' }),
            timeout: next === 'key' ? KEY_SECONDS : NUMBER_SECONDS,
            action: answerTo,
            method: 'POST',
            actionOnEmptyResult: true,
          })
        : response;
      for (const spoken of says) say(into, spoken, spoken.language ?? language);
      if (next === 'record') {
        response.record({
          action: answerTo,
          method: 'POST',
          maxLength: RECORD_SECONDS,
          finishOnKey: '#',
          playBeep: true,
          timeout: 5,
        });
      }
      if (!isAsked) response.hangup();
      return response.toString();
    },
    recording(language, file) {
      const from = LANGUAGES.find((known) => known === language);
      const folder = from === undefined ? undefined : recordings.get(from);
      return folder?.has(file) === true ? `${folder.folder}/${file}` : null;
    },
  };
}
