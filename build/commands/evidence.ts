/**
 * `npm run evidence -- --counter ID (--receipt NUMBER | --shift ID | --date YYYY-MM-DD |
 * --from SEQ --to SEQ | --case ID) [--out FILE] [--hq URL]`, or `--office ID` for all that HQ decided
 * at an office: asks HQ for a bundle and writes it. The access code comes from RASEED_HQ_TOKEN, or
 * from the installation of `npm start`.
 */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { dataFolder } from '#build/paths.ts';
import { CommandError, runAsCommand } from '#build/run.ts';
import { readPrivateJson } from '#build/start/private-file.ts';
import type { StartSettings } from '#build/start/settings.ts';

const OPTIONS = {
  counter: { type: 'string' },
  receipt: { type: 'string' },
  shift: { type: 'string' },
  date: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  case: { type: 'string' },
  office: { type: 'string' },
  out: { type: 'string' },
  hq: { type: 'string' },
} as const;

function readWords(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}

interface Hq {
  readonly url: string;
  readonly token: string;
}

function hqOf(url: string | undefined): Hq {
  const file = path.join(dataFolder(), 'settings.json');
  const settings = readPrivateJson(file) as StartSettings | undefined;
  const token = process.env['RASEED_HQ_TOKEN'] ?? settings?.tokens.hq;
  const address = url ?? (settings && `http://127.0.0.1:${settings.ports.hq}`);
  if (token === undefined || address === undefined) {
    throw new CommandError('Where is HQ? Give --hq URL and set RASEED_HQ_TOKEN.');
  }
  return { url: address, token };
}

async function signIn({ url, token }: Hq): Promise<string> {
  const answer = await fetch(new URL('/hq/api/session', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  }).catch(() => null);
  if (answer === null) throw new CommandError(`HQ does not answer at ${url}.`);
  if (!answer.ok) throw new CommandError('HQ does not take this access code.');
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

runAsCommand(async (args) => {
  const { counter, office, out, hq: url, ...words } = readWords(args);
  if (counter === undefined && office === undefined) {
    throw new CommandError('Which counter, or which office? --counter KA-BLR-01-C3');
  }
  const { receipt, shift, date, from: fromSeq, to: toSeq, case: caseId } = words;
  const subject = { receipt, shift, date, fromSeq, toSeq, case: caseId };
  const wanted = { counterId: counter, officeId: office, ...subject };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted)) {
    if (value !== undefined) query.set(name, value);
  }
  const hq = hqOf(url);
  const cookie = await signIn(hq);
  const answer = await fetch(new URL(`/hq/api/evidence?${query.toString()}`, hq.url), {
    headers: { cookie },
  });
  if (!answer.ok) throw new CommandError(`HQ refused: ${await answer.text()}`);
  const named = /filename="([\w.-]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
  const file = out ?? named ?? 'raseed-evidence.jsonl';
  if (existsSync(file))
    throw new CommandError(`${file} is there already; name another with --out.`);
  writeFileSync(file, await answer.text(), { flag: 'wx' });
  process.stdout.write(`${file}\nCheck it with: npm run verify -- ${file}\n`);
  return 0;
});
