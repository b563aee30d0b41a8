/** What several projections do to the views: numbers of series, a quote's state, a shift's counts. */
import type { QuoteId } from '#domain/ids.ts';

import type { Entry } from './kinds.ts';
import { numberOf } from './numbers.ts';
import {
  series,
  type QuoteStatus,
  type SeriesView,
  type ShiftView,
  type ViewWriter,
} from './views.ts';

/** Raises a series to the number that an id bears; never lowers it. */
export function raise(
  views: ViewWriter,
  name: Exclude<keyof SeriesView, 'receipts'>,
  id: string,
): void {
  const before = series(views);
  const n = numberOf(id);
  if (n > before[name]) views.putView('series', 'here', { ...before, [name]: n });
}

/** Changes the shift that an entry belongs to; an entry outside a shift changes none. */
export function inShift(
  views: ViewWriter,
  entry: Entry,
  fields: (shift: ShiftView) => Partial<ShiftView>,
): void {
  const shift = entry.shiftId === null ? undefined : views.view('shift', entry.shiftId);
  if (shift !== undefined) views.putView('shift', shift.shiftId, { ...shift, ...fields(shift) });
}

export function setQuoteStatus(views: ViewWriter, id: QuoteId, status: QuoteStatus): void {
  const quote = views.view('quote', id);
  if (quote !== undefined) views.putView('quote', id, { ...quote, status });
}
