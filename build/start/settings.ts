/**
 * What an installation keeps from start to start: its ports, so that addresses stay, and its own
 * secrets. Made on the first start, readable by this user alone.
 */
import path from 'node:path';
import { newPassword } from '#build/database/private-database.ts';
import { findFreePort } from '#build/free-port.ts';
import { readPrivateJson, writePrivateJson } from './private-file.ts';

export type ServiceName =
  | 'hq'
  | 'kiosk'
  | 'printer'
  | 'printerDesk'
  | 'scannerDesk'
  | 'gateway'
  | 'phones';
export type Ports = Readonly<Record<ServiceName, number>>;

export interface StartSettings {
  readonly ports: Ports;
  readonly databasePassword: string;
  /** Each opens one page. */
  readonly tokens: {
    readonly clerk: string;
    readonly citizen: string;
    readonly hq: string;
    /** The simulated gateway's secret: it signs its webhooks with it. */
    readonly gateway: string;
    /** The simulated message service's: it signs its requests with it. */
    readonly phones: string;
  };
}

const SERVICES: readonly ServiceName[] = [
  'hq',
  'kiosk',
  'printer',
  'printerDesk',
  'scannerDesk',
  'gateway',
  'phones',
];

/** Ports of the last start where they are still free, others where they are not. */
export async function choosePorts(before: Partial<Ports>): Promise<Ports> {
  const chosen: Partial<Record<ServiceName, number>> = {};
  for (const service of SERVICES) {
    let port = await findFreePort(before[service]);
    while (Object.values(chosen).includes(port)) port = await findFreePort();
    chosen[service] = port;
  }
  return chosen as Ports;
}

export interface OpenedSettings {
  readonly settings: StartSettings;
  /** Services whose port somebody else has taken since the last start. */
  readonly moved: readonly ServiceName[];
}

export async function openSettings(dataFolder: string): Promise<OpenedSettings> {
  const file = path.join(dataFolder, 'settings.json');
  const before = (readPrivateJson(file) ?? {}) as Partial<StartSettings>;
  const ports = await choosePorts(before.ports ?? {});
  const settings: StartSettings = {
    ports,
    databasePassword: before.databasePassword ?? newPassword(),
    tokens: {
      clerk: newPassword(),
      citizen: newPassword(),
      hq: newPassword(),
      gateway: newPassword(),
      phones: newPassword(),
      ...before.tokens,
    },
  };
  writePrivateJson(file, settings);
  const moved = SERVICES.filter((service) => {
    const last = before.ports?.[service];
    return last !== undefined && last !== ports[service];
  });
  return { settings, moved };
}
