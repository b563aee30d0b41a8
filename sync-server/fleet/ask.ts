/**
 * What HQ asks of counters: a fact of the office's chain under the name of who asked, then an item of
 * the office's feed (F10).
 */
import { randomBytes } from 'node:crypto';

import type { CounterId } from '#domain/ids.ts';
import type { CommandKind } from '#domain/journal/kinds.ts';
import type { Texts } from '#domain/language.ts';
import { ok, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import type { ServerContext } from '#server/context.ts';
import { tellOffice } from '#server/office-chain/tell.ts';

export interface Asked {
  readonly officeId: string;
  /** Null: every counter of the office. */
  readonly to: CounterId | null;
  readonly command: CommandKind;
  /** Of a message. */
  readonly texts?: Texts;
  readonly until?: Instant;
  /** Who asks. */
  readonly staffId: string;
}

/** Answers the command's id: the counter's journal will name it. */
export async function askCounters(context: ServerContext, of: Asked): Promise<Result<string>> {
  const { officeId, staffId, until, ...asked } = of;
  const commandId = randomBytes(16).toString('hex');
  const end = until === undefined ? {} : { until };
  const by = asked.command === 'count_drawer' ? { by: staffId } : {};
  const told = await tellOffice(context, officeId, {
    fact: { kind: 'counter.asked', body: { commandId, ...asked, staffId } },
    content: { type: 'command', commandId, ...asked, ...by, ...end },
    subject: commandId,
  });
  return told.ok ? ok(commandId) : told;
}
