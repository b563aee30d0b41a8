/**
 * JSON as the gateway sends it, with every number kept as the text it came as: references of twenty
 * digits keep them all, and no float ever holds money.
 */
import { isPaise, type Paise } from '#domain/money.ts';

interface Source {
  readonly source?: string;
}

/** Numbers come out as text. Undefined where it is not JSON. */
export function parseExactJson(text: string): unknown {
  try {
    return JSON.parse(text, (_key: string, value: unknown, context?: Source) =>
      typeof value === 'number' ? (context?.source ?? String(value)) : value,
    ) as unknown;
  } catch {
    return undefined;
  }
}

/** `950`, `950.5`, `950.50`, `950.500`: rupees as the gateway writes them. Null for anything else. */
export function gatewayPaise(text: string): Paise | null {
  const match = /^(\d{1,11})(?:\.(\d{1,2})0*)?$/.exec(text);
  if (match === null) return null;
  const value = Number(match[1]) * 100 + Number((match[2] ?? '0').padEnd(2, '0'));
  return isPaise(value) ? value : null;
}

/** The only place where an amount leaves as a JSON number: shortest decimals, read back the same. */
export function gatewayRupees(amount: Paise): number {
  return Number(`${Math.trunc(amount / 100)}.${String(amount % 100).padStart(2, '0')}`);
}

/** An instant as the gateway writes it: with an offset, or `2025-02-14 12:00:00` in India. */
export function parseGatewayTime(text: string): number | null {
  const local = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(text);
  const ms = Date.parse(local === null ? text : `${local[1]}T${local[2]}+05:30`);
  return Number.isNaN(ms) ? null : ms;
}
