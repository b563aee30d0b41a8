/**
 * The fonts that paper is drawn with, from the shipped files alone: what the machine has installed
 * never shows on a receipt, so that the same document gives the same dots everywhere.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';
import { assert } from '#domain/result.ts';

const LATIN = 'Raseed Latin';
const DEVANAGARI = 'Raseed Devanagari';

const FILES: readonly (readonly [file: string, family: string])[] = [
  ['NotoSans-Regular.ttf', LATIN],
  ['NotoSans-Bold.ttf', LATIN],
  ['NotoSansDevanagari-Regular.ttf', DEVANAGARI],
  ['NotoSansDevanagari-Bold.ttf', DEVANAGARI],
];

let registeredFrom: string | null = null;

/** `resources/fonts` of the source tree; an installed application passes its own resources path. */
export const sourceFontsFolder = (): string =>
  join(import.meta.dirname, '..', '..', '..', 'resources', 'fonts');

/** Registers the shipped fonts once in this process. A missing file is a broken installation. */
export function registerFonts(folder: string): void {
  if (registeredFrom === folder) return;
  for (const [file, family] of FILES) {
    const path = join(folder, file);
    assert(existsSync(path), `font missing: ${file}`);
    assert(GlobalFonts.registerFromPath(path, family) !== null, `font unreadable: ${file}`);
  }
  registeredFrom = folder;
}

/** A CSS font for the canvas. */
export const cssFont = (px: number, bold: boolean): string =>
  `${bold ? 'bold ' : ''}${px}px "${LATIN}", "${DEVANAGARI}"`;
