/** Who signs for an act at HQ: number and PIN, five wrong guesses of one number at most. */
import { z } from 'zod';

import type { Result } from '#domain/result.ts';
import type { ServerContext } from '#server/context.ts';
import { identifyStaff } from '#server/fleet/hq-staff.ts';
import type { HqRole, HqStaff } from '#server/store/hq-staff.ts';
import { AttemptLimit } from './limits.ts';

const PIN_ATTEMPTS = { allowed: 5, windowMs: 300_000 };

export const staffId = z.string().regex(/^S\d{3,8}$/);
/** Part of the body of every act. */
export const proof = { staffId, pin: z.string().min(4).max(12) };
export interface Proof {
  readonly staffId: string;
  readonly pin: string;
}

export const BOTH_ROLES: readonly HqRole[] = ['hq_operator', 'hq_approver'];
export const APPROVERS: readonly HqRole[] = ['hq_approver'];

export class StaffDesk {
  readonly #context: ServerContext;
  readonly #attempts = new AttemptLimit(PIN_ATTEMPTS);

  constructor(context: ServerContext) {
    this.#context = context;
  }

  /** HQ_STAFF_WRONG or TOO_MANY_REQUESTS where it is nobody who may do this. */
  async identify(of: Proof, roles: readonly HqRole[]): Promise<Result<HqStaff>> {
    const { staffId: who, pin } = of;
    const now = this.#context.now();
    const held = this.#attempts.check(who, now);
    if (held !== null) return held;
    // Counted before it is looked at: a hundred guesses at once are a hundred guesses.
    this.#attempts.failed(who, now);
    const staff = await identifyStaff(this.#context.database, { staffId: who, pin, roles });
    if (staff.ok) this.#attempts.succeeded(who);
    return staff;
  }
}
