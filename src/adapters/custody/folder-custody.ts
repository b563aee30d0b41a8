/**
 * The high-water mark and what a device was before, in the key's folder: whoever restores the
 * journal's file from a copy does not restore this with it. Putting a journal aside is begun here and
 * done when the service starts again, because an open file cannot be moved everywhere.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { isErrorCode, type ErrorCode } from '#domain/errors.ts';
import {
  isCounterId,
  isHash,
  isOfficeId,
  type CounterId,
  type Hash,
  type OfficeId,
} from '#domain/ids.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { fileCode, writeWhole } from '#adapters/system/whole-file.ts';
import type { Custody, HeadMark, Predecessor, Remains } from '#terminal/ports/custody.ts';

const counterId = z.custom<CounterId>((v) => typeof v === 'string' && isCounterId(v));
const place = z.strictObject({
  seq: z.number().int().min(0),
  hash: z.custom<Hash>((v) => typeof v === 'string' && isHash(v)),
});
const markShape = z.strictObject({
  officeId: z.custom<OfficeId>((v) => typeof v === 'string' && isOfficeId(v)),
  counterId,
  head: place,
  acknowledged: place,
  stopped: z
    .strictObject({
      code: z.custom<ErrorCode>((v) => typeof v === 'string' && isErrorCode(v)),
      details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    })
    .nullable(),
});
const asideShape = z.strictObject({ counterId, head: place, isDone: z.boolean() });
type Aside = z.infer<typeof asideShape>;

/** A file that cannot be read counts as none: the journal is then judged by itself and by HQ. */
function readJson<S extends z.ZodType>(path: string, shape: S): z.infer<S> | null {
  try {
    const parsed = shape.safeParse(JSON.parse(fs.readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

const utf8 = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

export interface CustodyPaths {
  readonly keysFolder: string;
  /** The journal's file; its log lies beside it. */
  readonly journal: string;
  /** Where what is put aside is kept, one folder a counter. */
  readonly asideFolder: string;
}

const markPath = ({ keysFolder }: CustodyPaths): string => join(keysFolder, 'head.json');
const asidePath = ({ keysFolder }: CustodyPaths): string => join(keysFolder, 'aside.json');

function moveInto(folder: string, from: string, name: string): void {
  if (fs.existsSync(from)) fs.renameSync(from, join(folder, name));
}

/** Finishes what {@link Custody.setAside} began; before anything is opened. Repeating it is harmless. */
export function finishSetAside(paths: CustodyPaths): Result<null> {
  const aside = readJson(asidePath(paths), asideShape);
  if (aside === null || aside.isDone) return ok(null);
  try {
    const folder = join(paths.asideFolder, aside.counterId);
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const end of ['', '-wal', '-shm']) {
      moveInto(folder, `${paths.journal}${end}`, `journal.sqlite${end}`);
    }
    for (const name of fs.readdirSync(paths.keysFolder)) {
      if (/^counter(?:-\d+)?\.key$/.test(name))
        moveInto(folder, join(paths.keysFolder, name), name);
    }
    moveInto(folder, markPath(paths), 'head.json');
    writeWhole(asidePath(paths), utf8({ ...aside, isDone: true } satisfies Aside));
    return ok(null);
  } catch (error) {
    return fail('DISK_FAILED', { cause: fileCode(error) });
  }
}

export function createFolderCustody(
  paths: CustodyPaths & { readonly remains: () => readonly Remains[] },
): Custody {
  let mark = readJson(markPath(paths), markShape) as HeadMark | null;

  function write(path: string, value: unknown): Result<null> {
    try {
      writeWhole(path, utf8(value));
      return ok(null);
    } catch (error) {
      const cause = fileCode(error);
      return cause === 'ENOSPC' ? fail('DISK_FULL') : fail('DISK_FAILED', { cause });
    }
  }

  return {
    mark: () => mark,
    keepMark: (next) => {
      const kept = write(markPath(paths), next);
      if (kept.ok) mark = next;
      return kept;
    },
    predecessor: (): Predecessor | null => {
      const aside = readJson(asidePath(paths), asideShape);
      return aside === null ? null : { counterId: aside.counterId, head: aside.head };
    },
    remains: paths.remains,
    setAside: ({ counterId: id, head }) =>
      write(asidePath(paths), { counterId: id, head, isDone: false } satisfies Aside),
  };
}
