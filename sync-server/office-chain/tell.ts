/**
 * What one office or every office is told: first a fact of its chain, then the copy, then the feed (OC9). Safe to
 * repeat: an office that was told is passed over, so a server that died half way goes on.
 */
import { ok, type Result } from '#domain/result.ts';
import type { FeedContent } from '#protocol/feed.ts';
import type { OfficeFact } from '#protocol/office-chain.ts';
import type { ServerContext } from '#server/context.ts';
import { publish, wasTold } from '#server/store/feed.ts';
import { allOffices } from '#server/store/fleet.ts';
import { recordFact } from '#server/store/office-chain.ts';
import { afterCopied } from './gate.ts';

export interface Telling {
  readonly fact: OfficeFact;
  readonly content: FeedContent;
  readonly subject: string;
}

export async function tellOffice(
  context: ServerContext,
  officeId: string,
  { fact, content, subject }: Telling,
): Promise<Result<null>> {
  const { database } = context;
  const about = { type: content.type, subject };
  if (await wasTold(database.read, officeId, about)) return ok(null);
  const at = context.now();
  const recorded = await database.transact((writer) =>
    recordFact(context, writer, { officeId, at, fact }),
  );
  if (!recorded.ok) return recorded;
  return afterCopied(context, officeId, async () => {
    const told = await database.transact((writer) =>
      publish(writer, officeId, { content, subject, at }),
    );
    return told.ok ? ok(null) : told;
  });
}

export async function tellOffices(context: ServerContext, telling: Telling): Promise<Result<null>> {
  for (const { officeId } of await allOffices(context.database.read)) {
    const told = await tellOffice(context, officeId, telling);
    if (!told.ok) return told;
  }
  return ok(null);
}
