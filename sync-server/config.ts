/** What the server is told by its surroundings, checked once at the start. */
import path from 'node:path';

import { z } from 'zod';

const shape = z.object({
  /** `mysql://user:password@host:port/schema` */
  RASEED_DATABASE_URL: z.string().regex(/^mysql:\/\/.+\/.+/),
  /** Folder with the server's and the enrolment authority's keys, and every certificate. */
  RASEED_KEYS: z.string().min(1),
  /** What HQ's page is opened with; random per installation. */
  RASEED_HQ_TOKEN: z.string().min(16),
  RASEED_HOST: z.string().default('127.0.0.1'),
  /** 0: any free port. */
  RASEED_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  /** Built HQ page; nothing is served where it is absent. */
  RASEED_HQ_PAGE: z.string().optional(),
  /** Built page of the citizens, alike. */
  RASEED_CITIZEN_PAGE: z.string().optional(),
  /** Built page of the offices' managers, alike. */
  RASEED_OFFICE_PAGE: z.string().optional(),
  /** Folder of the office chains' second place and of the published roots; on another disk. */
  RASEED_OFFICE_CHAIN_COPY: z.string().min(1).optional(),
});

export interface ServerConfig {
  readonly databaseUrl: string;
  readonly keysFolder: string;
  readonly hqToken: string;
  readonly host: string;
  readonly port: number;
  readonly hqPageFolder: string | null;
  readonly citizenPageFolder: string | null;
  readonly officePageFolder: string | null;
  /** Beside the keys where nothing else is said. */
  readonly officeCopyFolder: string;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const MEANING: Readonly<Record<string, string>> = {
  RASEED_DATABASE_URL: 'the database, as mysql://user:password@host:port/schema',
  RASEED_KEYS: 'the folder with the keys of this server',
  RASEED_HQ_TOKEN: 'the access token of HQ’s page, at least 16 characters',
  RASEED_PORT: 'a port from 0 (any free one) to 65535',
};

/** Throws {@link ConfigError} with one line for each thing that is missing. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
): ServerConfig {
  const parsed = shape.safeParse(environment);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
    const lines = Array.from(names, (name) => `  ${name}: ${MEANING[name] ?? 'not usable'}`);
    throw new ConfigError(
      `The sync server cannot start. Set these and try again:\n${lines.join('\n')}`,
    );
  }
  const read = parsed.data;
  return {
    databaseUrl: read.RASEED_DATABASE_URL,
    keysFolder: read.RASEED_KEYS,
    hqToken: read.RASEED_HQ_TOKEN,
    host: read.RASEED_HOST,
    port: read.RASEED_PORT,
    hqPageFolder: read.RASEED_HQ_PAGE ?? null,
    citizenPageFolder: read.RASEED_CITIZEN_PAGE ?? null,
    officePageFolder: read.RASEED_OFFICE_PAGE ?? null,
    officeCopyFolder: read.RASEED_OFFICE_CHAIN_COPY ?? path.join(read.RASEED_KEYS, 'office-chain'),
  };
}
