/** The calendar of an office, as HQ has set it up. */
import { parseCalendar, SUNDAYS_ONLY, type OfficeCalendar } from '#domain/calendar.ts';
import type { FeedOffice } from '#protocol/feed.ts';

export const calendarOf = (office: FeedOffice | null): OfficeCalendar =>
  parseCalendar(office?.calendar) ?? SUNDAYS_ONLY;
