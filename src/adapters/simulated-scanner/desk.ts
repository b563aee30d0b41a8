/**
 * The desk beside the simulated scanner, on loopback: fingers to put on its glass, its cable, its
 * faults. `GET /` a page, `GET /state`, `GET /glass.png`, `GET /devices`, `POST /press` {finger, press?,
 * way?, holdMs?}, `POST /picture` a PGM or PNG, `POST /lift`, `POST /plug`, `POST /unplug`,
 * `GET|POST /faults`.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { HidDevice } from '#adapters/hid-scanner/transport.ts';
import { deskPage } from './desk-page.ts';
import { faultChangesSchema, type ScannerFaults } from './faults.ts';
import { ownerOf } from './people.ts';
import { drawPicture, PRESS_WAYS } from './pictures.ts';
import type { FingerImage } from './plate.ts';

const MAX_BODY_BYTES = 4_500_000;

export const pressSchema = z.strictObject({
  /** Names the made-up finger. */
  finger: z.int().min(0).max(1_000_000),
  /** Names the press; another each time where it is not given. */
  press: z.int().min(0).max(1_000_000).optional(),
  /** Absent: as this person's fingers are. */
  way: z.enum(PRESS_WAYS).optional(),
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
  isPlugged(): boolean;
  glass(): Glass;
}

interface Glass {
  readonly image: FingerImage | null;
  /** Null where it is empty, or a picture lies on it. */
  readonly finger: number | null;
  /** Rises with each press. */
  readonly presses: number;
}

interface Sent {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
}

function send(response: ServerResponse, { status, type, body }: Sent): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'self' 'unsafe-inline'",
  });
  response.end(body);
}

const sendJson = (response: ServerResponse, status: number, value: unknown): void =>
  send(response, { status, type: 'application/json', body: JSON.stringify(value) });

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

function stateOf(desk: ScannerDesk): object {
  const { image, finger, presses } = desk.glass();
  const owner = finger === null ? null : ownerOf(finger);
  const whose = owner === null ? 'A picture' : `${owner.person.name}, ${owner.place}`;
  return {
    isPlugged: desk.isPlugged(),
    onGlass: image === null ? null : whose,
    finger,
    presses,
    faults: desk.faults(),
  };
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
  const { image } = desk.glass();
  if (path === '/') {
    send(response, { status: 200, type: 'text/html; charset=utf-8', body: deskPage() });
  } else if (path.startsWith('/glass.png') && image !== null) {
    send(response, { status: 200, type: 'image/png', body: drawPicture(image) });
  } else if (path === '/state') sendJson(response, 200, stateOf(desk));
  else if (path === '/devices') sendJson(response, 200, desk.devices());
  else if (path === '/faults') sendJson(response, 200, desk.faults());
  else sendJson(response, 404, { error: 'not here' });
}
