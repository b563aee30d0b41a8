/** A form as a PDF file: laid out with the widths of the very fonts that it is drawn with. */
import type { FormDocument } from '#domain/documents/form.ts';
import type { Language } from '#domain/language.ts';
import { layoutForm } from '#server/documents/layout/layout.ts';
import type { MeasureText } from '#server/documents/layout/pen.ts';
import { drawPdf } from './draw.ts';
import { Shaper } from './shaper.ts';

let shared: Shaper | null = null;
/** The fonts, loaded with the first document of this process. */
const shaper = (): Shaper => (shared ??= new Shaper());

export const measureText: MeasureText = (text, size, isBold) =>
  (shaper().width(text, isBold) * size) / 1000;

export function renderPdf(form: FormDocument, language: Language): Uint8Array {
  const sheets = layoutForm(form, { language, measure: measureText });
  const title = `${form.title[language]} · ${form.office.name[language]} · ${form.subject}`;
  return drawPdf(sheets, { title, language, madeAt: form.asOf, shaper: shaper() });
}
