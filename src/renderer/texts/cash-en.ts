/** Every word about the drawer beside charges in English; a part of `en.ts`. */
export const cashEn = {
  document_z_report: 'Z report',
  document_drop_slip: 'Slip for cash handed in',
  document_change_slip: 'Slip for change owed',
  document_count_memo: 'Memo of a count',
  document_certificate: 'Payment certificate',
  cashMenu: 'Cash drawer',
  cashNext: 'Next',
  // Handing in
  drop: 'Hand in cash',
  dropText: 'Count what goes into the bag with the manager. Both sign the slip.',
  dropBag: 'Number of the bag',
  dropGo: 'Hand in',
  dropDone: (id: string) => `${id} handed in. The slip is printing.`,
  // Exchange
  exchange: 'Notes for coins',
  exchangeOut: 'Out of the drawer',
  exchangeIn: 'Into the drawer',
  exchangeText: 'What comes in is worth exactly what goes out.',
  exchangeGo: 'Exchange',
  exchangeDone: 'Exchanged. The drawer holds as much as before.',
  // Change owed
  oweChange: 'No coins: slip for change',
  oweText: 'Part of the change of the last payment goes on a slip. It is paid here, once.',
  oweNothing: 'The last payment left no change.',
  oweOf: (receipt: string) => `Change of ${receipt}`,
  oweAmount: 'Not given now',
  oweGo: 'Print the slip',
  oweDone: (id: string) => `${id} is printing.`,
  giveChange: 'Pay a slip for change',
  giveNone: 'No slip of this counter is unpaid.',
  giveDone: 'Hand this over now',
  // Notes
  refuseNote: 'Refuse a note',
  refuseText: 'No money has moved. It is written down that the note was not taken.',
  refuseWhich: 'Which note or coin',
  refuseWhy: 'Why',
  note_counterfeit: 'It looks false',
  note_torn: 'It is torn or written on',
  note_not_in_use: 'It is no longer in use',
  refuseEnd: 'Where it is now',
  noteEnd_returned: 'Given back',
  noteEnd_impounded: 'Kept, to be handed to the bank',
  refuseSerial: 'Number printed on the note',
  refuseGo: 'Record it',
  refuseDone: 'Recorded. Ask for another note.',
  // Seal
  seal: 'Seal the drawer for a break',
  sealText:
    'Put the drawer into its bag and seal it. Somebody else may then open a shift with another drawer. You go on later where you left.',
  sealNumber: 'Number of the seal',
  sealGo: 'Seal and sign out',
  unsealTitle: 'Your sealed drawer',
  unsealText: 'Look at the seal before you break it. Type its number as it is printed on it.',
  unsealWhole: 'The seal is',
  sealWhole: 'whole',
  sealBroken: 'broken or another one',
  unsealGo: 'Go on with this shift',
  // Handover
  handOver: 'Hand over to the next clerk',
  handGiver: 'First you count',
  handTaker: 'Now the next clerk counts, without looking at the first count',
  handTo: 'Who takes the drawer',
  handPin: 'PIN of the next clerk',
  handGo: 'Take over',
  // Count now
  countNow: 'Count now',
  countOrder: 'Ask for a count',
  countOrderText: 'A manager asks for the drawer to be counted at this moment.',
  countOrderGo: 'Ask',
  countWanted: 'The drawer is to be counted now',
  countWanted_manager: 'A manager asks for it. Count before a witness.',
  countWanted_hq: 'HQ asks for it. Count before a witness.',
  countWanted_seal: 'The seal was not whole. Count before a witness.',
  countGo: 'The count is done',
  countDone: 'Counted. The memo is printing; both sign it.',
  // Certificate
  certify: 'Receipt lost: certificate',
  certifyText: 'A lost receipt is not printed again. The manager certifies the payment, once.',
  certifyNumber: 'Number of the receipt',
  certify_lost: 'It was lost',
  certify_destroyed: 'It was destroyed',
  certify_unreadable: 'It cannot be read',
  certifyGo: 'Certify',
  certifyDone: (id: string) => `Certificate ${id} is printing.`,
  // In absence
  absent: 'The clerk is not here: close this shift',
  absentText: 'The manager counts. What differs stays with the shift’s clerk, with the reason.',
  absentReason: 'Why the clerk is away',
  absentGo: 'Close the shift',
} as const;

export type CashTexts = {
  readonly [K in keyof typeof cashEn]: (typeof cashEn)[K] extends (...values: infer V) => string
    ? (...values: V) => string
    : string;
};
