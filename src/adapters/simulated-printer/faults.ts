/** What can be wrong with the simulated printer, and how it says so in Epson's status bytes. */
import { z } from 'zod';

export const faultsSchema = z.strictObject({
  paper: z.enum(['ok', 'low', 'out']),
  cover: z.enum(['closed', 'open']),
  cutter: z.enum(['ok', 'jammed']),
  /** Nothing listens: the cable is out. */
  gone: z.boolean(),
  /** Prints, but never answers. */
  silent: z.boolean(),
  /** Time that each band takes. */
  msPerBand: z.int().min(0).max(10_000),
  /** Paper ends after so many more bands; once. */
  paperOutAfterBands: z.int().min(0).nullable(),
  /** The connection breaks after so many more bytes; once. */
  dropAfterBytes: z.int().min(0).nullable(),
});

export type Faults = z.infer<typeof faultsSchema>;
export const faultChangesSchema = faultsSchema.partial();

export const NO_FAULTS: Faults = {
  paper: 'ok',
  cover: 'closed',
  cutter: 'ok',
  gone: false,
  silent: false,
  msPerBand: 0,
  paperOutAfterBands: null,
  dropAfterBytes: null,
};

/** Works through commands: a printer that cannot print keeps them waiting. */
export const canPrint = (faults: Faults): boolean =>
  faults.paper !== 'out' && faults.cover === 'closed' && faults.cutter === 'ok';

/** The answer to DLE EOT `n` (1 printer, 2 offline cause, 3 error cause, 4 paper). */
export function realTimeStatus(faults: Faults, n: number): number {
  const fixed = 0x12;
  switch (n) {
    case 1:
      return fixed | (canPrint(faults) ? 0 : 0x08);
    case 2: {
      const cover = faults.cover === 'open' ? 0x04 : 0;
      const paper = faults.paper === 'out' ? 0x20 : 0;
      const error = faults.cutter === 'jammed' ? 0x40 : 0;
      return fixed | cover | paper | error;
    }
    case 3:
      return fixed | (faults.cutter === 'jammed' ? 0x08 : 0);
    default: {
      const low = faults.paper === 'ok' ? 0 : 0x0c;
      return fixed | low | (faults.paper === 'out' ? 0x60 : 0);
    }
  }
}

/** The answer to GS r 1. */
export const orderedStatus = (faults: Faults): number =>
  (faults.paper === 'ok' ? 0 : 0x03) | (faults.paper === 'out' ? 0x0c : 0);
