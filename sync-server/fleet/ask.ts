/** What HQ asks of counters, put onto their office's feed (F10). */
import { randomBytes } from 'node:crypto';

import type { CounterId } from '#domain/ids.ts';
import type { CommandKind } from '#domain/journal/kinds.ts';
import type { Texts } from '#domain/language.ts';
import type { Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import type { Database } from '#server/store/database.ts';
import { publish } from '#server/store/feed.ts';

export interface Asked {
  readonly officeId: string;
  /** Null: every counter of the office. */
  readonly to: CounterId | null;
  readonly command: CommandKind;
  /** Of a message. */
  readonly texts?: Texts;
  readonly until?: Instant;
  readonly at: Instant;
}

/** Answers the command's id: the counter's journal will name it. */
export function askCounters(database: Database, of: Asked): Promise<Result<string>> {
  const { officeId, at, ...asked } = of;
  const commandId = randomBytes(16).toString('hex');
  return database.transact(async (writer) => {
    const content = { type: 'command', commandId, ...asked } as const;
    await publish(writer, officeId, { content, subject: commandId, at });
    return commandId;
  });
}
