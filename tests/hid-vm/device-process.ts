/**
 * Runs in the virtual machine as a program of its own: a simulated scanner made into a true kernel
 * device. It is told over IPC what to plug in, what lies on its glass and what is wrong with it.
 */
import { nodeTimers } from '#adapters/system/node-ports.ts';
import type { SimulatedScanner } from '#adapters/simulated-scanner/device.ts';
import type { ScannerFaults } from '#adapters/simulated-scanner/faults.ts';
import { FphidScanner } from '#adapters/simulated-scanner/fphid-scanner.ts';
import { ZfmScanner } from '#adapters/simulated-scanner/zfm-scanner.ts';
import { sampleFinger } from '#tests/testkit/sample-finger.ts';
import { Uhid } from './uhid.ts';

export type DeviceOrder =
  | { readonly do: 'make'; readonly kind: 'fphid' | 'zfm' }
  | { readonly do: 'plug' | 'unplug' | 'lift' }
  | { readonly do: 'put'; readonly seed: number }
  | { readonly do: 'faults'; readonly faults: Partial<ScannerFaults> };

const uhid = new Uhid();
let scanner: SimulatedScanner = new FphidScanner({ timers: nodeTimers });

function unplug(): void {
  scanner.plugOut();
  uhid.unplug();
}

function plug(): void {
  const plugged = scanner;
  uhid.plug(plugged.hid, plugged.reportDescriptor, {
    onOutput: (report) => plugged.output(report),
    onFeature: (report) => plugged.feature(report),
  });
  plugged.plugIn({ toHost: (report) => uhid.input(report), pull: unplug });
}

function make(kind: 'fphid' | 'zfm'): SimulatedScanner {
  // A module sends its image unasked, at the pace of its line: the kernel keeps 64 reports.
  if (kind === 'zfm') return new ZfmScanner({ timers: nodeTimers, module: 'R503' });
  return new FphidScanner({ timers: nodeTimers });
}

function obey(order: DeviceOrder): void {
  if (order.do === 'make') scanner = make(order.kind);
  else if (order.do === 'put') scanner.plate.put(sampleFinger(order.seed));
  else if (order.do === 'faults') scanner.setFaults(order.faults);
  else if (order.do === 'lift') scanner.plate.lift();
  else if (order.do === 'plug') plug();
  else unplug();
}

process.on('message', (order: DeviceOrder) => {
  obey(order);
  process.send?.('done');
});
