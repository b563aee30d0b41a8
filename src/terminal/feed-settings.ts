/**
 * What a verified feed changes in the settings, inside the transaction of whoever received it. Items
 * replace what they name as a whole; a tariff is added beside the others, once.
 */
import { unreachable } from '#domain/result.ts';
import type {
  Feed,
  FeedInstrument,
  FeedItem,
  FeedItemOf,
  FeedLeafBook,
  FeedPayment,
} from '#protocol/feed.ts';
import { keepSealNews, keepTemplate } from './fingers/news.ts';
import type { Act } from './journal/recorder.ts';
import type { StoreReader } from './ports/journal-store.ts';
import {
  clockSettings,
  feedCursor,
  grantedSlips,
  hqMessages,
  instrumentNews,
  leafBooks,
  recalledTariffs,
  rosterSettings,
  SETTING,
  tariffTexts,
  upiNews,
} from './settings.ts';
import { acceptPast, keepRoot } from './sync/past.ts';

type SettingsHold = Pick<
  Act,
  'store' | 'putSetting' | 'append' | 'views' | 'putTemplate' | 'erasePrivate'
>;

function keepTariff({ store, putSetting }: SettingsHold, document: string): void {
  const kept = tariffTexts(store);
  if (!kept.includes(document)) putSetting(SETTING.tariffs, JSON.stringify([...kept, document]));
}

function keepRecall(
  { store, putSetting }: SettingsHold,
  { tariffId, version }: { readonly tariffId: string; readonly version: number },
): void {
  const kept = recalledTariffs(store);
  if (kept.some((other) => other.tariffId === tariffId && other.version === version)) return;
  putSetting(SETTING.recalledTariffs, JSON.stringify([...kept, { tariffId, version }]));
}

/** More than that nobody reads. */
const MAX_MESSAGES = 5;

function keepMessage(hold: SettingsHold, item: FeedItemOf<'command'>, wallTimeMs: number): void {
  const { commandId, texts, until = null } = item;
  if (texts === undefined) return;
  const kept = hqMessages(hold.store).filter(
    (other) => other.until === null || other.until > wallTimeMs,
  );
  const all = [...kept, { commandId, texts, until }].slice(-MAX_MESSAGES);
  hold.putSetting(SETTING.messages, JSON.stringify(all));
}

/** F10: each command once, whatever is sent again; journaled before anything is done about it. */
function keepCommand(hold: SettingsHold, item: FeedItemOf<'command'>, of: Received): void {
  const { commandId, command, to } = item;
  if (of.isFirst === true || (to !== null && to !== of.feed.counterId)) return;
  if (hold.views.view('command', commandId) !== undefined) return;
  hold.append('command.received', { commandId, command });
  if (command === 'message') keepMessage(hold, item, of.wallTimeMs);
  if (command === 'accept_past') acceptPast(hold);
  if (command === 'count_drawer') {
    const own = rosterSettings(hold.store).find(({ staffId }) => staffId === item.by);
    const source = own === undefined ? 'hq' : 'manager';
    hold.append('count.ordered', { countId: commandId, source, orderedBy: own?.staffId ?? null });
  }
}

/** U21: kept with the page that brought it; journaled at once, or when a shift is open. */
function keepPayment(hold: SettingsHold, item: FeedPayment, of: Received): void {
  if (of.isFirst === true || item.to !== of.feed.counterId) return;
  hold.putSetting(SETTING.upiNews, JSON.stringify([...upiNews(hold.store), item]));
}

function keepBook(hold: SettingsHold, book: FeedLeafBook): void {
  const others = leafBooks(hold.store).filter(({ bookId }) => bookId !== book.bookId);
  hold.putSetting(SETTING.leafBooks, JSON.stringify([...others, book]));
}

/** CA20: kept with the page that brought it; journaled when a shift is open. */
function keepInstrument(hold: SettingsHold, item: FeedInstrument, of: Received): void {
  if (of.isFirst === true || item.to !== of.feed.counterId) return;
  hold.putSetting(SETTING.instrumentNews, JSON.stringify([...instrumentNews(hold.store), item]));
}

/** CA14: what another counter may pay, this one pays no more. */
function keepGrant(hold: SettingsHold, item: FeedItemOf<'slip'>, of: Received): void {
  const { slipId, owner, payer } = item;
  if (owner !== of.feed.counterId) return;
  const others = grantedSlips(hold.store).filter((other) => other.slipId !== slipId);
  hold.putSetting(SETTING.grantedSlips, JSON.stringify([...others, { slipId, payer }]));
}

function keepItem(hold: SettingsHold, item: FeedItem, of: Received): void {
  switch (item.type) {
    case 'certificates': {
      const { certificates, revokedKeyIds } = item;
      hold.putSetting(SETTING.certificates, JSON.stringify({ certificates, revokedKeyIds }));
      return;
    }
    case 'office':
      hold.putSetting(SETTING.office, JSON.stringify(item.office));
      return;
    case 'roster':
      hold.putSetting(SETTING.roster, JSON.stringify(item.staff));
      return;
    case 'tariff':
      keepTariff(hold, item.document);
      return;
    case 'tariff.recalled':
      keepRecall(hold, item);
      return;
    case 'command':
      keepCommand(hold, item, of);
      return;
    case 'sealing_key':
      hold.putSetting(SETTING.sealingKey, JSON.stringify(item.publicKey));
      return;
    case 'upi':
      hold.putSetting(SETTING.upiPayees, JSON.stringify(item.payees));
      hold.putSetting(SETTING.upiLinks, JSON.stringify(item.links === true));
      return;
    case 'payment':
      keepPayment(hold, item, of);
      return;
    case 'root':
      keepRoot(hold, item);
      return;
    case 'template':
      keepTemplate(hold, item);
      return;
    case 'leaf_book':
      keepBook(hold, item);
      return;
    case 'instrument':
      keepInstrument(hold, item, of);
      return;
    case 'slip':
      keepGrant(hold, item, of);
      return;
    case 'seal.offer':
    case 'seal.share':
      keepSealNews(hold, item);
      return;
    default:
      unreachable(item);
  }
}

interface Received {
  readonly feed: Feed;
  /** Our clock's when the feed came: the difference is how far it may be wrong. */
  readonly wallTimeMs: number;
  /** The page that came with the enrolment: what was asked before is not for this counter. */
  readonly isFirst?: boolean;
}

const doubtOf = ({ feed, wallTimeMs }: Received): number => Math.abs(wallTimeMs - feed.serverTime);

const CLOCK_STALE_MS = 300_000;
const DOUBT_STEP_MS = 1_000;

/** Whether a page says anything that is not kept yet: most say only that all is well. */
export function isNews(store: StoreReader, of: Received): boolean {
  const { serverTime, doubtMs } = clockSettings(store);
  return (
    of.feed.items.length > 0 ||
    of.feed.nextCursor !== feedCursor(store) ||
    serverTime === null ||
    of.feed.serverTime - serverTime > CLOCK_STALE_MS ||
    Math.abs(doubtOf(of) - doubtMs) > DOUBT_STEP_MS
  );
}

/** HQ went back behind what it had told: everything is read again, which changes nothing twice. */
export const forgetFeed = ({ putSetting }: Pick<SettingsHold, 'putSetting'>): void =>
  putSetting(SETTING.feedCursor, '0');

export function keepFeed(hold: SettingsHold, of: Received): void {
  for (const item of of.feed.items) keepItem(hold, item, of);
  const { serverTime: serverTimeMs } = of.feed;
  const clock = { serverTimeMs, doubtMs: doubtOf(of), skewMs: of.wallTimeMs - serverTimeMs };
  hold.putSetting(SETTING.clock, JSON.stringify(clock));
  hold.putSetting(SETTING.feedCursor, JSON.stringify(of.feed.nextCursor));
}
