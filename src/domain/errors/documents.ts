/** What goes wrong with official documents. */
import { entry, type ErrorEntry } from './entry.ts';

export const DOCUMENT_ERRORS = {
  DOCUMENT_SHIFT_UNKNOWN: entry(
    404,
    'HQ holds no closed shift of that name. It may not have been sent yet; ask again later.',
    'मुख्यालय में इस नाम की बंद पाली नहीं है। शायद अभी भेजी नहीं गई; बाद में देखें।',
  ),
  DOCUMENT_UNKNOWN: entry(
    404,
    'HQ has nothing under that name. It may not have been sent yet; ask again later.',
    'मुख्यालय में इस नाम का कुछ नहीं है। शायद अभी भेजा नहीं गया; बाद में देखें।',
  ),
  DOCUMENT_SHIFT_OPEN: entry(
    409,
    'Shift {shift} of {counter} is still open. This document is made when it is closed.',
    '{counter} की पाली {shift} अभी खुली है। यह दस्तावेज़ पाली बंद होने पर बनेगा।',
  ),
  DOCUMENT_RANGE: entry(
    422,
    'A document covers {most} days at most, from an earlier to a later one. Ask for less.',
    'दस्तावेज़ अधिकतम {most} दिनों का होता है, पहले से बाद तक। कम दिन चुनें।',
  ),
  DOCUMENT_TOO_LONG: entry(
    422,
    'This would be more than {most} lines. Ask for less.',
    'इसमें {most} से अधिक पंक्तियाँ होंगी। कम चुनें।',
  ),
} as const satisfies Record<string, ErrorEntry>;
