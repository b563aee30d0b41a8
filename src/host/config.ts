/**
 * What a counter's installation is told: where its data lie, where HQ and the printer are. A JSON
 * file named by RASEED_CONFIG; everything in it is checked before anything is opened.
 */
import { readFileSync } from 'node:fs';

import { z } from 'zod';

import { fail, ok, type Result } from '#domain/result.ts';

const port = z.int().min(0).max(65_535);
const token = z.string().regex(/^[\w-]{16,64}$/);

const counterConfig = z.strictObject({
  /** Folder of the journal and the key; only this user may read it. */
  dataFolder: z.string().min(1),
  hqUrl: z.url({ protocol: /^https?$/ }),
  /** Second copies of the journal, on another disk where there is one; absent: none are made. */
  backupFolder: z.string().min(1).optional(),
  /** Where sticks are plugged in, or folders shared with HQ. */
  exchange: z
    .array(z.strictObject({ folder: z.string().min(1), isMountFolder: z.boolean() }))
    .max(8)
    .optional(),
  printer: z.strictObject({
    host: z.string().min(1),
    port: port.min(1),
    paperMm: z.union([z.literal(58), z.literal(80)]),
  }),
  /** The fingerprint scanner; absent: none. `hid`: whatever known model is plugged in. */
  scanner: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('hid') }),
      /** On this machine: its desk's address. */
      z.strictObject({ kind: z.literal('simulated'), deskUrl: z.url({ protocol: /^http$/ }) }),
    ])
    .optional(),
  /** The browser kiosk; absent under Electron, which needs none. */
  kiosk: z
    .strictObject({
      port,
      pagesFolder: z.string().min(1),
      tokens: z.strictObject({ clerk: token, citizen: token }),
    })
    .optional(),
});
export type CounterConfig = z.infer<typeof counterConfig>;

/** Fails with CONFIG_UNREADABLE, naming the file and the first field that is wrong. */
export function readConfig(path: string | undefined): Result<CounterConfig> {
  if (path === undefined) return fail('CONFIG_UNREADABLE', { file: 'RASEED_CONFIG', field: '-' });
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return fail('CONFIG_UNREADABLE', { file: path, field: '-' });
  }
  const parsed = counterConfig.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const field = parsed.error.issues[0]?.path.join('.') ?? '-';
  return fail('CONFIG_UNREADABLE', { file: path, field });
}
