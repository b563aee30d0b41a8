/**
 * The QR as modules, to be drawn as dots: printers differ in their QR commands, and some print the
 * address as text instead. Upper-case addresses go in alphanumeric mode, which is a third smaller.
 */
import QRCode from 'qrcode';

export interface QrModules {
  /** Modules along a side, without the quiet zone. */
  readonly size: number;
  /** Row by row, true is dark. */
  readonly dark: readonly boolean[];
}

/** Light modules that must stand around a QR. */
export const QUIET_MODULES = 4;
/** Below three dots (0.375 mm) a phone's camera begins to miss modules on thermal paper. */
export const MIN_DOTS_PER_MODULE = 3;
/** Half a millimetre is read by every phone; more only costs paper. */
const MAX_DOTS_PER_MODULE = 4;

const ALPHANUMERIC = /^[0-9A-Z $%*+\-./:]+$/;

/** The modules of `text` at error correction M, or null where no QR holds it. */
export function qrModules(text: string): QrModules | null {
  const data = ALPHANUMERIC.test(text) ? [{ data: text, mode: 'alphanumeric' as const }] : text;
  try {
    const { modules } = QRCode.create(data, { errorCorrectionLevel: 'M' });
    return { size: modules.size, dark: Array.from(modules.data, (module) => module !== 0) };
  } catch {
    return null;
  }
}

/** Dots per module for a paper of `availableDots`, quiet zone kept; null where it cannot fit. */
export function qrDotsPerModule(modules: QrModules, availableDots: number): number | null {
  const dots = Math.floor(availableDots / (modules.size + 2 * QUIET_MODULES));
  return dots < MIN_DOTS_PER_MODULE ? null : Math.min(dots, MAX_DOTS_PER_MODULE);
}
