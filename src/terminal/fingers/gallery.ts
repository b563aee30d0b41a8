/**
 * Who is searched for double enrolment (FP13): the comparing thread's copy of all templates of the
 * office, brought up to date before each search, a few at a time so that nobody waits for it.
 */
import { toHex, utf8 } from '#domain/bytes.ts';
import type { Context } from '#terminal/context.ts';
import type { Matcher } from '#terminal/ports/matcher.ts';
import type { TemplateVault } from '#terminal/ports/vault.ts';

import { openEnrolment } from './templates.ts';

const PAGE = 25;

const turn = (context: Context): Promise<void> =>
  new Promise((resolve) => {
    context.ports.timers.after(0, resolve);
  });

export async function refreshGallery(
  context: Context,
  of: { readonly matcher: Matcher; readonly vault: TemplateVault },
): Promise<void> {
  const { gallery } = context.memory;
  context.memory.gallerySearchedMs = context.ports.clock.monotonicMs();
  const there = new Set<string>();
  let after = '';
  for (;;) {
    const rows = context.ports.store.read.templatesAfter(after, PAGE);
    for (const row of rows) {
      there.add(row.id);
      const seal = toHex(context.ports.crypto.sha256(utf8(row.text)));
      if (gallery.get(row.id) === seal) continue;
      const enrolment = openEnrolment(of.vault, row);
      const templates = enrolment?.fingers.map(({ template }) => template) ?? [];
      of.matcher.remember(row.id, templates);
      gallery.set(row.id, seal);
    }
    if (rows.length < PAGE) break;
    after = rows.at(-1)?.id ?? after;
    await turn(context);
  }
  for (const id of gallery.keys()) if (!there.has(id)) leaveGallery(context, of.matcher, id);
}

/** Somebody else may be enrolled soon; after that nobody's templates lie open in memory. */
const KEEP_MS = 600_000;

export function tidyGallery(context: Context): void {
  const { gallery, gallerySearchedMs } = context.memory;
  const { fingers, clock } = context.ports;
  if (fingers === undefined || clock.monotonicMs() - gallerySearchedMs < KEEP_MS) return;
  for (const id of gallery.keys()) leaveGallery(context, fingers.matcher, id);
}

/** Not searched, until the next refresh finds it again. */
export function leaveGallery(context: Context, matcher: Matcher, id: string): void {
  matcher.remember(id, []);
  context.memory.gallery.delete(id);
}
