/** Words around every page: the door, the way through, who is signed in, what is signed. */
import type { Texts } from '#domain/language.ts';

import { t } from './words.ts';

export const SHELL_WORDS = {
  title: t('Manager', 'प्रबंधक'),
  day: t('Day at a glance', 'दिन एक नज़र में'),
  close: t('Close the day', 'दिन का समापन'),
  safe: t('Safe and deposits', 'तिजोरी और जमा'),
  bank: t('Bank and treasury', 'बैंक और कोषागार'),
  cheques: t('Cheques and drafts', 'चेक और ड्राफ़्ट'),
  leaves: t('Books of leaves', 'पन्नों की पुस्तिकाएँ'),
  papers: t('Books and papers', 'बहियाँ और काग़ज़ात'),
  signOut: t('Sign out', 'बाहर जाएँ'),
  skip: t('To the page', 'पेज पर जाएँ'),
  // The door
  signInTitle: t('Office sign-in', 'कार्यालय में प्रवेश'),
  signInHint: t(
    'For managers. The same staff number and PIN as at the counter.',
    'प्रबंधकों के लिए। वही कर्मचारी संख्या और पिन जो काउंटर पर है।',
  ),
  officeId: t('Office', 'कार्यालय'),
  staffId: t('Staff number', 'कर्मचारी संख्या'),
  pin: t('PIN', 'पिन'),
  signIn: t('Sign in', 'प्रवेश करें'),
  signedOut: t(
    'The session has ended. Sign in again; nothing was lost.',
    'सत्र समाप्त हो गया। फिर प्रवेश करें; कुछ खोया नहीं।',
  ),
  unreachable: t(
    'HQ cannot be reached. Nothing was recorded. Counters go on by themselves; try again.',
    'मुख्यालय से संपर्क नहीं हो रहा। कुछ दर्ज नहीं हुआ। काउंटर चलते रहेंगे; फिर कोशिश करें।',
  ),
  // Signing
  yourPin: t('Your PIN', 'आपका पिन'),
  signsAs: t('{name} signs.', '{name} के हस्ताक्षर होंगे।'),
  working: t('Being recorded…', 'दर्ज हो रहा है…'),
  back: t('Back', 'वापस'),
  choose: t('Choose', 'चुनें'),
  today: t('Today', 'आज'),
  earlier: t('Earlier', 'पिछला'),
  later: t('Later', 'अगला'),
} as const satisfies Record<string, Texts>;
