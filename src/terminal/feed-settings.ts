/**
 * What a verified feed changes in the settings, inside the transaction of whoever received it. Items
 * replace what they name as a whole; a tariff is added beside the others, once.
 */
import { unreachable } from '#domain/result.ts';
import type { Feed, FeedItem } from '#protocol/feed.ts';
import type { Act } from './journal/recorder.ts';
import type { StoreReader } from './ports/journal-store.ts';
import { clockSettings, feedCursor, recalledTariffs, SETTING, tariffTexts } from './settings.ts';

type SettingsHold = Pick<Act, 'store' | 'putSetting'>;

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

function keepItem(hold: SettingsHold, item: FeedItem): void {
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
    default:
      unreachable(item);
  }
}

interface Received {
  readonly feed: Feed;
  /** Our clock's when the feed came: the difference is how far it may be wrong. */
  readonly wallTimeMs: number;
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

export function keepFeed(hold: SettingsHold, of: Received): void {
  for (const item of of.feed.items) keepItem(hold, item);
  const clock = { serverTimeMs: of.feed.serverTime, doubtMs: doubtOf(of) };
  hold.putSetting(SETTING.clock, JSON.stringify(clock));
  hold.putSetting(SETTING.feedCursor, JSON.stringify(of.feed.nextCursor));
}
