/**
 * The sync server with the demonstration set up in it: what `npm start` runs. Says besides its port
 * which one-time codes wait for a counter and who works at the office.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { ok } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import { runServer } from '#server/run.ts';
import { seedDemonstration } from './seed.ts';

const tariffsFolder = path.join(fileURLToPath(import.meta.url), '../../../resources/tariffs');

runServer(async ({ config, database, log }) => {
  const publicOrigin = process.env['RASEED_PUBLIC_ORIGIN'];
  const seeded = await seedDemonstration({
    database,
    keysFolder: config.keysFolder,
    tariffsFolder,
    at: instant(Date.now()),
    log,
    ...(publicOrigin === undefined ? {} : { publicOrigin }),
  });
  if (!seeded.ok) return seeded;
  const { enrolmentCodes, staff } = seeded.value;
  const enrolmentCode = Object.values(enrolmentCodes)[0];
  return ok({ enrolmentCodes, staff, ...(enrolmentCode === undefined ? {} : { enrolmentCode }) });
});
