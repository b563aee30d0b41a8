/** What can be wrong with the simulated scanner: on the way of its reports, and in the device itself. */
import { z } from 'zod';

const every = z.int().min(2).max(10_000).nullable();

export const faultsSchema = z.strictObject({
  /** Each so many-th report to the host is lost. */
  loseEvery: every,
  /** Comes twice. */
  repeatEvery: every,
  /** Has one bit turned. */
  damageEvery: every,
  /** Changes places with the next. */
  swapEvery: every,
  /** Each so many-th report from the host is lost. */
  loseOutputEvery: every,
  /** The cable is out after so many more reports to the host; once. */
  unplugAfterReports: z.int().min(0).max(100_000).nullable(),
  /** Takes everything, answers nothing. */
  silent: z.boolean(),
  /** Further time that each report takes. */
  slowMs: z.int().min(0).max(10_000),
  /** The finger is lifted as soon as it was seen; once. */
  liftEarly: z.boolean(),
  /** Sends an image of another size than it says. */
  wrongSize: z.boolean(),
  /** Sends its last capture again instead of taking one. */
  replay: z.boolean(),
  /** Echoes the nonce of now with the signature of another key. */
  forge: z.boolean(),
  /** Takes every finger for a fake one. */
  fakeFinger: z.boolean(),
  /** The sensor fails. */
  sensorBroken: z.boolean(),
});

export type ScannerFaults = z.infer<typeof faultsSchema>;
export const faultChangesSchema = faultsSchema.partial();

export const NO_SCANNER_FAULTS: ScannerFaults = {
  loseEvery: null,
  repeatEvery: null,
  damageEvery: null,
  swapEvery: null,
  loseOutputEvery: null,
  unplugAfterReports: null,
  silent: false,
  slowMs: 0,
  liftEarly: false,
  wrongSize: false,
  replay: false,
  forge: false,
  fakeFinger: false,
  sensorBroken: false,
};
