/** The drawer as its clerk may see it: never what it should hold. */
import type { DrawerSnapshot, Phase } from '#contract/snapshot.ts';
import { wantedCount } from '#terminal/cash/counts.ts';
import { ownSeal } from '#terminal/cash/seal.ts';
import { here, type Context } from '#terminal/context.ts';

function sealedOwn(context: Context): DrawerSnapshot['sealed'] {
  const seal = ownSeal(context, here(context).staffId);
  const shift = seal && context.ports.store.read.view('shift', seal.shiftId);
  return shift === undefined ? null : { shiftId: shift.shiftId, openedAt: shift.openedAt };
}

export function drawerSnapshot(context: Context, phase: Phase): DrawerSnapshot | null {
  if (phase !== 'ready' && phase !== 'no_shift') return null;
  const wanted = phase === 'ready' ? wantedCount(context) : undefined;
  const slips = context.ports.store.read.viewsByTag('changeSlip', 'owed');
  return {
    countWanted: wanted === undefined ? null : { countId: wanted.countId, source: wanted.source },
    slips: slips.map(({ slipId, amountPaise }) => ({ slipId, amountPaise })),
    sealed: sealedOwn(context),
  };
}
