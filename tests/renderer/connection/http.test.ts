import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import * as fc from 'fast-check';

import { connectByHttp } from '#renderer/connection/http.ts';
import type { Link } from '#renderer/connection/screen-connection.ts';
import { createEventStreamReader } from '#renderer/connection/server-sent-events.ts';

const servers: Server[] = [];

async function serve(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(handle);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Resolves once `wanted` answers true of what was heard so far. */
function hear(
  base: string,
  wanted: (heard: readonly unknown[], links: readonly Link[]) => boolean,
) {
  const heard: unknown[] = [];
  const links: Link[] = [];
  return new Promise<{ heard: readonly unknown[]; links: readonly Link[] }>((resolve) => {
    const connection = connectByHttp({ screen: 'clerk', token: 'secret', base });
    const look = (): void => {
      if (!wanted(heard, links)) return;
      stop();
      resolve({ heard, links });
    };
    const stop = connection.subscribe({
      snapshot: (snapshot) => {
        heard.push(snapshot);
        look();
      },
      link: (link) => {
        links.push(link);
        if (link === 'lost') look();
      },
    });
  });
}

describe('the event stream reader', () => {
  it('reads the same events however the text is cut', () => {
    const text = ': hello\n\nevent: snapshot\ndata: {"a":1}\n\ndata: x\ndata: y\n\n';
    const whole = createEventStreamReader().feed(text);
    expect(whole).toEqual([
      { event: 'snapshot', data: '{"a":1}' },
      { event: 'message', data: 'x\ny' },
    ]);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: text.length })), (cuts) => {
        const reader = createEventStreamReader();
        const places = [0, ...cuts.sort((a, b) => a - b), text.length];
        const events = places
          .slice(1)
          .flatMap((to, index) => reader.feed(text.slice(places[index], to)));
        expect(events).toEqual(whole);
      }),
    );
  });
});

describe('the kiosk’s connection', () => {
  it('sends a command with the token and gives back the answer', async () => {
    const seen: unknown[] = [];
    const base = await serve((request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString()));
      request.on('end', () => {
        seen.push([request.method, request.url, request.headers['x-raseed-token'], body]);
        response.end(JSON.stringify({ ok: false, error: { code: 'PIN_WRONG' } }));
      });
    });
    const connection = connectByHttp({ screen: 'clerk', token: 'secret', base });
    const answer = await connection.execute('unlock', { pin: '1234' });
    expect(answer).toEqual({ ok: false, error: { code: 'PIN_WRONG' } });
    expect(seen).toEqual([['POST', '/api/unlock', 'secret', '{"pin":"1234"}']]);
  });

  it('answers with a code where the host is gone, never with an exception', async () => {
    const base = await serve((request) => request.socket.destroy());
    const connection = connectByHttp({ screen: 'clerk', token: 'secret', base });
    expect(await connection.execute('lock', {})).toEqual({
      ok: false,
      error: { code: 'HOST_RESTARTING' },
    });
  });

  it('says that the link is lost and comes back by itself', async () => {
    let times = 0;
    const base = await serve((request, response) => {
      times += 1;
      expect(request.headers['x-raseed-token']).toBe('secret');
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`event: snapshot\ndata: {"phase":"ready","n":${times}}\n\n`);
      // The first stream breaks; the second stays.
      if (times === 1) response.end();
    });
    const { heard, links } = await hear(base, (all) => all.length === 2);
    expect(heard).toEqual([
      { phase: 'ready', n: 1 },
      { phase: 'ready', n: 2 },
    ]);
    expect(links).toEqual(['connecting', 'live', 'lost', 'live']);
  });

  it('is lost, not live, where the token is refused', async () => {
    const base = await serve((_request, response) => response.writeHead(403).end('{}'));
    const { heard, links } = await hear(base, (_all, seen) => seen.includes('lost'));
    expect(heard).toEqual([]);
    expect(links).toEqual(['connecting', 'lost']);
  });
});
