/**
 * `npm run keys [-- --folder FOLDER]`: the key ceremony of a test or a demonstration
 * (docs/spec/keys.md): makes the root's, the tariff maker's and approver's, the server's and the
 * enrolment authority's keys where they are missing, and shows who is certified for what and until
 * when. A real installation makes each key where it is used and keeps the root off every network.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';

import { dataFolder } from '#build/paths.ts';
import { CommandError, runAsCommand } from '#build/run.ts';
import { toHex } from '#domain/bytes.ts';
import { instant, istDate } from '#domain/time.ts';
import { certificateFromText, firstInstantOf, parseCertificate } from '#protocol/certificates.ts';
import { fromBase64Url } from '#protocol/encoding.ts';
import { holdCeremony } from '#server/keys/ceremony.ts';
import { hasCertificates, readCertificates } from '#server/keys/key-store.ts';
import { sha256 } from '#server/keys/node-crypto.ts';

const OPTIONS = { folder: { type: 'string' } } as const;

function readFolder(args: readonly string[]): string {
  try {
    const { folder } = parseArgs({ args: [...args], options: OPTIONS }).values;
    return path.resolve(folder ?? path.join(dataFolder(), 'hq', 'keys'));
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}

/** `tariff_maker          9f2c41d07be8a351  2026-11-23 to 2036-11-23` */
function lineOf(text: string): string {
  const certificate = parseCertificate(certificateFromText(text), sha256);
  if (!certificate.ok) throw new CommandError('A certificate in the folder cannot be read.');
  const { role, keyId, validFromDay, validToDay } = certificate.value;
  const [from, to] = [validFromDay, validToDay].map((day) => istDate(firstInstantOf(day)));
  return `${role.padEnd(22)}${keyId}  ${from} to ${to}`;
}

runAsCommand(async (args) => {
  const folder = readFolder(args);
  const isNew = !hasCertificates(folder);
  holdCeremony(folder, instant(Date.now()));
  const { rootPublicKey, certificates, revokedKeyIds } = readCertificates(folder);
  const root = fromBase64Url(rootPublicKey) ?? new Uint8Array();
  const lines = [
    isNew ? `Keys were made in ${folder}` : `The keys of ${folder} were there already`,
    '',
    `root fingerprint      ${toHex(sha256(root))}`,
    ...certificates.map(lineOf),
    ...revokedKeyIds.map((keyId) => `revoked               ${keyId}`),
    '',
    'The fingerprint is what verifiers and whoever enrols a counter compare; publish it.',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
});
