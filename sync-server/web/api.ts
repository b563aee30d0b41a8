/** The HQ page's line to the sync server. */
import type { Failure } from '#domain/result.ts';
import type { IsoDate } from '#domain/time.ts';
import type { Answers } from '#server/api/answers-contract.ts';
import type { GatewayReport } from '#server/api/gateway-contract.ts';
import type { PayoutReport } from '#server/api/payouts-contract.ts';
import type {
  CaseEvidence,
  Charges,
  Cases,
  IdentityRates,
  LostDisk,
  Overview,
  Refunds,
  Tariffs,
  Totals,
} from '#server/api/contract.ts';
import type {
  OfficeDays,
  OfficeDesk,
  OutstandingCash,
  OverShort,
  OverShortShifts,
} from '#server/api/hq-days-contract.ts';
import type { ClosedDay, DayClosing } from '#server/api/office-contract.ts';
import type { LeafBooks } from '#server/api/office-registers-contract.ts';

import { failureOf, openLine, type Acted, type Answer } from './line.ts';

export const line = openLine('/hq');
const { read } = line;

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
  days: (query: string) => read<OfficeDays>(`days?${query}`),
  dayDocument: (officeId: string, date: IsoDate) =>
    read<ClosedDay>(`days/${officeId}/${date}/document`),
  dayClosing: (officeId: string, date: IsoDate) =>
    read<DayClosing>(`days/${officeId}/${date}/close`),
  overShort: (month: string, officeId: string) =>
    read<OverShort>(`over-short?month=${month}${officeId === '' ? '' : `&officeId=${officeId}`}`),
  overShortShifts: (of: Record<'officeId' | 'staffId' | 'month', string>) =>
    read<OverShortShifts>(`over-short/${of.officeId}/${of.staffId}?month=${of.month}`),
  outstanding: () => read<OutstandingCash>('deposits'),
  desk: (officeId: string) => read<OfficeDesk>(`offices/${officeId}/desk`),
  leafBooks: (officeId: string) => read<LeafBooks>(`offices/${officeId}/leaf-books`),
};

/** HQ's acts answer `{ ok, value }`. */
export async function act(path: string, body: Readonly<Record<string, unknown>>): Promise<Acted> {
  const acted = await line.act(path, body);
  if (!acted.ok) return acted;
  return { ok: true, value: (acted.value as { value?: unknown } | null)?.value };
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
    if (!response.ok) {
      return { ok: false, failure: failureOf(response.status, await response.json()) };
    }
    const named = response.headers.get('content-disposition') ?? '';
    const name = /filename="([\w.-]+)"/.exec(named)?.[1] ?? 'raseed-evidence.jsonl';
    return { ok: true, value: { name, blob: await response.blob() } };
  } catch {
    return { ok: false, failure: null };
  }
}

export async function signIn(token: string): Promise<Answer<null>> {
  const acted = await line.act('session', { token });
  if (acted.ok) return { ok: true, value: null };
  const { failure } = acted;
  if (failure === null) return { ok: false, failed: 'unreachable', failure };
  const failed = failure.code === 'NOT_SIGNED_IN' ? 'unauthorised' : 'refused';
  return { ok: false, failed, failure };
}
