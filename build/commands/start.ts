/**
 * `npm start`: sets up what is missing, then runs a whole small Raseed on this machine: database,
 * HQ, printer and one counter of a demonstration office. Ctrl-C stops it; the data stay.
 */
import { ensureBundles } from '#build/bundles.ts';
import { dataFolder } from '#build/paths.ts';
import { step } from '#build/progress.mjs';
import { runAsCommand } from '#build/run.ts';
import { createRaseed, type Raseed } from '#build/start/run-raseed.ts';
import { claimFolder, type Claim } from '#build/start/running.ts';
import { openSettings } from '#build/start/settings.ts';
import { describeRunning } from '#build/start/summary.ts';
import { ensureSystemPrograms } from '#build/system-packages.ts';

const RECORD_EVERY_MS = 500;

const tell = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

interface StopWish {
  readonly wished: Promise<void>;
  readonly wish: () => void;
}

/** Settles on the first wish to stop; later ones change nothing, because stopping has begun. */
function listenForStop(): StopWish {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => resolve());
  return { wished: promise, wish: resolve };
}

async function prepare(folder: string, onClosed: () => void): Promise<Raseed> {
  if (process.env['RASEED_DATABASE_URL'] === undefined) await ensureSystemPrograms(['database']);
  await ensureBundles({ only: ['hq', 'renderer'] });
  const { settings, moved } = await openSettings(folder);
  if (moved.length > 0) tell(`Taken by another program, so elsewhere now: ${moved.join(', ')}.`);
  return createRaseed({ dataFolder: folder, settings, tell, onClosed });
}

/** Keeps the record of processes true, so that a start after our death finds what we leave. */
function keepRecord(
  raseed: Raseed,
  claim: Claim,
): { tell: (summary: string) => void; end: () => void } {
  let summary = '';
  let last = '';
  const update = (): void => {
    const facts = { processes: raseed.identities(), summary };
    const text = JSON.stringify(facts);
    if (text !== last) claim.update(facts);
    last = text;
  };
  const timer = setInterval(update, RECORD_EVERY_MS);
  return {
    tell: (text) => {
      summary = text;
      update();
    },
    end: () => clearInterval(timer),
  };
}

/** Brings it up and stays until somebody wants it to stop, which may be before it is up. */
async function runUntil(stop: Promise<void>, raseed: Raseed, claim: Claim): Promise<void> {
  const record = keepRecord(raseed, claim);
  try {
    const starting = raseed.start();
    const parts = await Promise.race([starting, stop]);
    if (parts === undefined) {
      // What it still meets while everything is being taken down is no news.
      starting.catch(() => undefined);
      return;
    }
    const summary = describeRunning(parts);
    record.tell(summary);
    tell(`\n${summary}`);
    await stop;
  } finally {
    record.end();
  }
}

runAsCommand(async () => {
  const stop = listenForStop();
  const folder = dataFolder();
  const claim = await claimFolder(folder);
  if (!('release' in claim)) {
    tell(`Already running, in process ${claim.owner.pid}.\n${claim.summary || 'It still starts.'}`);
    return 0;
  }
  let raseed: Raseed | undefined;
  try {
    raseed = await prepare(folder, stop.wish);
    await runUntil(stop.wished, raseed, claim);
  } finally {
    const started = raseed;
    if (started !== undefined) await step('Stopping', () => started.stop());
    claim.release();
  }
  return 0;
});
