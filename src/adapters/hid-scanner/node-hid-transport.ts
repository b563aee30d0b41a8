/** The transport over node-hid, the only place that imports it. Reads run on the library's threads. */
import { devicesAsync, HIDAsync } from 'node-hid';
import { fail, ok, type Result } from '#domain/result.ts';
import type {
  HidDevice,
  HidListeners,
  HidTransport,
  OpenHidDevice,
  OutgoingReport,
} from './transport.ts';

type Listed = Awaited<ReturnType<typeof devicesAsync>>[number];

/** Devices that the system lets nobody open have no path. */
const known = (device: Listed): readonly HidDevice[] =>
  device.path === undefined
    ? []
    : [
        {
          path: device.path,
          vendorId: device.vendorId,
          productId: device.productId,
          usagePage: device.usagePage ?? 0,
          usage: device.usage ?? 0,
          product: device.product ?? '',
          serialNumber: device.serialNumber ?? '',
        },
      ];

const list = async (): Promise<readonly HidDevice[]> => (await devicesAsync()).flatMap(known);

function wrap(device: HIDAsync, listeners: HidListeners): OpenHidDevice {
  let isOpen = true;
  device.on('data', (report: Buffer) => {
    if (isOpen) listeners.onReport(report);
  });
  device.on('error', () => {
    if (isOpen) listeners.onLost();
  });
  return {
    send: async ({ kind, bytes }: OutgoingReport) => {
      const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      await (kind === 'feature' ? device.sendFeatureReport(data) : device.write(data));
    },
    close: async () => {
      isOpen = false;
      await device.close();
    },
  };
}

/** Present but not ours to open, or gone meanwhile. */
async function reasonFor(path: string): Promise<Result<never>> {
  const isThere = (await list().catch(() => [])).some((device) => device.path === path);
  return fail(isThere ? 'SCANNER_NOT_ALLOWED' : 'SCANNER_UNPLUGGED');
}

export const createNodeHidTransport = (): HidTransport => ({
  list,
  open: async (path, listeners) => {
    const device = await HIDAsync.open(path).catch(() => null);
    return device === null ? await reasonFor(path) : ok(wrap(device, listeners));
  },
});
