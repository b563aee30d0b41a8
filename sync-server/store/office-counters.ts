/** Counters of an office as its day sees them: how much HQ holds, when each was heard from, who ended. */
import type { CounterSeen } from '#domain/day/counter-state.ts';
import { isTrainingCounter, type CounterId } from '#domain/ids.ts';
import { instant, type Instant } from '#domain/time.ts';
import type { Reader, SqlValue, Writer } from './database.ts';
import { insertMany } from './many.ts';

export interface OfficeCounter extends CounterSeen {
  readonly enrolledAt: Instant;
  /** Retired, or another took over from it: it does nothing any more. */
  readonly isEnded: boolean;
}

interface RawCounter {
  readonly counterId: string;
  readonly enrolledAt: number;
  readonly heldSeq: number;
  readonly receivedAt: number | null;
  readonly seenAt: number | null;
  readonly toldSeq: number | null;
  readonly successorId: string | null;
  readonly lastKind: string | null;
}

function readCounter(row: RawCounter): OfficeCounter {
  const heard = Math.max(row.receivedAt ?? 0, row.seenAt ?? 0);
  return {
    counterId: row.counterId,
    enrolledAt: instant(row.enrolledAt),
    heldSeq: row.heldSeq,
    toldSeq: row.toldSeq,
    lastHeardAt: heard === 0 ? null : instant(heard),
    isEnded: row.successorId !== null || row.lastKind === 'counter.retired',
  };
}

/** Without training counters. */
export async function officeCounters(
  reader: Reader,
  officeId: string,
): Promise<readonly OfficeCounter[]> {
  const rows = await reader.rows<RawCounter>(
    'SELECT c.counter_id AS counterId, c.enrolled_at AS enrolledAt, h.seq AS heldSeq, ' +
      'h.received_at AS receivedAt, s.seen_at AS seenAt, s.told_seq AS toldSeq, ' +
      'x.successor_id AS successorId, e.kind AS lastKind FROM counter c ' +
      'JOIN counter_head h ON h.office_id = c.office_id AND h.counter_id = c.counter_id ' +
      'LEFT JOIN counter_seen s ON s.office_id = c.office_id AND s.counter_id = c.counter_id ' +
      'LEFT JOIN counter_succession x ON x.office_id = c.office_id ' +
      'AND x.counter_id = c.counter_id ' +
      'LEFT JOIN entry e ON e.office_id = c.office_id AND e.counter_id = c.counter_id ' +
      'AND e.seq = h.seq WHERE c.office_id = ? ORDER BY c.counter_id',
    [officeId],
  );
  return rows
    .filter(({ counterId }) => !isTrainingCounter(counterId as CounterId))
    .map(readCounter);
}

export interface CounterHeard {
  readonly officeId: string;
  readonly counterId: string;
  readonly seenAt: number;
  readonly toldSeq: number;
}

const putHeard = insertMany(
  'counter_seen',
  ['office_id', 'counter_id', 'seen_at', 'told_seq'],
  ' ON DUPLICATE KEY UPDATE seen_at = GREATEST(seen_at, VALUES(seen_at)), ' +
    'told_seq = GREATEST(told_seq, VALUES(told_seq))',
);

/** In one order everywhere, so that two servers never wait for each other in a circle. */
export const keepHeard = (writer: Writer, all: readonly CounterHeard[]): Promise<void> =>
  putHeard(
    writer,
    all
      .toSorted((a, b) => (a.counterId < b.counterId ? -1 : 1))
      .flatMap((it): SqlValue[] => [it.officeId, it.counterId, it.seenAt, it.toldSeq]),
  );
