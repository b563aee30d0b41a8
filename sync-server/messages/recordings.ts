/**
 * Prepared recordings for languages that no machine speaks well: a folder with `manifest.json`,
 * `{"clips": {"phrase/greeting": "greeting.mp3", …}}`. Only what the manifest names is served.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import type { Spoken } from '#domain/messages/call-script.ts';
import { ConfigError } from '#server/config.ts';

const manifestShape = z.strictObject({
  clips: z.record(z.string().min(1), z.string().regex(/^[\w-]{1,80}\.(?:mp3|wav)$/)),
});

export interface Recordings {
  readonly folder: string;
  /** The files that say this, in order; null where one is missing. */
  filesOf(spoken: Spoken): readonly string[] | null;
  has(file: string): boolean;
}

/** Throws {@link ConfigError} where the folder has no usable manifest. */
export function openRecordings(folder: string): Recordings {
  let parsed;
  try {
    const text = readFileSync(path.join(folder, 'manifest.json'), 'utf8');
    parsed = manifestShape.safeParse(JSON.parse(text));
  } catch {
    throw new ConfigError('A folder of recordings has no readable manifest.json.');
  }
  if (!parsed.success) throw new ConfigError('A manifest of recordings is not usable.');
  const clips = new Map(Object.entries(parsed.data.clips));
  const files = new Set(clips.values());
  return {
    folder,
    has: (file) => files.has(file),
    filesOf(spoken) {
      const found = spoken.clips.map((clip) => clips.get(clip));
      return found.every((file) => file !== undefined) ? found : null;
    },
  };
}
