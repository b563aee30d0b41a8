/** The real host under libfaketime: its wall clock jumps while a clerk is at work. */
import { existsSync, writeFileSync } from 'node:fs';

import { findProgram } from '#build/system-packages.ts';

import { tryOnce, type Bench, type Trial } from './trials.ts';

const LIBRARIES = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1',
];
const libraryOf = (): string | undefined => LIBRARIES.find((file) => existsSync(file));

export const whyNoClocks = (): string | null =>
  findProgram('faketime') === undefined || libraryOf() === undefined
    ? 'skipped: libfaketime is not installed'
    : null;

/** Offsets that libfaketime understands, from the moment at which the host is up. */
export const JUMPS = ['+3h', '-3h', '+40d', '-40d', '-400d', '+1s'] as const;

export async function jumpClock(bench: Bench, jump: (typeof JUMPS)[number]): Promise<Trial> {
  const point = JUMPS.indexOf(jump);
  const stamp = bench.stage.folder(`clock-${point}`);
  writeFileSync(stamp, '+0s\n');
  return tryOnce(bench, {
    point,
    env: {
      LD_PRELOAD: libraryOf() ?? '',
      FAKETIME_TIMESTAMP_FILE: stamp,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    during: () => writeFileSync(stamp, `${jump}\n`),
  });
}
