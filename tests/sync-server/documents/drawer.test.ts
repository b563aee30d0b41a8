import { afterAll, describe, expect, it } from 'vitest';

import type { FormDocument } from '#domain/documents/form.ts';
import { PdfDrawer } from '#server/documents/pdf/drawer.ts';
import { renderPdf } from '#server/documents/pdf/render.ts';
import { BODIES, issued } from '#tests/domain/documents/kit.ts';

const drawer = new PdfDrawer();
afterAll(() => drawer.stop());

const challan = (): FormDocument => {
  const make = BODIES['challan'];
  if (make === undefined) throw new Error('no challan');
  return issued(make());
};

describe('the drawing thread', () => {
  it('DO4 draws the same bytes as are drawn here, several at once', async () => {
    const form = challan();
    const drawn = await Promise.all([drawer.draw(form, 'hi'), drawer.draw(form, 'hi')]);
    for (const bytes of drawn) expect(Buffer.compare(bytes, renderPdf(form, 'hi'))).toBe(0);
  });

  it('DO4 a document that it falls over is answered as a fault, and the next one is drawn', async () => {
    const form = challan();
    const broken = { ...form, blocks: [{ kind: 'nothing we know' }] } as unknown as FormDocument;
    await expect(drawer.draw(broken, 'en')).rejects.toThrow();
    const bytes = await drawer.draw(form, 'en');
    expect(Buffer.compare(bytes, renderPdf(form, 'en'))).toBe(0);
  });
});
