/** Every word about opening a shift and counting at its end in English; a part of `en.ts`. */
export const shiftEn = {
  // Before the first citizen
  checksTitle: 'Before the first citizen',
  testPage: 'Test page',
  testPage_printing: 'Printing',
  testPage_printed: 'Printed: is it whole?',
  testPage_failed: 'It was not printed',
  testPageGo: 'Print a test page',
  paper_whole: 'It came out whole',
  paper_missing: 'No paper now, receipts wait',
  display: 'Citizen’s screen',
  display_seen: 'I see its picture',
  display_missing: 'It is not there, quotes go on paper',
  displayGone: 'It has not been heard from.',
  accountDate: 'Account date',
  accountDateOther: 'Another day',
  accountDateTyped: 'Which day',
  accountDateDoubt: (clock: string, last: string) =>
    `This clock says ${clock}; the last shift here was of ${last}. Which day is it? Look at a calendar.`,
  accountDateClock: (clock: string) => `This clock says ${clock}. Which day is it?`,
  accountDateHq: (clock: string, hq: string) =>
    `This clock says ${clock}. HQ says ${hq}, and that is the account date.`,
  weekday_0: 'Sunday',
  weekday_1: 'Monday',
  weekday_2: 'Tuesday',
  weekday_3: 'Wednesday',
  weekday_4: 'Thursday',
  weekday_5: 'Friday',
  weekday_6: 'Saturday',
  // Counting again
  countFirst: 'Count everything in the drawer. What was expected is shown after the close.',
  countSecond: 'It does not fit. Count everything once more, as if it were the first time.',
  countThird:
    'Two counts differ from each other. Count a last time, best with somebody beside you.',
  countStands: 'This count stands. Say why it differs and close the shift.',
  countNumber: (n: number) => `Count ${n} of 3`,
  reasonLater: 'asked for only if two counts do not fit',
  // Sealed and left
  sealedLeft: 'Close a drawer that was left sealed',
  sealedWhose: 'Whose drawer',
  sealedText: 'Read the seal, break it, and count. What differs stays with its clerk.',
} as const;

export type ShiftTexts = {
  readonly [K in keyof typeof shiftEn]: (typeof shiftEn)[K] extends (...values: infer V) => string
    ? (...values: V) => string
    : string;
};
