/**
 * The desk beside the simulated scanner, on loopback: fingers to put on its glass, its cable, its
 * faults. `GET /` a page, `GET /devices`, `POST /press` {finger, press?, holdMs?}, `POST /picture` a PGM or
 * PNG, `POST /lift`, `POST /plug`, `POST /unplug`, `GET|POST /faults`.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { HidDevice } from '#adapters/hid-scanner/transport.ts';
import { faultChangesSchema, NO_SCANNER_FAULTS, type ScannerFaults } from './faults.ts';
import type { FingerImage } from './plate.ts';

const MAX_BODY_BYTES = 4_500_000;
const FINGERS_ON_PAGE = 8;

export const pressSchema = z.strictObject({
  /** Names the made-up finger. */
  finger: z.int().min(0).max(1_000_000),
  /** Names the press; another each time where it is not given. */
  press: z.int().min(0).max(1_000_000).optional(),
  /** Lifts the finger by itself after so long. */
  holdMs: z.int().min(1).max(120_000).optional(),
});
export type Press = z.infer<typeof pressSchema>;

export interface ScannerDesk {
  devices(): { readonly port: number; readonly devices: readonly HidDevice[] };
  press(press: Press): void;
  /** False for anything but a PGM or PNG. */
  picture(bytes: Uint8Array): boolean;
  lift(): void;
  plug(isPlugged: boolean): void;
  faults(): ScannerFaults;
  setFaults(changes: Partial<ScannerFaults>): void;
  readonly finger: FingerImage | null;
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'self' 'unsafe-inline'",
  });
  response.end(body);
}

const sendJson = (response: ServerResponse, status: number, value: unknown): void =>
  send(response, status, 'application/json', JSON.stringify(value));

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MAX_BODY_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function parseJson(bytes: Buffer | null): unknown {
  try {
    return JSON.parse(bytes?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
}

const button = (label: string, path: string, body: object = {}): string =>
  `<button onclick='post("${path}",${JSON.stringify(body)})'>${label}</button>`;

const FAULTS: readonly (readonly [string, Partial<ScannerFaults>])[] = [
  ['All well', NO_SCANNER_FAULTS],
  ['Loses reports', { loseEvery: 97 }],
  ['Damages reports', { damageEvery: 131 }],
  ['Slow', { slowMs: 5 }],
  ['Silent', { silent: true }],
  ['Cable out half way', { unplugAfterReports: 500 }],
  ['Finger lifted early', { liftEarly: true }],
  ['Wrong size', { wrongSize: true }],
  ['Sends its last capture again', { replay: true }],
  ['Takes fingers for fake', { fakeFinger: true }],
];

function page(desk: ScannerDesk): string {
  const fingers = Array.from({ length: FINGERS_ON_PAGE }, (_, index) =>
    button(`Finger ${index + 1}`, 'press', { finger: index + 1, holdMs: 15_000 }),
  );
  const state = desk.finger === null ? 'empty' : 'a finger is on it';
  return `<!doctype html><meta charset="utf-8"><title>Simulated scanner</title>
<style>body{font:16px sans-serif;margin:2rem}button{margin:.2rem;padding:.6rem}</style>
<script>async function post(path,body){await fetch(path,{method:'POST',body:JSON.stringify(body)});
location.reload()}</script>
<h1>Simulated scanner</h1><p>Fingers of nobody, grown from a number. The glass: ${state}.</p>
<p>${fingers.join('')}${button('Lift', 'lift')}</p>
<p>${button('Plug in', 'plug')}${button('Unplug', 'unplug')}</p>
<p>${FAULTS.map(([label, faults]) => button(label, 'faults', faults)).join('')}</p>`;
}

function act(desk: ScannerDesk, path: string, body: Buffer | null): boolean {
  switch (path) {
    case '/press': {
      const press = pressSchema.safeParse(parseJson(body));
      if (press.success) desk.press(press.data);
      return press.success;
    }
    case '/faults': {
      const changes = faultChangesSchema.safeParse(parseJson(body));
      if (changes.success) {
        const given = Object.entries(changes.data).filter(([, value]) => value !== undefined);
        desk.setFaults(Object.fromEntries(given));
      }
      return changes.success;
    }
    case '/picture':
      return body !== null && desk.picture(Uint8Array.from(body));
    case '/lift':
      desk.lift();
      return true;
    case '/plug':
    case '/unplug':
      desk.plug(path === '/plug');
      return true;
    default:
      return false;
  }
}

export async function answerAtScannerDesk(
  desk: ScannerDesk,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url ?? '/';
  if (request.method === 'POST') {
    const isDone = act(desk, path, await bodyOf(request));
    sendJson(response, isDone ? 200 : 400, { done: isDone });
    return;
  }
  if (path === '/') send(response, 200, 'text/html; charset=utf-8', page(desk));
  else if (path === '/devices') sendJson(response, 200, desk.devices());
  else if (path === '/faults') sendJson(response, 200, desk.faults());
  else sendJson(response, 404, { error: 'not here' });
}
