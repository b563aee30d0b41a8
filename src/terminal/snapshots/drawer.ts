/** The drawer as its clerk may see it: never what it should hold. */
import type { ClerkSnapshot, DrawerSnapshot, Phase } from '#contract/snapshot.ts';
import { countsOfClose } from '#domain/journal/project-cash.ts';
import { standingCount } from '#domain/recount.ts';
import { wantedCount } from '#terminal/cash/counts.ts';
import { ownDrawer } from '#terminal/cash/close.ts';
import { ownSeal, sealedDrawers } from '#terminal/cash/seal.ts';
import { here, type Context } from '#terminal/context.ts';
import { grantedSlips } from '#terminal/settings.ts';

function sealedOwn(context: Context): DrawerSnapshot['sealed'] {
  const own = ownSeal(context, here(context).staffId)?.shift;
  return own === undefined ? null : { shiftId: own.shiftId, openedAt: own.openedAt };
}

/** How the counting at the end stands: what was counted here, never what should have been. */
function closingOf(context: Context): DrawerSnapshot['closing'] {
  const { shift, expectedPaise } = ownDrawer(context);
  const counts = countsOfClose(shift, expectedPaise);
  return { counts: counts.length, standing: standingCount(counts) };
}

/** Drawers of people who are away, for a manager to close. */
export const sealedHere = (context: Context, phase: Phase): ClerkSnapshot['sealedHere'] =>
  phase === 'signed_out'
    ? sealedDrawers(context).map(({ shift: { shiftId, staffId, openedAt } }) => ({
        shiftId,
        staffId,
        openedAt,
      }))
    : [];

export function drawerSnapshot(context: Context, phase: Phase): DrawerSnapshot | null {
  if (phase !== 'ready' && phase !== 'no_shift') return null;
  const wanted = phase === 'ready' ? wantedCount(context) : undefined;
  const { read } = context.ports.store;
  const elsewhere = new Set(grantedSlips(read).map(({ slipId }) => slipId));
  const slips = read
    .viewsByTag('changeSlip', 'owed')
    .filter(({ slipId }) => !elsewhere.has(slipId));
  return {
    countWanted: wanted === undefined ? null : { countId: wanted.countId, source: wanted.source },
    slips: slips.map(({ slipId, amountPaise }) => ({ slipId, amountPaise })),
    sealed: sealedOwn(context),
    closing: phase === 'ready' ? closingOf(context) : { counts: 0, standing: null },
  };
}
