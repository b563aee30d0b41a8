/** Who is served, as it is being typed. Nothing here is kept: it goes to the terminal with a quote. */
import type { Citizen } from '#contract/values.ts';
import type { VisitSnapshot } from '#contract/snapshot.ts';
import type { Language } from '#domain/language.ts';
import { digitsOnly } from '#renderer/keys/digits.ts';

export interface CitizenDraft {
  readonly language: Language;
  readonly payer: string;
  /** Empty: payer and beneficiary are the same person. */
  readonly beneficiary: string;
  readonly applicationRef: string;
  readonly mobile: string;
  readonly noPhone: boolean;
  /** No message and no call is wanted. */
  readonly refused: boolean;
}

export const CITIZEN_FIELDS = [
  'language',
  'payer',
  'beneficiary',
  'applicationRef',
  'mobile',
] as const;
export type CitizenField = (typeof CITIZEN_FIELDS)[number];

export const emptyCitizen = (language: Language): CitizenDraft => ({
  language,
  payer: '',
  beneficiary: '',
  applicationRef: '',
  mobile: '',
  noPhone: false,
  refused: false,
});

/** The same person again for another service of the visit; for whom is asked anew. */
export const citizenOfVisit = (visit: VisitSnapshot): CitizenDraft => ({
  language: visit.language,
  payer: visit.payer,
  beneficiary: '',
  applicationRef: visit.applicationRef,
  mobile: visit.mobile ?? '',
  noPhone: visit.mobile === null,
  refused: visit.contact === 'refused',
});

/**
 * A mobile number never begins with 0: alone it means "no phone". A minus sign says that no message
 * and no call is wanted, and takes it back.
 */
function typeMobile(draft: CitizenDraft, text: string): CitizenDraft {
  if (text.includes('-')) return { ...draft, refused: !draft.refused };
  const digits = digitsOnly(text);
  if (digits.startsWith('0')) return { ...draft, mobile: '', noPhone: true };
  return { ...draft, mobile: digits.slice(0, 10), noPhone: draft.noPhone && digits === '' };
}

export function typeCitizen(draft: CitizenDraft, field: CitizenField, text: string): CitizenDraft {
  switch (field) {
    case 'mobile':
      return typeMobile(draft, text);
    case 'language':
      return text === 'en' || text === 'hi' ? { ...draft, language: text } : draft;
    default:
      return { ...draft, [field]: text };
  }
}

const MOBILE = /^[6-9]\d{9}$/;

export function citizenProblem(draft: CitizenDraft): CitizenField | null {
  if (draft.payer.trim() === '') return 'payer';
  if (draft.applicationRef.trim() === '') return 'applicationRef';
  if (!draft.noPhone && !MOBILE.test(draft.mobile)) return 'mobile';
  return null;
}

/** Ready to be sent; null where something is still missing. */
export function citizenOf(draft: CitizenDraft): Citizen | null {
  if (citizenProblem(draft) !== null) return null;
  const beneficiary = draft.beneficiary.trim();
  return {
    language: draft.language,
    payer: draft.payer.trim(),
    beneficiary: beneficiary === '' ? null : beneficiary,
    applicationRef: draft.applicationRef.trim(),
    mobile: draft.noPhone ? null : draft.mobile,
    ...(draft.refused && !draft.noPhone ? { contact: 'refused' } : {}),
  };
}

/** `98765 43210`, as people say it. */
export const showMobile = (mobile: string): string =>
  mobile.length > 5 ? `${mobile.slice(0, 5)} ${mobile.slice(5)}` : mobile;
