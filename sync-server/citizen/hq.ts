/**
 * What the page knows of HQ: the keys it trusts, offices and tariffs. All of it is signed, checked
 * here before it is used and kept on the phone, so that a receipt is checked with no network. The
 * root key is pinned at the first visit; another one later is refused.
 */
import type { Result } from '#domain/result.ts';
import { parseTariff } from '#domain/tariff/parse.ts';
import type { Tariff } from '#domain/tariff/types.ts';
import type { Instant } from '#domain/time.ts';
import { fromBase64Url } from '#protocol/encoding.ts';
import {
  openDirectory,
  openPublicKeys,
  type OpenedKeys,
  type PublicDirectory,
  type PublicOffice,
} from '#protocol/public-documents.ts';
import { parseJson, payloadHash, verifySignedTariff } from '#protocol/signed.ts';
import type { PublicLink, PublishedRoots, ReceiptStatus } from '#server/api/public-contract.ts';

import { settle } from './browser-crypto.ts';

const KEPT = 'raseed-public-1';
const ROOT_KEY = 'raseed-root';
const TIMEOUT_MS = 6_000;
const KEYS = '/v1/public/keys';
const DIRECTORY = '/v1/public/directory';
export const ROOTS = '/v1/public/roots';
/** Fetched ahead, so that their texts are there without a network. */
const MAX_AHEAD = 30;

async function fromNetwork(address: string): Promise<string | null> {
  try {
    const response = await fetch(address, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      credentials: 'omit',
    });
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

async function keep(address: string, text: string): Promise<void> {
  const cache = await caches.open(KEPT);
  await cache.put(address, new Response(text, { headers: { 'content-type': 'application/json' } }));
}

async function fromPhone(address: string): Promise<string | null> {
  const cache = await caches.open(KEPT);
  return (await (await cache.match(address))?.text()) ?? null;
}

const pinnedRoot = (): Uint8Array | null => {
  const text = localStorage.getItem(ROOT_KEY);
  return text === null ? null : fromBase64Url(text);
};

async function openKeys(text: string | null): Promise<OpenedKeys | null> {
  if (text === null) return null;
  const root = pinnedRoot();
  const opened = await settle((crypto) => openPublicKeys({ text, pinnedRoot: root, crypto }));
  return opened.ok ? opened.value : null;
}

export interface Known {
  readonly keys: OpenedKeys;
  readonly directory: PublicDirectory | null;
  /** HQ shows other keys than at the first visit: they are not used, and the citizen is told. */
  readonly rootChanged: boolean;
}

/** The newer of what HQ says now and what is kept: an old list of revocations never comes back. */
async function newestKeys(): Promise<{ keys: OpenedKeys | null; rootChanged: boolean }> {
  const [fresh, stored] = [await fromNetwork(KEYS), await openKeys(await fromPhone(KEYS))];
  const opened = await openKeys(fresh);
  const rootChanged = fresh !== null && opened === null && pinnedRoot() !== null;
  if (fresh === null || opened === null) return { keys: stored, rootChanged };
  if (stored !== null && stored.keys.issuedAt > opened.keys.issuedAt) {
    return { keys: stored, rootChanged };
  }
  localStorage.setItem(ROOT_KEY, opened.keys.rootPublicKey);
  await keep(KEYS, fresh);
  return { keys: opened, rootChanged };
}

async function readDirectory(keys: OpenedKeys, address: string): Promise<PublicDirectory | null> {
  for (const source of [fromNetwork, fromPhone]) {
    const text = await source(address);
    if (text === null) continue;
    const { trust } = keys;
    const opened = await settle((crypto) => openDirectory({ text, trust, crypto }));
    if (!opened.ok) continue;
    if (source === fromNetwork) await keep(address, text);
    return opened.value;
  }
  return null;
}

/** Null only where nothing was ever fetched: the very first visit without a network. */
export async function learn(): Promise<Known | null> {
  const { keys, rootChanged } = await newestKeys();
  if (keys === null) return null;
  return { keys, rootChanged, directory: await readDirectory(keys, DIRECTORY) };
}

export async function officeOf(known: Known, officeId: string): Promise<PublicOffice | null> {
  const listed = known.directory?.offices.find((office) => office.officeId === officeId);
  if (listed !== undefined) return listed;
  const one = await readDirectory(known.keys, `${DIRECTORY}?office=${officeId}`);
  return one?.offices.find((office) => office.officeId === officeId) ?? null;
}

export interface NamedTariff {
  readonly tariffId: string;
  readonly version: number;
}

export interface KnownTariff {
  readonly tariff: Tariff;
  /** Lower-case hex. */
  readonly hash: string;
}

const tariffAddress = ({ tariffId, version }: NamedTariff): string =>
  `/v1/public/tariffs/${encodeURIComponent(tariffId)}/${version}`;

function readTariff(payload: Result<string>): Tariff | null {
  if (!payload.ok) return null;
  const tariff = parseTariff(parseJson(payload.value));
  return tariff.ok ? tariff.value : null;
}

/** Signed by two people whose keys held on that day; null where it is not to be had. */
export async function tariffOf(
  known: Known,
  of: NamedTariff,
  at: Instant,
): Promise<KnownTariff | null> {
  const address = tariffAddress(of);
  const stored = await fromPhone(address);
  const text = stored ?? (await fromNetwork(address));
  if (text === null) return null;
  const { trust } = known.keys;
  const checked = await settle((crypto) => {
    const payload = verifySignedTariff({ text, trust, at, crypto });
    return { payload, hash: payload.ok ? payloadHash(payload.value, crypto.sha256) : '' };
  });
  const tariff = readTariff(checked.payload);
  if (tariff?.id !== of.tariffId || tariff.version !== of.version) return null;
  if (stored === null) await keep(address, text);
  return { tariff, hash: checked.hash };
}

/** One after the other, behind whatever the citizen is doing. */
export async function keepTariffs(known: Known): Promise<void> {
  for (const of of (known.directory?.tariffs ?? []).slice(-MAX_AHEAD)) {
    const address = tariffAddress(of);
    if ((await fromPhone(address)) !== null) continue;
    const text = await fromNetwork(address);
    if (text === null) return;
    await keep(address, text);
  }
}

/** The latest daily root; null before the first, or where HQ cannot be asked now. */
export async function latestRoot(): Promise<PublishedRoots['roots'][number] | null> {
  const text = await fromNetwork(ROOTS);
  const answer = text === null ? null : (parseJson(text) as PublishedRoots | undefined);
  return answer?.roots[0] ?? null;
}

/** Null where HQ cannot be asked now. */
export async function askStatus(of: {
  readonly counterId: string;
  readonly receiptNumber: string;
  readonly seq?: number;
  readonly qr?: string;
}): Promise<ReceiptStatus | null> {
  const query = new URLSearchParams({ counterId: of.counterId, receiptNumber: of.receiptNumber });
  if (of.seq !== undefined) query.set('seq', String(of.seq));
  if (of.qr !== undefined) query.set('qr', of.qr);
  const text = await fromNetwork(`/v1/public/receipts/status?${query}`);
  return text === null ? null : (parseJson(text) as ReceiptStatus);
}

/** `unknown`: there is no such link. Null where HQ cannot be asked now. */
export async function askLink(token: string): Promise<PublicLink | 'unknown' | null> {
  try {
    const response = await fetch(`/v1/public/links/${token}`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      credentials: 'omit',
    });
    if (response.status === 404) return 'unknown';
    return response.ok ? (parseJson(await response.text()) as PublicLink) : null;
  } catch {
    return null;
  }
}
