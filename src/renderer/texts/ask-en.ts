/** Every word about asking a citizen without a phone in English; a part of `en.ts`. */
export const askEn = {
  askMenu: 'Ask a citizen without a phone',
  askTask: 'Ask a citizen without a phone',
  askTaskText:
    'HQ asks what was paid for an earlier receipt. The citizen answers on their own screen. Not at the counter that took the charge.',
  askField: 'Receipt: scan it, or type its number',
  askGo: 'Ask on the citizen’s screen',
  askStands: 'The question stands on the citizen’s screen',
  askStandsText: 'They press the answer themselves. Do not press for them. Esc takes it away.',
  askOver: 'The question is over',
  askOverText: 'What was answered is known to HQ alone. Esc goes on.',
  // Citizen's display
  askTitle: 'Headquarters asks you',
  askOfficial: 'The official charge was',
  askWhat: 'What did you pay?',
  ask_exact: 'Exactly this',
  ask_more: 'More than this',
  ask_no_receipt: 'I paid and got no receipt',
  askHidden: 'Press here yourself. The office does not learn your answer, and you need not answer.',
  askUnheard: 'Your answer did not get through. Please press once more.',
  askThanks: 'Thank you',
  askThanksText:
    'Headquarters has your answer; this office does not. Anything wrong is looked into.',
} as const;
