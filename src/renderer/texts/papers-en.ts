/** Every word about cheques, drafts and contingency books in English; a part of `en.ts`. */
export const papersEn = {
  document_instrument_slip: 'Provisional acknowledgement',
  papersMenu: 'Cheques, drafts and paper leaves',
  // Cheque or draft
  instrument: 'Cheque or draft',
  instrumentOff: 'not accepted here',
  instrumentTitle: 'A cheque or draft',
  instrumentText: (amount: string, to: string) =>
    `It must be made out for exactly ${amount}, to ${to}.`,
  instrumentKind: 'What it is',
  instrument_cheque: 'Cheque',
  instrument_demand_draft: 'Demand draft',
  instrumentNumber: 'Its number',
  instrumentBank: 'Bank and branch',
  instrumentDate: 'Date on it',
  instrumentGo: 'Take and acknowledge',
  instrumentNote: 'No receipt yet: it is printed when the bank has paid.',
  register: 'Cheques and drafts that wait for the bank',
  registerNone: 'None waits for the bank.',
  registerNote: 'HQ tells this counter what the bank did; receipts are then printed by themselves.',
  registerTotal: (n: number) => `${n} in all`,
  xInstruments: 'Cheques and drafts taken',
  // Leaves
  keyLeaf: 'Enter a leaf that was written by hand',
  keyLeafText: 'As it stands on the leaf. The fee is that of the day on which it was written.',
  leafNumber: 'Number of the leaf',
  leafNumberHint: 'B3/117',
  leafDay: 'Written on',
  leafTime: 'at',
  leafTimeHint: 'HH:MM',
  leafWriter: 'Written by',
  leafCollected: 'Collected, as written',
  leafFee: 'Fee on that day',
  leafExcess: 'More than the fee: HQ pays it back to the citizen',
  leafShort: 'Less than the fee: it stands with the writer, never with the citizen',
  leafExact: 'Exactly the fee',
  leafGo: 'Enter this leaf',
  leafDone: (leaf: string) =>
    `Leaf ${leaf} is entered. The citizen keeps the leaf; nothing is printed.`,
  leafNext: 'Another leaf',
  leafUnknownBook: 'HQ has told of no such book. Enter once more to keep it all the same.',
  spoilLeaf: 'A leaf was spoilt',
  spoilLeafText: 'Both parts of the leaf are in the book, and nobody paid on it.',
  spoilWhy: 'What happened to it',
  spoil_miswritten: 'It was written wrongly',
  spoil_torn: 'It is torn or wet',
  spoil_citizen_left: 'The citizen went away',
  spoilGo: 'Enter it as spoilt',
  spoilDone: 'Entered. Keep both parts in the book.',
  booksNone: 'HQ has issued no contingency book to this office.',
  bookLeaves: (book: string, from: string, to: string) => `${book}: leaves ${from} to ${to}`,
} as const;

export type PapersTexts = {
  readonly [K in keyof typeof papersEn]: (typeof papersEn)[K] extends (...values: infer V) => string
    ? (...values: V) => string
    : string;
};
