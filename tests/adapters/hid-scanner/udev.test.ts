/** The shipped udev rule is about the devices that the driver opens. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CP2110_PRODUCT_ID, CP2110_VENDOR_ID } from '#adapters/hid-scanner/zfm/bridge.ts';
import {
  SIMULATED_PRODUCT_ID,
  SIMULATED_VENDOR_ID,
} from '#adapters/simulated-scanner/fphid-scanner.ts';
import { inRoot } from '#build/paths.ts';

const lines = readFileSync(inRoot('resources', 'udev', '70-raseed-scanner.rules'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const digits = (id: number): string => id.toString(16).toUpperCase().padStart(4, '0');

it('S28 is installed by the Debian package, where rules are looked for', () => {
  const packaging = readFileSync(inRoot('electron-builder.yml'), 'utf8');
  const [, from = '', to = ''] = /fpm: \['([^=']+)=([^']+)'\]/.exec(packaging) ?? [];
  expect(readFileSync(inRoot(from), 'utf8')).toContain('uaccess');
  expect(to).toBe('/usr/lib/udev/rules.d/70-raseed-scanner.rules');
});

it('S28 opens both kinds of scanner to the person at the screen, and nothing else', () => {
  expect(lines).toEqual(
    [
      [SIMULATED_VENDOR_ID, SIMULATED_PRODUCT_ID],
      [CP2110_VENDOR_ID, CP2110_PRODUCT_ID],
    ].map(
      ([vendor = 0, product = 0]) =>
        `SUBSYSTEM=="hidraw", KERNELS=="*:${digits(vendor)}:${digits(product)}.*", ` +
        'MODE="0660", TAG+="uaccess"',
    ),
  );
});
