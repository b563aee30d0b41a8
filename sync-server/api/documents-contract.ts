/** What an official document is as JSON (docs/spec/documents.md, DO6): for whoever reads one. */
import { z } from 'zod';

import { DOCUMENT_KINDS } from '#domain/documents/form.ts';
import type { FormJson } from '#domain/documents/json.ts';

const id = z.string().regex(/^[A-Za-z]\w{0,39}$/);
const whole = z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);
const texts = z.strictObject({ en: z.string(), hi: z.string() });
const values = z.record(id, z.union([z.string(), whole, texts, z.null()]));

export const documentJson: z.ZodType<FormJson> = z.strictObject({
  format: z.literal('raseed/document/1'),
  kind: z.enum(DOCUMENT_KINDS),
  subject: z.string().min(1).max(100),
  officeId: z.string(),
  profileId: z.string(),
  isTraining: z.boolean(),
  asOf: whole,
  facts: z.record(id, values),
  tables: z.record(id, z.strictObject({ rows: z.array(values), totals: values.nullable() })),
});
