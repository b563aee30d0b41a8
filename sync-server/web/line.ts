/**
 * A page's line to the sync server, below one address: typed reads, signed acts, one session, one
 * stream of changes.
 */
import { isErrorCode } from '#domain/errors.ts';
import type { Failure } from '#domain/result.ts';
import type { ChangedEvent } from '#server/api/contract.ts';

export type Failed = 'unauthorised' | 'unreachable' | 'refused';
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  /** `failure` says why it was refused, where the server said so. */
  | { readonly ok: false; readonly failed: Failed; readonly failure: Failure | null };

/** What was answered to an act; `failure` is null where the server could not be reached. */
export type Acted =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly failure: Failure | null };

export interface ChangeListener {
  readonly changed: (event: ChangedEvent | null) => void;
  readonly live: (live: boolean) => void;
}

export interface Line {
  readonly read: <T>(path: string) => Promise<Answer<T>>;
  /** Signed for in `body`; the whole act or nothing of it. */
  readonly act: (path: string, body: Readonly<Record<string, unknown>>) => Promise<Acted>;
  /** Ends the session. */
  readonly signOut: () => Promise<void>;
  /** Calls back on every change that a counter makes, and when the stream opens or breaks. */
  readonly onChanges: (listener: ChangeListener) => () => void;
}

const TIMEOUT_MS = 8000;

/** What the server says of a refusal; that a session is over it says by its status, too. */
export function failureOf(status: number, body: unknown): Failure | null {
  const error = (body as { error?: { code?: unknown } } | null)?.error;
  if (typeof error?.code === 'string' && isErrorCode(error.code)) return error as Failure;
  return status === 401 ? { code: 'NOT_SIGNED_IN' } : null;
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

async function read<T>(address: string): Promise<Answer<T>> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.ok) return { ok: true, value: (await response.json()) as T };
    const failed = response.status === 401 ? 'unauthorised' : 'refused';
    const failure = failureOf(response.status, await bodyOf(response).catch(() => null));
    return { ok: false, failed, failure };
  } catch {
    return { ok: false, failed: 'unreachable', failure: null };
  }
}

async function act(address: string, body: Readonly<Record<string, unknown>>): Promise<Acted> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer = await bodyOf(response);
    if (response.ok) return { ok: true, value: answer };
    return { ok: false, failure: failureOf(response.status, answer) };
  } catch {
    return { ok: false, failure: null };
  }
}

function listen(address: string, listener: ChangeListener): () => void {
  const stream = new EventSource(address);
  stream.addEventListener('open', () => {
    listener.live(true);
    listener.changed(null);
  });
  stream.addEventListener('error', () => listener.live(false));
  stream.addEventListener('changed', (event: MessageEvent<string>) =>
    listener.changed(JSON.parse(event.data) as ChangedEvent),
  );
  return () => stream.close();
}

export const openLine = (base: '/hq' | '/office'): Line => ({
  read: (path) => read(`${base}/api/${path}`),
  act: (path, body) => act(`${base}/api/${path}`, body),
  signOut: async () => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    await fetch(`${base}/api/session`, { method: 'DELETE', signal }).catch(() => undefined);
  },
  onChanges: (listener) => listen(`${base}/events`, listener),
});
