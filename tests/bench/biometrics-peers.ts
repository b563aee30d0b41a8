/**
 * Peers on the same images in the same run. NBIS (mindtct and bozorth3) comes with Debian's libfprint
 * and is driven by `peers/nbis.py`; the others are in neither of the registries that are used.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { CommandError } from '#build/run.ts';
import { ensureSystemPrograms } from '#build/system-packages.ts';

import { listImpressions, readImage, SETS } from './biometrics-data.ts';
import type { Impression } from './biometrics-data.ts';
import type { Compared } from './biometrics-protocol.ts';

export const NOT_RUN =
  'SourceAFIS (Java), FingerJetFX and OpenAFIS (C++) are packages of neither npm nor Debian: not run.';

export interface PeerRun {
  readonly name: string;
  readonly compared: readonly Compared[];
  readonly failures: number;
  readonly extractMs: readonly number[];
  readonly comparisonsPerSecond: number;
}

/** The line of one image; see `peers/nbis.py`. */
interface Line {
  readonly scores: readonly (number | null)[];
  readonly extractMs: number;
  readonly matchMs: number;
  readonly compared: number;
  readonly failed: boolean;
}

const PYTHON = '/usr/bin/python3';
const PROGRAM = fileURLToPath(new URL('peers/nbis.py', import.meta.url));
const HEAD_BYTES = 12;

function message({ set, imageFile }: Impression): Buffer {
  const { width, height, pixels } = readImage(imageFile);
  const head = Buffer.alloc(HEAD_BYTES);
  for (const [i, value] of [SETS.indexOf(set), width, height].entries()) {
    head.writeInt32LE(value, 4 * i);
  }
  return Buffer.concat([head, pixels]);
}

async function askNbis(impressions: readonly Impression[]): Promise<readonly Line[]> {
  const program = spawn(PYTHON, [PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(program, 'close');
  const lines: Line[] = [];
  createInterface({ input: program.stdout }).on('line', (line) => {
    lines.push(JSON.parse(line) as Line);
  });
  for (const impression of impressions) {
    if (!program.stdin.write(message(impression))) await once(program.stdin, 'drain');
  }
  program.stdin.end();
  const [code] = (await ended) as [number | null];
  if (code !== 0 || lines.length !== impressions.length) {
    throw new CommandError(`${PROGRAM} ended with ${String(code)} after ${lines.length} images`);
  }
  return lines;
}

/** A line's scores are against the earlier images of its set, in order. */
function toCompared(impressions: readonly Impression[], lines: readonly Line[]): Compared[] {
  return impressions.flatMap((b, at) =>
    impressions
      .slice(0, at)
      .filter(({ set }) => set === b.set)
      .map((a, index) => ({
        set: b.set,
        fingerA: a.finger,
        fingerB: b.finger,
        impressionA: a.impression,
        impressionB: b.impression,
        score: lines[at]?.scores[index] ?? 0,
      })),
  );
}

/** Why not, where it cannot be had here. */
export async function runNbis(): Promise<PeerRun | { readonly reason: string }> {
  try {
    await ensureSystemPrograms(['fingerprintPeer']);
  } catch (error) {
    if (error instanceof CommandError) return { reason: error.message };
    throw error;
  }
  const impressions = listImpressions();
  const lines = await askNbis(impressions);
  const sum = (of: (line: Line) => number): number =>
    lines.reduce((total, line) => total + of(line), 0);
  return {
    name: 'NBIS (libfprint)',
    compared: toCompared(impressions, lines),
    failures: lines.filter(({ failed }) => failed).length,
    extractMs: lines.map(({ extractMs }) => extractMs),
    comparisonsPerSecond: (1_000 * sum(({ compared }) => compared)) / sum(({ matchMs }) => matchMs),
  };
}
