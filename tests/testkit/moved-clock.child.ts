/**
 * A machine's clock as a test sets it: whatever process begins with this reads how far its wall clock is
 * moved from a file, so that a night passes for all of them at once. Time that only runs stays as it is.
 */
import { readFileSync } from 'node:fs';

const file = process.env['RASEED_TEST_CLOCK'] ?? '';
const RealDate = Date;
const LOOKED_AT_EACH_MS = 50;
let lookedAt = Number.NEGATIVE_INFINITY;
let movedMs = 0;

function now(): number {
  if (performance.now() - lookedAt > LOOKED_AT_EACH_MS) {
    lookedAt = performance.now();
    movedMs = Number(readFileSync(file, 'utf8'));
  }
  return RealDate.now() + movedMs;
}

if (file !== '') {
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args: unknown[]) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args) as object,
    apply: () => new RealDate(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
}
