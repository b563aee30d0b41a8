/** What the citizen's display is drawn from: nothing that the citizen may not see. */
import type { CitizenSnapshot, PaidSnapshot } from '#contract/snapshot.ts';
import { ZERO } from '#domain/money.ts';
import type { Language } from '#domain/language.ts';
import type { Context } from '#terminal/context.ts';
import { officeSettings } from '#terminal/settings.ts';
import { citizenAsk } from '#terminal/use-cases/ask-citizen.ts';
import { currentVisit, isExpired, type Visit } from '#terminal/visits.ts';
import { officeTexts, phaseOf, visitSnapshot } from './clerk.ts';
import { citizenCapture } from './fingers.ts';
import { feeBoard } from './fee-board.ts';
import { paidSnapshot } from './paid.ts';
import { citizenUpi } from './upi.ts';

type Parts = Pick<
  CitizenSnapshot,
  | 'screen'
  | 'language'
  | 'quotes'
  | 'totalPaise'
  | 'payer'
  | 'mobile'
  | 'noPhone'
  | 'contact'
  | 'paid'
  | 'upi'
  | 'ask'
>;

const nothingShown = (screen: 'closed' | 'idle', language: Language): Parts => ({
  screen,
  language,
  quotes: [],
  totalPaise: ZERO,
  payer: null,
  mobile: null,
  noPhone: false,
  paid: null,
});

/** What the department speaks where nobody has chosen. */
const DEFAULT_LANGUAGE: Language = 'hi';

/** An amount is official only while it holds: an expired quote leaves the screen. */
function visitShown(context: Context): Visit | undefined {
  const visit = currentVisit(context.ports.store.read);
  const now = context.now();
  return visit?.quotes.some((quote) => isExpired(quote, now)) === true ? undefined : visit;
}

function paidShown(context: Context): PaidSnapshot | null {
  const isOver = context.ports.clock.monotonicMs() >= context.memory.paidShownUntilMs;
  return isOver ? null : paidSnapshot(context, []);
}

function shownParts(context: Context): Parts {
  if (phaseOf(context) !== 'ready') return nothingShown('closed', DEFAULT_LANGUAGE);
  const visit = visitShown(context);
  if (visit !== undefined) {
    const visited = visitSnapshot(context, visit);
    const { language, quotes, totalPaise, payer, mobile, contact } = visited;
    const noPhone = mobile === null;
    const upi = citizenUpi(context, visit);
    const shown = { language, quotes, totalPaise, payer, mobile, noPhone, paid: null };
    const wish = contact === undefined ? {} : { contact };
    return { screen: 'quote', ...shown, ...wish, ...(upi === null ? {} : { upi }) };
  }
  const asked = citizenAsk(context);
  if (asked !== null) {
    const { language, ...ask } = asked;
    return { ...nothingShown('idle', language), ask };
  }
  const paid = paidShown(context);
  if (paid === null) return nothingShown('idle', DEFAULT_LANGUAGE);
  const language = languageOf(context, paid);
  return { ...nothingShown('idle', language), screen: 'paid', totalPaise: paid.totalPaise, paid };
}

function languageOf(context: Context, paid: PaidSnapshot): Language {
  const [first] = paid.receipts;
  if (first === undefined) return DEFAULT_LANGUAGE;
  const receipt = context.ports.store.read.view('receipt', first.receiptNumber);
  return receipt?.language ?? DEFAULT_LANGUAGE;
}

export function citizenSnapshot(context: Context): CitizenSnapshot {
  const capture = phaseOf(context) === 'ready' ? citizenCapture(context) : null;
  const counter = context.counter();
  const parts = shownParts(context);
  return {
    ...parts,
    office: officeTexts(context),
    counterNumber: counter?.number ?? 0,
    training: counter?.training ?? false,
    complaintsNumber: officeSettings(context.ports.store.read)?.complaintNumber ?? null,
    feeBoard: parts.screen === 'idle' ? feeBoard(context) : [],
    ...(capture === null ? {} : { capture }),
  };
}
