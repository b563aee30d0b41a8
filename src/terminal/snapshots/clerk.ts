/** What the clerk's screen is drawn from: all of it from the journal's views and a little memory. */
import type { ClerkSnapshot, HeldVisitSnapshot, Phase, VisitSnapshot } from '#contract/snapshot.ts';
import type { PrintJobView } from '#domain/journal/views.ts';
import type { Texts } from '#domain/language.ts';
import { citizenRecord } from '#terminal/citizen-record.ts';
import { openingSnapshot } from '#terminal/cash/opening.ts';
import { here, shiftOf, type Context } from '#terminal/context.ts';
import { isDisplayPresent } from '#terminal/display.ts';
import { identitySnapshot } from '#terminal/fingers/identity.ts';
import { hqMessages } from '#terminal/settings.ts';
import { askSnapshot } from '#terminal/use-cases/ask-citizen.ts';
import { currentVisit, heldVisits, visitTotal, type Visit } from '#terminal/visits.ts';
import { fingerParts } from './fingers.ts';
import { drawerSnapshot, sealedHere } from './drawer.ts';
import { papersSnapshot } from './papers.ts';
import { jobSnapshot, paidSnapshot } from './paid.ts';
import { quoteSnapshot } from './quote.ts';
import { stoppedParts } from './stopped.ts';
import { isUpiOn, upiOfCounter, upiSnapshot } from './upi.ts';
import { troubleList } from './trouble.ts';

/** More than a person looks through; older ones stay in the journal. */
const MAX_JOBS_SHOWN = 20;

export function phaseOf(context: Context): Phase {
  if (context.memory.stopped !== null) return 'stopped';
  if (context.counter() === null) return 'not_enrolled';
  const { staffId, locked, shiftId } = here(context);
  if (staffId === null) return 'signed_out';
  if (locked) return 'locked';
  return shiftId === null ? 'no_shift' : 'ready';
}

export function visitSnapshot(context: Context, visit: Visit): VisitSnapshot {
  const identity = identitySnapshot(context, visit);
  const last = visit.quotes.at(-1) ?? visit.quotes[0];
  const person = citizenRecord(context.ports.store.read, last.citizen)?.citizen;
  const upi = upiSnapshot(context, visit);
  return {
    visitId: visit.visitId,
    language: last.language,
    payer: person?.payer ?? '',
    beneficiary: person?.beneficiary ?? null,
    applicationRef: person?.applicationRef ?? '',
    mobile: person?.mobile ?? null,
    ...(person?.contact === undefined ? {} : { contact: person.contact }),
    quotes: visit.quotes.map((quote) => quoteSnapshot(context, quote)),
    totalPaise: visitTotal(visit),
    ...(identity === null ? {} : { identity }),
    ...(upi === null ? {} : { upi }),
  };
}

function heldSnapshot(context: Context, visit: Visit): HeldVisitSnapshot {
  const { visitId, payer, quotes, totalPaise } = visitSnapshot(context, visit);
  const code = visit.quotes[0].serviceCode;
  const serviceTexts = quotes[0]?.serviceTexts ?? { en: code, hi: code };
  return { visitId, payer, serviceTexts, totalPaise };
}

function shiftSnapshot(context: Context): ClerkSnapshot['shift'] {
  if (here(context).shiftId === null) return null;
  const { shiftId, businessDate, openedAt, receipts } = shiftOf(context);
  return { shiftId, businessDate, openedAt, receipts };
}

function staffSnapshot(context: Context): ClerkSnapshot['staff'] {
  const { staffId } = here(context);
  if (staffId === null) return null;
  const member = context.roster().find((known) => known.staffId === staffId);
  return { staffId, name: member?.name ?? staffId, role: member?.role ?? 'clerk' };
}

const NO_TEXTS: Texts = { en: '', hi: '' };

export function officeTexts(context: Context): {
  readonly name: Texts;
  readonly department: Texts;
} {
  const office = context.office();
  return { name: office?.name ?? NO_TEXTS, department: office?.department ?? NO_TEXTS };
}

/** What is shown of people and money only while the person is there and the screen is open. */
function privateParts(
  context: Context,
  phase: Phase,
  jobs: readonly PrintJobView[],
): Pick<ClerkSnapshot, 'visit' | 'held' | 'paid' | 'printJobs'> {
  if (phase !== 'ready') return { visit: null, held: [], paid: null, printJobs: [] };
  const { read } = context.ports.store;
  const visit = currentVisit(read);
  return {
    visit: visit === undefined ? null : visitSnapshot(context, visit),
    held: heldVisits(read).map((each) => heldSnapshot(context, each)),
    paid: paidSnapshot(context, jobs),
    printJobs: jobs.slice(-MAX_JOBS_SHOWN).map(jobSnapshot),
  };
}

function messagesNow(context: Context): readonly Texts[] {
  const now = context.now();
  return hqMessages(context.ports.store.read)
    .filter(({ until }) => until === null || until > now)
    .map(({ texts }) => texts);
}

type LiveParts = Omit<ClerkSnapshot, 'phase' | 'office' | 'counter' | 'roster' | 'printer'>;

function liveParts(context: Context, phase: Phase): LiveParts {
  const jobs = context.ports.store.read.viewsByTag('printJob', 'pending');
  const { check } = context.memory;
  const ask = askSnapshot(context);
  const drawer = drawerSnapshot(context, phase);
  const sealed = sealedHere(context, phase) ?? [];
  return {
    now: context.now(),
    staff: staffSnapshot(context),
    shift: shiftSnapshot(context),
    ...privateParts(context, phase, jobs),
    ...(drawer === null ? {} : { drawer }),
    ...(sealed.length === 0 ? {} : { sealedHere: sealed }),
    ...(phase === 'ready' ? { papers: papersSnapshot(context) } : {}),
    ...(phase === 'no_shift' ? { opening: openingSnapshot(context) } : {}),
    sync: context.sync(),
    displayPresent: isDisplayPresent(context),
    ...(ask === null || phase !== 'ready' ? {} : { ask }),
    trouble: troubleList(context, jobs),
    messages: messagesNow(context),
    ...fingerParts(context, phase === 'ready' || phase === 'no_shift'),
    ...(isUpiOn(context) ? { upi: upiOfCounter(context, phase === 'ready') } : {}),
    ...(check === null ? {} : { journalCheck: check }),
  };
}

export function clerkSnapshot(context: Context): ClerkSnapshot {
  const phase = phaseOf(context);
  const counter = context.counter();
  const { stopped } = context.memory;
  return {
    phase,
    office: { officeId: counter?.officeId ?? '', ...officeTexts(context) },
    counter: {
      counterId: counter?.counterId ?? '',
      number: counter?.number ?? 0,
      training: counter?.training ?? false,
    },
    roster: context.roster().map(({ staffId, name, role }) => ({ staffId, name, role })),
    printer: { ...context.memory.printer },
    ...(stopped === null ? liveParts(context, phase) : stoppedParts(context, stopped)),
  };
}
