/** How a test opens a shift: with the date that the counter proposes, and nothing looked at. */
import type { CommandInput } from '#contract/commands.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { CashCount } from '#domain/cash.ts';
import { paise } from '#domain/money.ts';
import { istDate } from '#domain/time.ts';

export const openingOf = (
  shown: Pick<ClerkSnapshot, 'opening' | 'now'>,
  float: CashCount,
): CommandInput<'openShift'> => ({
  float,
  personalCashPaise: paise(0),
  paper: 'missing',
  display: 'missing',
  businessDate: shown.opening?.date.proposed ?? istDate(shown.now),
});
