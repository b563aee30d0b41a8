/** What goes wrong with official documents. */
import { entry, type ErrorEntry } from './entry.ts';

export const DOCUMENT_ERRORS = {
  DOCUMENT_SHIFT_UNKNOWN: entry(
    404,
    'HQ holds no closed shift of that name. It may not have been sent yet; ask again later.',
    'मुख्यालय में इस नाम की बंद पाली नहीं है। शायद अभी भेजी नहीं गई; बाद में देखें।',
  ),
} as const satisfies Record<string, ErrorEntry>;
