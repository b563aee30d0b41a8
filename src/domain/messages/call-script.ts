/**
 * What HQ's calls say and ask, as turns: something is said, then a key is waited for, a voice is
 * recorded, or the call ends. Each piece has its words and the names of prepared recordings, so that
 * a language that no machine speaks can be played. docs/spec/messages.md, M10 to M14.
 */
import { LANGUAGES, type Language, type Texts } from '#domain/language.ts';
import type { Paise } from '#domain/money.ts';
import { amountInWords } from '#domain/words.ts';

/** One piece of speech. */
export interface Spoken {
  readonly text: string;
  /** Recordings that say the same, in order. */
  readonly clips: readonly string[];
  /** Where it is another than the turn's. */
  readonly language?: Language;
}

const t = (en: string, hi: string): Texts => ({ en, hi });

const PHRASES = {
  greeting: t(
    'Namaste. This is a call from headquarters about a government fee.',
    'नमस्ते। यह सरकारी शुल्क के बारे में मुख्यालय का फ़ोन है।',
  ),
  atOffice: t('You came to the office', 'आप इस कार्यालय में आए थे:'),
  forService: t('for', 'इस काम के लिए:'),
  officialCharge: t('The official charge is', 'सरकारी शुल्क है:'),
  nothingElse: t('Nothing more is due.', 'इससे अधिक कुछ नहीं देना है।'),
  pressExact: t('If you paid exactly this, press 1.', 'यदि आपने ठीक इतना ही दिया, तो 1 दबाएँ।'),
  pressNoMore: t(
    'If you paid this or nothing, press 1.',
    'यदि आपने इतना दिया या कुछ नहीं दिया, तो 1 दबाएँ।',
  ),
  pressMore: t('If you paid more, press 2.', 'यदि आपसे अधिक लिया गया, तो 2 दबाएँ।'),
  pressNoReceipt: t(
    'If you paid and got no receipt, press 3.',
    'यदि आपने पैसे दिए पर रसीद नहीं मिली, तो 3 दबाएँ।',
  ),
  pressRepeat: t('To hear this again, press 9.', 'फिर से सुनने के लिए 9 दबाएँ।'),
  pressNever: t('For no more calls, press 0.', 'आगे फ़ोन न पाने के लिए 0 दबाएँ।'),
  hidden: t('The office does not learn your answer.', 'आपका उत्तर कार्यालय को नहीं बताया जाता।'),
  thanks: t('Thank you. Goodbye.', 'धन्यवाद। नमस्ते।'),
  noMoreCalls: t('We shall not call this number again.', 'इस नंबर पर अब फ़ोन नहीं आएगा।'),
  lookedInto: t(
    'Headquarters will look into it, and you will get a message.',
    'मुख्यालय इसकी जाँच करेगा, और आपको संदेश मिलेगा।',
  ),
  leaveMessage: t(
    'To say more, speak after the tone and press hash. Or hang up.',
    'कुछ और कहना हो तो टोन के बाद बोलें और हैश दबाएँ। या फ़ोन रख दें।',
  ),
  askNumber: t(
    'Namaste. Key in all the digits of your receipt number, then hash.',
    'नमस्ते। अपनी रसीद संख्या के सभी अंक दबाएँ, फिर हैश।',
  ),
  chooseLanguage: t('For English, press 2.', 'नमस्ते। हिन्दी के लिए 1 दबाएँ।'),
  numberUnknown: t(
    'No receipt with these digits is known here yet.',
    'इन अंकों की कोई रसीद यहाँ अभी नहीं मिली।',
  ),
  takenBack: t('This receipt was taken back.', 'यह रसीद वापस ली जा चुकी है।'),
} as const satisfies Record<string, Texts>;

type Phrase = keyof typeof PHRASES;

export interface SpokenCharge {
  readonly officeId: string;
  readonly office: Texts;
  readonly serviceCode: string;
  readonly service: Texts;
  readonly totalPaise: Paise;
}

/** `key`: one digit. `number`: digits up to the hash. `record`: a voice. `end`: nothing more. */
export interface CallTurn {
  readonly says: readonly Spoken[];
  readonly next: 'key' | 'number' | 'record' | 'end';
}

const phrase = (name: Phrase, language: Language): Spoken => ({
  text: PHRASES[name][language],
  clips: [`phrase/${name}`],
});

/** Word by word: a few dozen recordings say every amount. */
export function spokenAmount(amount: Paise, language: Language): Spoken {
  const text = amountInWords(amount, language);
  return { text, clips: text.split(' ').map((word) => `word/${word}`) };
}

function spokenCharge(of: SpokenCharge, language: Language): readonly Spoken[] {
  return [
    phrase('atOffice', language),
    { text: of.office[language], clips: [`office/${of.officeId}`] },
    phrase('forService', language),
    { text: of.service[language], clips: [`service/${of.serviceCode}`] },
    phrase('officialCharge', language),
    spokenAmount(of.totalPaise, language),
    phrase('nothingElse', language),
  ];
}

export function questionTurn(
  of: SpokenCharge & { readonly about: 'receipt' | 'quote' },
  language: Language,
): CallTurn {
  const choices: readonly Phrase[] = [
    of.about === 'receipt' ? 'pressExact' : 'pressNoMore',
    'pressMore',
    'pressNoReceipt',
    'pressRepeat',
    'pressNever',
    'hidden',
  ];
  return {
    says: [
      phrase('greeting', language),
      ...spokenCharge(of, language),
      ...choices.map((choice) => phrase(choice, language)),
    ],
    next: 'key',
  };
}

const turn = (next: CallTurn['next'], names: readonly Phrase[], language: Language): CallTurn => ({
  says: names.map((name) => phrase(name, language)),
  next,
});

export const thanksTurn = (language: Language): CallTurn => turn('end', ['thanks'], language);
export const neverTurn = (language: Language): CallTurn =>
  turn('end', ['noMoreCalls', 'thanks'], language);
export const complaintTurn = (language: Language): CallTurn =>
  turn('record', ['lookedInto', 'leaveMessage'], language);
/** Nobody knows yet what the caller speaks: each language says its own sentence. */
export const languageTurn = (): CallTurn => ({
  says: LANGUAGES.toReversed().map((language) => ({
    ...phrase('chooseLanguage', language),
    language,
  })),
  next: 'key',
});
export const languageOfKey = (digits: string): Language | null =>
  digits === '1' ? 'hi' : digits === '2' ? 'en' : null;

export const askNumberTurn = (language: Language): CallTurn =>
  turn('number', ['askNumber'], language);
export const unknownNumberTurn = (language: Language): CallTurn =>
  turn('number', ['numberUnknown', 'askNumber'], language);

/** Every receipt with these digits, one after the other. */
export function chargesTurn(
  of: readonly (SpokenCharge & { readonly isReversed: boolean })[],
  language: Language,
): CallTurn {
  const says = of.flatMap((charge) => [
    ...spokenCharge(charge, language),
    ...(charge.isReversed ? [phrase('takenBack', language)] : []),
  ]);
  return { says: [...says, phrase('thanks', language)], next: 'end' };
}

export const ANSWERS = ['exact', 'more', 'no_receipt', 'no_answer'] as const;
export type CitizenAnswer = (typeof ANSWERS)[number];

const KEYS: Readonly<Record<string, CitizenAnswer | 'repeat' | 'never'>> = {
  '1': 'exact',
  '2': 'more',
  '3': 'no_receipt',
  '9': 'repeat',
  '0': 'never',
};

/** Null for a key that means nothing, and for none. */
export const meaningOfKey = (digits: string): CitizenAnswer | 'repeat' | 'never' | null =>
  KEYS[digits] ?? null;
