/** The kiosk's loopback edge: who may ask, from where, and what a page is told. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ok } from '#domain/result.ts';
import { serveKiosk, type HostedTerminal, type Kiosk } from '#host/http.ts';

const TOKENS = { clerk: 'c'.repeat(32), citizen: 'd'.repeat(32) };

let kiosk: Kiosk;
let pages: string;
const asked: unknown[][] = [];
const listeners = new Set<() => void>();
let version = 1;

const terminal: HostedTerminal = {
  execute: (...args) => {
    asked.push(args);
    return Promise.resolve(ok(null));
  },
  snapshot: (screen) => ({ screen, version }),
  subscribe: (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

interface Asking {
  readonly method?: string;
  readonly target: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

interface Answered {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

/** Plain HTTP, so that Host and Origin can be anything. */
const ask = ({ method = 'POST', target, headers = {}, body }: Asking): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const asking = request(
      { port: kiosk.port, host: '127.0.0.1', method, path: target, headers },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        );
      },
    );
    asking.on('error', reject);
    asking.end(body);
  });

const json = (token: string, more: Record<string, string> = {}): Record<string, string> => ({
  'content-type': 'application/json',
  'x-raseed-token': token,
  ...more,
});

beforeAll(async () => {
  pages = mkdtempSync(path.join(tmpdir(), 'raseed-pages-'));
  writeFileSync(path.join(pages, 'index.html'), '<!doctype html><title>Raseed</title>');
  kiosk = await serveKiosk({ terminal, port: 0, pages, tokens: TOKENS });
});

afterAll(async () => {
  await kiosk.close();
  rmSync(pages, { recursive: true, force: true });
});

describe('the kiosk over loopback HTTP', () => {
  it('takes a command from the clerk’s page and says which screen asked', async () => {
    const answer = await ask({ target: '/api/lock', headers: json(TOKENS.clerk), body: '{}' });
    expect(answer.status).toBe(200);
    expect(asked.at(-1)).toEqual(['lock', {}, 'clerk']);
  });

  it('knows the citizen’s page by its token, whatever it says of itself', async () => {
    await ask({ target: '/api/lock', headers: json(TOKENS.citizen), body: '{"screen":"clerk"}' });
    expect(asked.at(-1)?.[2]).toBe('citizen');
  });

  it.each([
    ['no token', {}],
    ['a wrong token', { 'x-raseed-token': 'x'.repeat(32) }],
    ['a page of another origin', json(TOKENS.clerk, { origin: 'http://elsewhere.example' })],
    ['a name that only resolves here', json(TOKENS.clerk, { host: 'elsewhere.example:80' })],
  ])('refuses %s', async (_what, headers) => {
    const before = asked.length;
    const answer = await ask({ target: '/api/lock', headers, body: '{}' });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toEqual({ ok: false, error: { code: 'SENDER_REFUSED' } });
    expect(asked.length).toBe(before);
  });

  it('answers what is no JSON, and what is far too large, with a code', async () => {
    for (const body of ['{', `"${'x'.repeat(100_000)}"`]) {
      const answer = await ask({ target: '/api/lock', headers: json(TOKENS.clerk), body });
      expect(JSON.parse(answer.body)).toMatchObject({
        ok: false,
        error: { code: 'INPUT_INVALID' },
      });
    }
  });

  it('serves the pages under a strict policy, and nothing above their folder', async () => {
    const page = await ask({ method: 'GET', target: '/' });
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    const outside = await ask({ method: 'GET', target: '/..%2f..%2fetc%2fpasswd' });
    expect(outside.status).toBeGreaterThanOrEqual(400);
  });

  it('pushes the whole snapshot at once and after each change', async () => {
    const response = await fetch(`http://127.0.0.1:${kiosk.port}/api/events`, {
      headers: { 'x-raseed-token': TOKENS.citizen },
    });
    const reader = response.body?.getReader();
    const next = async (): Promise<string> =>
      new TextDecoder().decode((await reader?.read())?.value ?? new Uint8Array());
    expect(await next()).toContain('{"screen":"citizen","version":1}');
    version = 2;
    for (const listener of listeners) listener();
    expect(await next()).toContain('{"screen":"citizen","version":2}');
    await reader?.cancel();
  });
});
