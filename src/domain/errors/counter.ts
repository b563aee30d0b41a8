/** What a person at the counter asked for and cannot have. */
import { entry, type ErrorEntry } from './entry.ts';

export const COUNTER_ERRORS = {
  NOT_SIGNED_IN: entry(
    401,
    'Sign in at HQ with the access token of this installation.',
    'इस स्थापना के टोकन से मुख्यालय में प्रवेश करें।',
  ),
} as const satisfies Record<string, ErrorEntry>;
