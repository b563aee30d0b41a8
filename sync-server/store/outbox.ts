/**
 * Effects that are to go out, as rows: written in the transaction that decides them, taken under a
 * lease, once per key. docs/spec/payments.md, U18.
 */
import { instant } from '#domain/time.ts';
import type { StuckEffect } from '#server/api/gateway-contract.ts';
import type { Reader, Writer } from './database.ts';

export interface EffectToKeep {
  /** Makes the effect once: the same key again changes nothing. At most 120 characters. */
  readonly key: string;
  readonly kind: string;
  /** Ids and codes, never personal data. */
  readonly body: Readonly<Record<string, string | number>>;
  readonly at: number;
}

export interface TakenEffect {
  readonly key: string;
  readonly kind: string;
  readonly body: Readonly<Record<string, string | number>>;
  /** This one counted. */
  readonly attempt: number;
  readonly lease: string;
}

/**
 * Who takes it: kinds that begin with `message.` are the message desk's; `desk.` is what the desks of
 * offices tell their counters; `news.` goes to counters of payments and never waits behind a slow gateway, whose are all
 * others.
 */
export type EffectSide = 'messages' | 'news' | 'desk' | 'money';

const OF_SIDE: Readonly<Record<EffectSide, string>> = {
  messages: "kind LIKE 'message.%'",
  news: "kind LIKE 'news.%'",
  desk: "kind LIKE 'desk.%'",
  money: "kind NOT LIKE 'message.%' AND kind NOT LIKE 'news.%' AND kind NOT LIKE 'desk.%'",
};

export async function keepEffect(writer: Writer, of: EffectToKeep): Promise<void> {
  await writer.run(
    'INSERT INTO outbox (effect_key, kind, body, state, attempts, due_at, created_at) ' +
      "VALUES (?,?,?,'due',0,?,?) ON DUPLICATE KEY UPDATE effect_key = effect_key",
    [of.key, of.kind, JSON.stringify(of.body), of.at, of.at],
  );
}

interface Row {
  effect_key: string;
  kind: string;
  body: string;
  attempts: number;
}

/** Takes what is due, so that nobody else does before the lease has ended. */
export async function takeDue(
  writer: Writer,
  of: {
    readonly now: number;
    readonly leaseMs: number;
    readonly lease: string;
    readonly limit: number;
    readonly side: EffectSide;
  },
): Promise<readonly TakenEffect[]> {
  const rows = await writer.rows<Row>(
    "SELECT effect_key, kind, body, attempts FROM outbox WHERE state = 'due' AND due_at <= ? " +
      `AND ${OF_SIDE[of.side]} ` +
      `ORDER BY due_at, effect_key LIMIT ${Math.trunc(of.limit)} FOR UPDATE`,
    [of.now],
  );
  for (const row of rows) {
    await writer.run(
      'UPDATE outbox SET due_at = ?, lease = ?, attempts = attempts + 1 WHERE effect_key = ?',
      [of.now + of.leaseMs, of.lease, row.effect_key],
    );
  }
  return rows.map((row) => ({
    key: row.effect_key,
    kind: row.kind,
    body: JSON.parse(row.body) as TakenEffect['body'],
    attempt: row.attempts + 1,
    lease: of.lease,
  }));
}

/** Says how it went; who has lost the lease meanwhile says nothing. */
export async function settleEffect(
  writer: Writer,
  effect: TakenEffect,
  outcome:
    | { readonly state: 'done' }
    | { readonly state: 'due'; readonly dueAt: number; readonly error: string }
    | { readonly state: 'dead'; readonly error: string },
): Promise<void> {
  const error = outcome.state === 'done' ? null : outcome.error.slice(0, 200);
  const dueAt = outcome.state === 'due' ? outcome.dueAt : 0;
  await writer.run(
    'UPDATE outbox SET state = ?, due_at = ?, last_error = ?, lease = NULL ' +
      'WHERE effect_key = ? AND lease = ?',
    [outcome.state, dueAt, error, effect.key, effect.lease],
  );
}

type StuckRow = Omit<StuckEffect, 'createdAt'> & { readonly createdAt: number };

const MAX_STUCK = 200;
/** A key by a short name that fits an address. */
const ID = 'LEFT(SHA2(effect_key, 256), 32)';
/** So often it may fail before anybody need look. */
const QUIET_ATTEMPTS = 2;

/** What was given up first, then what keeps failing. */
export async function stuckEffects(reader: Reader): Promise<readonly StuckEffect[]> {
  const rows = await reader.rows<StuckRow>(
    `SELECT ${ID} AS id, effect_key AS \`key\`, kind, state, attempts, last_error AS lastError, ` +
      "created_at AS createdAt FROM outbox WHERE state = 'dead' OR (state = 'due' " +
      `AND attempts > ${QUIET_ATTEMPTS} AND last_error IS NOT NULL AND last_error <> 'not yet') ` +
      `ORDER BY state = 'dead' DESC, created_at, effect_key LIMIT ${MAX_STUCK}`,
  );
  return rows.map((row) => ({ ...row, createdAt: instant(row.createdAt) }));
}

/** A person has it tried again from the beginning. False where it is not dead. */
export async function reviveEffect(
  writer: Writer,
  of: { readonly id: string; readonly at: number },
): Promise<boolean> {
  const changed = await writer.run(
    "UPDATE outbox SET state = 'due', attempts = 0, due_at = ?, lease = NULL " +
      `WHERE state = 'dead' AND ${ID} = ?`,
    [of.at, of.id],
  );
  return changed === 1;
}
