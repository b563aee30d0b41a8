/**
 * Enrolments, sealed and opened (FP28). The row says when it ends and what it is found by; reference,
 * services and templates are inside.
 */
import { z } from 'zod';

import { FINGERS, type Finger } from '#contract/finger.ts';
import { fromUtf8, utf8 } from '#domain/bytes.ts';
import { fromBase64Url, toBase64Url } from '#protocol/encoding.ts';
import { parseJson } from '#protocol/signed.ts';
import type { SealedTemplate, StoreReader } from '#terminal/ports/journal-store.ts';
import type { TemplateVault } from '#terminal/ports/vault.ts';

export interface EnrolledFinger {
  readonly finger: Finger;
  /** ISO record. */
  readonly template: Uint8Array;
  readonly qualityPercent: number;
}

export interface Enrolment {
  /** 32 hex digits. */
  readonly id: string;
  /** `citizen/KA-1182` or `staff/S1042`. */
  readonly subject: string;
  readonly services: readonly string[];
  readonly fingers: readonly EnrolledFinger[];
  readonly expiresAt: number;
}

export const citizenSubject = (reference: string): string => `citizen/${reference}`;
export const staffSubject = (staffId: string): string => `staff/${staffId}`;

const sealedShape = z.strictObject({
  v: z.literal(1),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  lookup: z.string().regex(/^[0-9a-f]{64}$/),
  expiresAt: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  box: z.string().min(1).max(40_000),
});

const insideShape = z.strictObject({
  subject: z.string(),
  services: z.array(z.string()),
  fingers: z.array(
    z.strictObject({
      finger: z.enum(FINGERS),
      template: z.string(),
      qualityPercent: z.number(),
    }),
  ),
});

/** A text of the feed or of our own as a row; null for what cannot be one. */
export function readSealed(id: string, text: string): SealedTemplate | null {
  const parsed = sealedShape.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { lookup, expiresAt } = parsed.data;
  return { id, lookup, text, expiresAt };
}

export const tombstone = (id: string): SealedTemplate => ({
  id,
  lookup: '',
  text: '',
  expiresAt: 0,
});

const aboutOf = (id: string, lookup: string, expiresAt: number): string =>
  JSON.stringify([1, id, lookup, expiresAt]);

export function sealEnrolment(
  vault: TemplateVault,
  of: { readonly enrolment: Enrolment; readonly keyId: string },
): SealedTemplate {
  const { id, subject, services, fingers, expiresAt } = of.enrolment;
  const inside = {
    subject,
    services,
    fingers: fingers.map((each) => ({ ...each, template: toBase64Url(each.template) })),
  };
  const lookup = vault.lookup(of.keyId, subject);
  const about = aboutOf(id, lookup, expiresAt);
  const box = vault.seal({ keyId: of.keyId, text: utf8(JSON.stringify(inside)), about });
  return { id, lookup, expiresAt, text: JSON.stringify({ v: 1, ...box, lookup, expiresAt }) };
}

/** Null where the key is not held here, or anything was changed. */
export function openEnrolment(vault: TemplateVault, row: SealedTemplate): Enrolment | null {
  const sealed = sealedShape.safeParse(parseJson(row.text));
  if (!sealed.success) return null;
  const { keyId, box, lookup, expiresAt } = sealed.data;
  const opened = vault.open({ keyId, box }, aboutOf(row.id, lookup, expiresAt));
  const inside = insideShape.safeParse(parseJson(fromUtf8(opened ?? new Uint8Array()) ?? ''));
  if (opened === null || !inside.success) return null;
  const { subject, services } = inside.data;
  const fingers = inside.data.fingers.flatMap(({ finger, template, qualityPercent }) => {
    const bytes = fromBase64Url(template);
    return bytes === null ? [] : [{ finger, template: bytes, qualityPercent }];
  });
  return { id: row.id, subject, services, fingers, expiresAt };
}

/** Who is enrolled as this subject, under any of the office's keys that is held. */
export function findEnrolments(
  vault: TemplateVault,
  store: StoreReader,
  subject: string,
): readonly Enrolment[] {
  return vault
    .keyIds()
    .flatMap((keyId) => store.templatesByLookup(vault.lookup(keyId, subject)))
    .map((row) => openEnrolment(vault, row))
    .filter((enrolment) => enrolment !== null)
    .filter((enrolment) => enrolment.subject === subject);
}
