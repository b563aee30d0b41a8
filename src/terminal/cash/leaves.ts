/**
 * The contingency book (CA15 to CA17): leaves that were written by hand are keyed afterwards, each
 * once, at the fee of the paper's time. What was collected is typed and is never the charge.
 */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import { leafText, type LeafRef } from '#domain/leaf.ts';
import { paise, subtract } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import {
  addDays,
  DAY_MS,
  formatIstTime,
  instant,
  istDate,
  startOfDay,
  type Instant,
} from '#domain/time.ts';
import type { FeedLeafBook } from '#protocol/feed.ts';
import { counterOf, type Context } from '#terminal/context.ts';
import type { Act } from '#terminal/journal/recorder.ts';
import { priceThen } from '#terminal/pricing.ts';
import { leafBooks } from '#terminal/settings.ts';
import { previewSnapshot } from '#terminal/snapshots/quote.ts';
import { checkApproval, type Approved } from '#terminal/use-cases/pin.ts';
import { issueQuote } from '#terminal/use-cases/quote.ts';
import { payByLeaf } from '#terminal/use-cases/receipts.ts';
import { currentVisit } from '#terminal/visits.ts';

/** A book that nobody told us of is not older than that. */
const OLDEST_DAYS = 120;

interface KnownLeaf {
  readonly leaf: LeafRef;
  /** Null: HQ has told of no such book. */
  readonly book: FeedLeafBook | null;
}

/** CA15: of this office, in its book, and not here already. */
function checkLeaf(
  context: Context,
  { leaf, unknownBook }: { readonly leaf: LeafRef; readonly unknownBook?: boolean | undefined },
): Result<KnownLeaf> {
  const { read } = context.ports.store;
  const { bookId, leafNumber } = leaf;
  if (!bookId.startsWith(`${counterOf(context).officeId}-B`)) {
    return fail('LEAF_OF_OTHER_OFFICE', { book: bookId });
  }
  const book = leafBooks(read).find((each) => each.bookId === bookId) ?? null;
  if (book === null && unknownBook !== true) return fail('LEAF_BOOK_UNKNOWN', { book: bookId });
  if (book !== null && (leafNumber < book.firstLeaf || leafNumber > book.lastLeaf)) {
    const { firstLeaf: first, lastLeaf: last } = book;
    return fail('LEAF_NOT_IN_BOOK', { book: bookId, first, last });
  }
  const known = read.view('leaf', leafText(leaf));
  if (known === undefined) return ok({ leaf, book });
  return fail('LEAF_KEYED_ALREADY', {
    leaf: leafText(leaf),
    as: known.receiptNumber ?? known.state,
  });
}

/** After the book was there, and before now; before the day's end where the clock is behind it. */
function checkTime(act: Act, { book }: KnownLeaf, writtenAt: Instant): Result<null> {
  const oldest = instant(act.now - OLDEST_DAYS * DAY_MS);
  const from = book?.issuedAt ?? oldest;
  const endOfDay = startOfDay(addDays(act.businessDate, 1));
  const until = act.businessDate > istDate(act.now) ? endOfDay : act.now;
  if (writtenAt >= from && writtenAt <= until) return ok(null);
  return fail('LEAF_TIME_WRONG', { from: `${istDate(from)} ${formatIstTime(from)}` });
}

/** A waiver at discretion needed a second person on the day, too: they say so now. */
async function checkWaiver(
  context: Context,
  input: CommandInput<'keyLeaf'>,
): Promise<Result<Approved | null>> {
  const priced = priceThen(context, input, input.writtenAt);
  if (!priced.ok) return priced;
  if (!priced.value.charge.needsSecondPerson) return ok(null);
  if (input.approval === undefined) return fail('APPROVAL_NEEDED');
  return checkApproval(context, input.approval, 'waive');
}

function keyWithin(
  context: Context,
  act: Act,
  of: { readonly input: CommandInput<'keyLeaf'>; readonly known: KnownLeaf },
): Result<CommandAnswer<'keyLeaf'>> {
  const { input, known } = of;
  const { serviceCode, facts, citizen, writtenAt, writtenBy, collectedPaise } = input;
  const { leaf, book } = known;
  const inTime = checkTime(act, known, writtenAt);
  if (!inTime.ok) return inTime;
  if (currentVisit(act.views) !== undefined) return fail('VISIT_OPEN');
  const visitId = act.nextVisitId();
  const onLeaf = { leaf, writtenAt };
  const quote = issueQuote(context, act, { serviceCode, facts, citizen, visitId, onLeaf });
  if (!quote.ok) return quote;
  const { quoteId, totalPaise } = quote.value;
  const rest = subtract(collectedPaise, totalPaise);
  const difference = {
    excessPaise: paise(Math.max(0, rest)),
    shortPaise: paise(Math.max(0, 0 - rest)),
  };
  const receiptNumber = payByLeaf(context, act, {
    leaf,
    visitId,
    quoteIds: [quoteId],
    writtenAt,
    writtenBy,
    totalPaise,
    collectedPaise,
    ...difference,
    ...(book === null ? { bookUnknown: true as const } : {}),
  });
  return ok({ receiptNumber, totalPaise, ...difference });
}

export async function keyLeaf(
  context: Context,
  input: CommandInput<'keyLeaf'>,
): Promise<Result<CommandAnswer<'keyLeaf'>>> {
  const known = checkLeaf(context, input);
  if (!known.ok) return known;
  const { writtenBy } = input;
  const isOurs = context.roster().some(({ staffId }) => staffId === writtenBy);
  if (!isOurs) return fail('STAFF_UNKNOWN', { staff: writtenBy });
  const approved = await checkWaiver(context, input);
  if (!approved.ok) return approved;
  const keyed = context.recorder().record((act) => {
    if (approved.value !== null) act.append('staff.stepped_up', approved.value);
    return keyWithin(context, act, { input, known: known.value });
  });
  if (!keyed.ok) return keyed;
  context.memory.previews = 0;
  if (input.collectedPaise > 0) context.openDrawer();
  return keyed;
}

/** CA17: both parts of the leaf are there, and a manager has seen them. */
export async function spoilLeaf(
  context: Context,
  input: CommandInput<'spoilLeaf'>,
): Promise<Result<null>> {
  const known = checkLeaf(context, input);
  if (!known.ok) return known;
  const approved = await checkApproval(context, input, 'spoil_leaf');
  if (!approved.ok) return approved;
  const { fault, approverId } = input;
  const { leaf, book } = known.value;
  return context.recorder().record((act) => {
    act.append('staff.stepped_up', approved.value);
    const unknown = book === null ? { bookUnknown: true as const } : {};
    act.append('leaf.spoilt', { leaf, fault, approverId, ...unknown });
    return ok(null);
  });
}

/** CA16: what a leaf would have cost then, before it is keyed. */
export function previewLeaf(
  context: Context,
  input: CommandInput<'previewLeaf'>,
): Result<CommandAnswer<'previewLeaf'>> {
  const priced = priceThen(context, input, input.writtenAt);
  if (!priced.ok) return priced;
  context.memory.previews += 1;
  return ok(previewSnapshot(context, priced.value));
}
