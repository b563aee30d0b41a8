/**
 * Whether the scanner that is plugged in can be used: asked once whenever one comes, so that a device
 * which this person may not open is said before a citizen stands there.
 */
import type { ErrorCode } from '#domain/errors.ts';
import type { Context } from '#terminal/context.ts';

/** Says nothing of the device: it is gone again, or at work. */
const NO_NEWS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'SCANNER_NOT_FOUND',
  'SCANNER_UNPLUGGED',
  'SCANNER_CANCELLED',
  'SCANNER_BUSY',
]);

/** The answer ends it. */
export function watchScanner(context: Context): () => void {
  const { fingers } = context.ports;
  if (fingers === undefined) return () => undefined;
  const { scanner } = fingers;
  const look = async (): Promise<void> => {
    context.memory.scanner = null;
    context.changed();
    if (scanner.devices().length === 0) return;
    const info = await scanner.info();
    if (info.ok || NO_NEWS.has(info.error.code)) return;
    context.memory.scanner = info.error;
    context.changed();
  };
  void look();
  return scanner.onDevices(() => void look());
}
