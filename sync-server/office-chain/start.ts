/** The office chains' second place, opened and held against the tables before anybody is served. */
import { errorSentence } from '#domain/errors.ts';
import { buildTrust } from '#protocol/trust.ts';
import type { ServerKeys, ServerLog } from '#server/context.ts';
import { nodeCrypto } from '#server/keys/node-crypto.ts';
import type { Database } from '#server/store/database.ts';
import { OfficeCopy } from './copy.ts';
import { recoverOfficeChains } from './recover.ts';

/** In words, for whoever starts the server. */
export class OfficeChainError extends Error {
  override readonly name = 'OfficeChainError';
}

export async function openOfficeCopy(of: {
  readonly folder: string;
  readonly database: Database;
  readonly keys: ServerKeys;
  readonly log: ServerLog;
}): Promise<OfficeCopy> {
  const { database, keys, log, folder } = of;
  const trust = buildTrust(keys, nodeCrypto);
  if (!trust.ok) throw new OfficeChainError(errorSentence(trust.error, 'en'));
  const copy = new OfficeCopy({ folder, reader: database.read });
  const recovered = await recoverOfficeChains({
    database,
    copy,
    trust: trust.value,
    crypto: nodeCrypto,
    log,
  });
  if (!recovered.ok) throw new OfficeChainError(errorSentence(recovered.error, 'en'));
  return copy;
}
