/** The profiles of forms that this installation ships: read once, checked whole. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { DOCUMENT_KINDS } from '#domain/documents/form.ts';
import { profileFor, type FormProfile } from '#domain/documents/profile.ts';
import { assert } from '#domain/result.ts';

const text = z.string().min(1).max(400);
const texts = z.strictObject({ en: text, hi: text });

const formShape = z.strictObject({
  number: texts.nullable(),
  title: texts,
  rule: texts.nullable(),
  labels: z.record(z.string().regex(/^\w+\.\w+$/), texts).optional(),
  texts: z.record(z.string().regex(/^\w+$/), texts).optional(),
  signs: z
    .array(z.strictObject({ id: z.string().regex(/^\w+$/), role: texts }))
    .max(3)
    .optional(),
});

const profileShape: z.ZodType<FormProfile> = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{2,40}$/),
  name: texts,
  source: text,
  states: z.array(z.string().regex(/^[A-Z]{2}$/)),
  forms: z.record(z.enum(DOCUMENT_KINDS), formShape),
});

const shippedFolder = path.join(import.meta.dirname, '..', '..', 'resources', 'forms');

/** A file that is no profile, two for one state, or none for all is a broken installation. */
export function readProfiles(folder: string = shippedFolder): readonly FormProfile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const profiles = names.sort().map((name) => {
    const parsed = profileShape.safeParse(
      JSON.parse(readFileSync(path.join(folder, name), 'utf8')),
    );
    assert(parsed.success, `${name} is no profile of forms: ${parsed.error?.message ?? ''}`);
    assert(`${parsed.data.id}.json` === name, `${name} has another id`);
    return parsed.data;
  });
  const states = profiles.flatMap((profile) => profile.states);
  assert(new Set(states).size === states.length, 'a state has two profiles of forms');
  const general = profiles.filter((profile) => profile.states.length === 0);
  assert(general.length === 1, 'one profile of forms is for all offices');
  return profiles;
}

let shipped: readonly FormProfile[] | null = null;

export function profileOf(officeId: string): FormProfile {
  shipped ??= readProfiles();
  const found = profileFor(officeId, shipped);
  assert(found !== undefined, 'one profile of forms is for all offices');
  return found;
}
