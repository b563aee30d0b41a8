/** The HQ page's line to the sync server: typed reads, one session, one stream of changes. */
import { isErrorCode } from '#domain/errors.ts';
import type { Failure } from '#domain/result.ts';
import type { Answers } from '#server/api/answers-contract.ts';
import type { GatewayReport } from '#server/api/gateway-contract.ts';
import type { PayoutReport } from '#server/api/payouts-contract.ts';
import type {
  CaseEvidence,
  ChangedEvent,
  Charges,
  Cases,
  IdentityRates,
  LostDisk,
  Overview,
  Refunds,
  Tariffs,
  Totals,
} from '#server/api/contract.ts';

export type Failed = 'unauthorised' | 'unreachable' | 'refused';
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failed: Failed };

const TIMEOUT_MS = 8000;

async function read<T>(path: string): Promise<Answer<T>> {
  try {
    const response = await fetch(`/hq/api/${path}`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.status === 401) return { ok: false, failed: 'unauthorised' };
    if (!response.ok) return { ok: false, failed: 'refused' };
    return { ok: true, value: (await response.json()) as T };
  } catch {
    return { ok: false, failed: 'unreachable' };
  }
}

export const hq = {
  overview: () => read<Overview>('overview'),
  charges: (businessDate: string, limit: number) =>
    read<Charges>(`charges?date=${encodeURIComponent(businessDate)}&limit=${limit}`),
  totals: (businessDate: string) => read<Totals>(`totals?date=${encodeURIComponent(businessDate)}`),
  tariffs: () => read<Tariffs>('tariffs'),
  cases: () => read<Cases>('cases'),
  refunds: () => read<Refunds>('refunds'),
  answers: () => read<Answers>('answers'),
  gateway: () => read<GatewayReport>('gateway'),
  payouts: () => read<PayoutReport>('payouts'),
  identity: () => read<IdentityRates>('identity'),
  evidence: (officeId: string, caseId: string) =>
    read<CaseEvidence>(`cases/${officeId}/${caseId}/evidence`),
  lost: (counterId: string) => read<LostDisk>(`counters/${counterId}/lost`),
};

/** What HQ answered to an act; `failure` is null where it could not be reached. */
export type Acted =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly failure: Failure | null };

const failureShape = (body: unknown): Failure | null => {
  const error = (body as { error?: { code?: unknown } } | null)?.error;
  return typeof error?.code === 'string' && isErrorCode(error.code) ? (error as Failure) : null;
};

/** Signed for in `body`; the whole act or nothing of it. */
export async function act(path: string, body: Readonly<Record<string, string>>): Promise<Acted> {
  try {
    const response = await fetch(`/hq/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer: unknown = response.status === 204 ? null : await response.json();
    if (!response.ok) return { ok: false, failure: failureShape(answer) };
    return { ok: true, value: (answer as { value?: unknown } | null)?.value };
  } catch {
    return { ok: false, failure: null };
  }
}

/** Making a large file takes HQ a while. */
const FILE_TIMEOUT_MS = 120_000;

export interface EvidenceFile {
  readonly name: string;
  readonly blob: Blob;
}

/** A bundle as HQ made it, under the name that HQ gave it. */
export async function evidenceFile(
  query: Readonly<Record<string, string>>,
): Promise<
  | { readonly ok: true; readonly value: EvidenceFile }
  | { readonly ok: false; readonly failure: Failure | null }
> {
  try {
    const response = await fetch(`/hq/api/evidence?${new URLSearchParams(query).toString()}`, {
      signal: AbortSignal.timeout(FILE_TIMEOUT_MS),
    });
    if (!response.ok) return { ok: false, failure: failureShape(await response.json()) };
    const named = response.headers.get('content-disposition') ?? '';
    const name = /filename="([\w.-]+)"/.exec(named)?.[1] ?? 'raseed-evidence.jsonl';
    return { ok: true, value: { name, blob: await response.blob() } };
  } catch {
    return { ok: false, failure: null };
  }
}

export async function signIn(token: string): Promise<Answer<null>> {
  try {
    const response = await fetch('/hq/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok) return { ok: true, value: null };
    return { ok: false, failed: response.status === 401 ? 'unauthorised' : 'refused' };
  } catch {
    return { ok: false, failed: 'unreachable' };
  }
}

/** Calls back on every change that a counter makes, and when the stream opens or breaks. */
export function onChanges(listener: {
  readonly changed: (event: ChangedEvent | null) => void;
  readonly live: (live: boolean) => void;
}): () => void {
  const stream = new EventSource('/hq/events');
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
