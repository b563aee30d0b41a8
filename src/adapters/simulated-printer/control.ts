/**
 * The desk beside the simulated printer, on loopback: what came out, newest first, and switches for
 * its faults. `GET /` a page, `GET /receipts` a list, `GET /receipts/NAME.png`, `GET /log`,
 * `GET /faults`, `POST /faults` with the changes as JSON.
 */
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { faultChangesSchema, NO_FAULTS, type Faults } from './faults.ts';
import type { PaperRoll } from './paper-roll.ts';

const MAX_BODY_BYTES = 10_000;
const PAPERS_ON_PAGE = 60;

export interface Desk {
  readonly folder: string;
  readonly roll: PaperRoll;
  readonly faults: () => Faults;
  readonly change: (faults: Faults) => Promise<void>;
}

const send = (
  response: ServerResponse,
  status: number,
  content: { readonly type: string; readonly body: string | Buffer },
): void => {
  response.writeHead(status, {
    'content-type': content.type,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'self' 'unsafe-inline'",
  });
  response.end(content.body);
};

const sendJson = (response: ServerResponse, status: number, value: unknown): void =>
  send(response, status, { type: 'application/json', body: JSON.stringify(value) });

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MAX_BODY_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function postFaults(
  desk: Desk,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const text = await bodyOf(request);
  const changes = faultChangesSchema.safeParse(parseJson(text ?? ''));
  if (!changes.success) {
    sendJson(response, 400, { error: 'Not a change of faults', known: Object.keys(NO_FAULTS) });
    return;
  }
  const given = Object.entries(changes.data).filter(([, value]) => value !== undefined);
  await desk.change({ ...desk.faults(), ...Object.fromEntries(given) });
  sendJson(response, 200, desk.faults());
}

const SWITCHES: readonly (readonly [string, Partial<Faults>])[] = [
  ['All well', NO_FAULTS],
  ['Out of paper', { paper: 'out' }],
  ['Paper low', { paper: 'low' }],
  ['Out of paper in mid-job', { paperOutAfterBands: 5 }],
  ['Cover open', { cover: 'open' }],
  ['Cutter jammed', { cutter: 'jammed' }],
  ['Slow', { msPerBand: 300 }],
  ['Silent', { silent: true }],
  ['Gone', { gone: true }],
  ['Drop in mid-job', { dropAfterBytes: 20_000 }],
];

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&#39;');

/** What differs from a printer that is well. */
function troubles(faults: Faults): string {
  const well = new Map<string, unknown>(Object.entries(NO_FAULTS));
  const wrong = Object.entries(faults).filter(([name, value]) => value !== well.get(name));
  if (wrong.length === 0) return 'All is well';
  return `Trouble: ${wrong.map(([name, value]) => `${name} ${String(value)}`).join(', ')}`;
}

function page(desk: Desk): string {
  const buttons = SWITCHES.map(
    ([label, change]) =>
      `<button data-change='${escapeHtml(JSON.stringify(change))}'>${escapeHtml(label)}</button>`,
  ).join('');
  const papers = desk.roll.names
    .toReversed()
    .slice(0, PAPERS_ON_PAGE)
    .map(
      (name) =>
        `<figure><img loading="lazy" src="/receipts/${name}" alt="${name}"><figcaption>${name}</figure>`,
    )
    .join('');
  const alarms = desk.roll.log.filter((line) => line.event === 'alarm').length;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Receipt printer</title>
<style>body{font:16px system-ui;margin:24px;background:#e8e6e1;color:#17212b}
button{margin:0 8px 8px 0;padding:8px 12px;font:inherit}
main{display:flex;flex-wrap:wrap;gap:24px;align-items:flex-start}
figure{margin:0}img{display:block;background:#fff;box-shadow:0 1px 4px #0005}
figcaption{font-size:12px;padding-top:4px}</style>
<h1>Receipt printer (simulated)</h1>
<p>${escapeHtml(troubles(desk.faults()))} · alarms: ${alarms}</p>
<p>${buttons}</p><main>${papers === '' ? '<p>Nothing printed yet.' : papers}</main>
<script>for (const b of document.querySelectorAll('button')) b.onclick = () =>
fetch('/faults', { method: 'POST', body: b.dataset.change }).then(() => location.reload());
let seen = null;
setInterval(async () => {
  const names = await (await fetch('/receipts')).text();
  if (seen !== null && names !== seen) location.reload();
  seen = names;
}, 1000);</script></html>`;
}

async function sendPng(desk: Desk, name: string, response: ServerResponse): Promise<void> {
  if (!desk.roll.names.includes(name)) {
    sendJson(response, 404, { error: 'No such receipt' });
    return;
  }
  await desk.roll.settled();
  send(response, 200, { type: 'image/png', body: await readFile(join(desk.folder, name)) });
}

/** Answers one request. Only names that the roll knows reach the disk. */
export async function answerAtDesk(
  desk: Desk,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const route = `${request.method ?? 'GET'} ${path}`;
  const receipt = /^GET \/receipts\/([\w.-]+\.png)$/.exec(route);
  if (receipt !== null) return sendPng(desk, receipt[1] ?? '', response);
  switch (route) {
    case 'GET /':
      return send(response, 200, { type: 'text/html; charset=utf-8', body: page(desk) });
    case 'GET /receipts':
      return sendJson(response, 200, desk.roll.names.toReversed());
    case 'GET /log':
      return sendJson(response, 200, desk.roll.log);
    case 'GET /faults':
      return sendJson(response, 200, desk.faults());
    case 'POST /faults':
      return postFaults(desk, request, response);
    default:
      return sendJson(response, 404, { error: 'Not here' });
  }
}
