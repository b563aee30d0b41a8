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

const tell = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

/** Settles on the first wish to stop; later ones change nothing, because stopping has begun. */
function wishToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve());
    }
  });
}

async function prepare(folder: string): Promise<Raseed> {
  if (process.env['RASEED_DATABASE_URL'] === undefined) await ensureSystemPrograms(['database']);
  await ensureBundles({ only: ['hq', 'renderer'] });
  const { settings, moved } = await openSettings(folder);
  if (moved.length > 0) tell(`Taken by another program, so elsewhere now: ${moved.join(', ')}.`);
  return createRaseed({ dataFolder: folder, settings, tell });
}

/** Answers true when it runs, false when it was asked to stop before. */
async function bringUp(raseed: Raseed, claim: Claim, stop: Promise<void>): Promise<boolean> {
  const record = setInterval(
    () => claim.update({ processes: raseed.identities(), summary: '' }),
    500,
  );
  try {
    const starting = raseed.start();
    const parts = await Promise.race([starting, stop]);
    if (parts === undefined) {
      // What it still meets while everything is being taken down is no news.
      starting.catch(() => undefined);
      return false;
    }
    const summary = describeRunning(parts);
    claim.update({ processes: raseed.identities(), summary });
    tell(`\n${summary}`);
    return true;
  } finally {
    clearInterval(record);
  }
}

runAsCommand(async () => {
  const stop = wishToStop();
  const folder = dataFolder();
  const claim = await claimFolder(folder);
  if (!('release' in claim)) {
    tell(`Already running, in process ${claim.owner.pid}.\n${claim.summary || 'It still starts.'}`);
    return 0;
  }
  let raseed: Raseed | undefined;
  try {
    raseed = await prepare(folder);
    if (await bringUp(raseed, claim, stop)) await stop;
  } finally {
    const started = raseed;
    if (started !== undefined) await step('Stopping', () => started.stop());
    claim.release();
  }
  return 0;
});
