/**
 * Opening a journal that was there before: what HQ has not acknowledged is verified, and views made
 * by an older program are made again. Nothing is charged on a journal that does not verify.
 */
import { decodeEntry, type ChainHead } from '#domain/journal/chain.ts';
import { projectEntry, VIEWS_VERSION } from '#domain/journal/project.ts';
import { assert, ok, type Result } from '#domain/result.ts';
import type { JournalStore } from '#terminal/ports/journal-store.ts';

import {
  checkLastSignature,
  verifyChain,
  type VerifyProgress,
  type VerifyRequest,
} from './verify.ts';

/** Setting: which version of the projections made the views. */
const VIEWS_SETTING = 'views.version';

/** Makes every view again from the entries. */
export function rebuildViews(store: JournalStore): void {
  store.rebuildViews((stored, views) => {
    const decoded = decodeEntry(stored.text);
    assert(decoded.ok, `entry ${stored.seq} cannot be read`);
    projectEntry(decoded.value, views);
  });
}

/**
 * Views made again where the old ones cannot be read (J22): from a chain that was verified first, so
 * that no figure comes from an entry that somebody changed. Answers what is wrong with the journal.
 */
export function remakeViews(
  of: Omit<VerifyRequest, 'store' | 'after'> & { readonly store: JournalStore },
): Result<null> {
  const verified = verifyChain({ ...of, store: of.store.read });
  if (!verified.ok) return verified;
  rebuildViews(of.store);
  return ok(null);
}

function refreshViews(store: JournalStore): Result<null> {
  if (store.read.setting(VIEWS_SETTING) === VIEWS_VERSION) return ok(null);
  if (store.read.lastEntry() !== undefined) rebuildViews(store);
  return store.transact((writer) => {
    writer.putSetting(VIEWS_SETTING, VIEWS_VERSION);
    return ok(null);
  });
}

/**
 * Answers the head, or what is wrong with the journal and at which entry. Of the signatures only the
 * last is checked here: it covers what is before it.
 */
export function openJournal(
  of: Omit<VerifyRequest, 'store'> & {
    readonly store: JournalStore;
    readonly onProgress?: (progress: VerifyProgress) => void;
  },
): Result<ChainHead> {
  const { keys, ...request } = { ...of, store: of.store.read };
  const verified = verifyChain(request, of.onProgress);
  if (!verified.ok) return verified;
  const signed = keys === undefined ? ok(null) : checkLastSignature({ ...request, keys });
  if (!signed.ok) return signed;
  const refreshed = refreshViews(of.store);
  return refreshed.ok ? verified : refreshed;
}
