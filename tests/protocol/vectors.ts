/** The kept vectors of docs/spec/vectors; `RASEED_WRITE_VECTORS=1` writes them anew. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

import { inRoot } from '#build/paths.ts';

const FOLDER = inRoot('docs', 'spec', 'vectors');

/** The kept text; written first where that was asked for. */
export function kept(name: string, made: string): string {
  const file = `${FOLDER}/${name}`;
  if (process.env['RASEED_WRITE_VECTORS'] === '1') {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, made);
  }
  return readFileSync(file, 'utf8');
}
