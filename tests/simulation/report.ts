/** What happened in a world, as lines, and what must never have happened, as violations. */
import { createHash } from 'node:crypto';

export interface Violation {
  /** `P4`, `I6`: what was broken. */
  readonly rule: string;
  readonly what: string;
}

export interface Report {
  /** A line of the event log; the log's hash is the run's. */
  note(line: string): void;
  violate(rule: string, what: string): void;
  /** A rare path was reached: over many seeds every one of them must be. */
  reach(path: Path): void;
  readonly violations: readonly Violation[];
  readonly reached: ReadonlyMap<Path, number>;
  readonly lines: readonly string[];
  hash(): string;
}

export const PATHS = [
  'counter died before a commit',
  'counter died after a commit',
  'counter died with paper in the printer',
  'power cut while idle',
  'disk full at a commit',
  'disk error at a commit',
  'wall clock jumped',
  'message lost',
  'message repeated',
  'message a day late',
  'answer lost',
  'HQ died before a commit',
  'HQ died after a commit',
  'HQ deadlock',
  'HQ database unavailable',
  'HQ restored from an older backup',
  'HQ refilled what it had lost',
  'batch after a gap refused',
  'batch replayed',
  'counter disk restored from a copy',
  'counter cloned',
  'fork quarantined',
  'fork stopped the counter',
  'paper failed',
  'paper unconfirmed',
  'paper printed again',
  'receipt reversed',
  'charge corrected',
  'shift closed',
  'wrong PIN',
  'screen locked',
  'second tariff charged',
  'a week without a line',
] as const;
export type Path = (typeof PATHS)[number];

export function createReport(now: () => number): Report {
  const violations: Violation[] = [];
  const reached = new Map<Path, number>();
  const lines: string[] = [];
  return {
    note: (line) => void lines.push(`${now()} ${line}`),
    violate: (rule, what) => {
      lines.push(`${now()} VIOLATION ${rule} ${what}`);
      violations.push({ rule, what });
    },
    reach: (path) => void reached.set(path, (reached.get(path) ?? 0) + 1),
    violations,
    reached,
    lines,
    hash: () => createHash('sha256').update(lines.join('\n')).digest('hex'),
  };
}
