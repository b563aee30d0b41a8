/** The fingerprint scanner that a counter is configured with, and the thread that compares. */
import { createHidScanner } from '#adapters/hid-scanner/scanner.ts';
import type { HidTransport } from '#adapters/hid-scanner/transport.ts';
import { createThreadMatcher } from '#adapters/matcher/matcher.ts';
import { createSimulatedScannerTransport } from '#adapters/simulated-scanner/socket-line.ts';
import type { FingerPorts } from '#terminal/fingers/session.ts';
import type { Clock, Crypto, Log, Random, Timers } from '#terminal/ports/system.ts';

import type { CounterConfig } from './config.ts';

/** The library is loaded by the first look: a counter without a scanner does not need it. */
function lazyHid(): HidTransport {
  const transport = async (): Promise<HidTransport> => {
    const { createNodeHidTransport } = await import('#adapters/hid-scanner/node-hid-transport.ts');
    return createNodeHidTransport();
  };
  return {
    list: async () => (await transport()).list(),
    open: async (path, listeners) => (await transport()).open(path, listeners),
  };
}

export interface OpenFingers {
  readonly ports: FingerPorts;
  close(): Promise<void>;
}

/** Null where none is configured. */
export function openFingers(
  config: CounterConfig['scanner'],
  tools: {
    readonly clock: Clock;
    readonly timers: Timers;
    readonly random: Random;
    readonly crypto: Crypto;
    readonly log: Log;
  },
): OpenFingers | null {
  if (config === undefined || config.kind === 'none') return null;
  const isSimulated = config.kind === 'simulated';
  const transport = isSimulated ? createSimulatedScannerTransport(config.deskUrl) : lazyHid();
  const scanner = createHidScanner({ transport, ...tools });
  const matcher = createThreadMatcher();
  return {
    ports: { scanner, matcher, isSimulated },
    close: async () => {
      await scanner.close();
      await matcher.close();
    },
  };
}
