/**
 * Electron's main process: windows, kiosk lock, supervision of the host. It opens no database, no
 * device and no network; those live in the utility process (electron/utility).
 */
import { join } from 'node:path';

import { app, ipcMain, protocol, safeStorage, screen, session, utilityProcess } from 'electron';

import { registerBridge, sendSnapshot, type Windows } from './bridge.ts';
import { createHostLink, type HostLink } from './host-link.ts';
import { keystoreKey } from './keystore.ts';
import { lockApp, lockSession } from './security.ts';
import {
  openCitizenWindow,
  openClerkWindow,
  registerPages,
  type WindowOptions,
} from './windows.ts';

const BUNDLE = import.meta.dirname;
/** Beside the archive once installed; in the tree before that. */
const RESOURCES = app.isPackaged
  ? join(process.resourcesPath, 'resources')
  : join(BUNDLE, '..', '..', 'resources');
const windows: Windows = { clerk: null, citizen: null };
let ending = false;

function startHost(): HostLink {
  const key = keystoreKey(safeStorage, join(app.getPath('userData'), 'keystore.bin'));
  return createHostLink({
    fork: () =>
      utilityProcess.fork(join(BUNDLE, 'host.mjs'), [], {
        serviceName: 'Raseed terminal service',
        stdio: 'inherit',
        env: {
          RASEED_CONFIG: join(app.getPath('userData'), 'counter.json'),
          RASEED_FONTS: join(RESOURCES, 'fonts'),
          ...process.env,
          // In the environment of that one process, which takes it out at once.
          ...(key === null ? {} : { RASEED_KEYSTORE: key }),
        },
      }),
    onSnapshot: (of, snapshot) => sendSnapshot(windows, of, snapshot),
    onExit: (code) => process.stderr.write(`terminal service ended with ${code}\n`),
  });
}

async function placeCitizenWindow(options: WindowOptions): Promise<void> {
  if (windows.citizen !== null && !windows.citizen.isDestroyed()) return;
  windows.citizen = await openCitizenWindow(options, screen);
  windows.citizen?.on('closed', () => {
    windows.citizen = null;
  });
}

async function run(): Promise<void> {
  await app.whenReady();
  lockSession(session.defaultSession);
  registerPages(protocol, join(BUNDLE, '..', 'renderer'));
  const link = startHost();
  registerBridge(ipcMain, link, windows);
  const options: WindowOptions = {
    preload: join(BUNDLE, 'preload.cjs'),
    kiosk: app.commandLine.hasSwitch('kiosk'),
    ending: () => ending,
  };
  windows.clerk = await openClerkWindow(options);
  await placeCitizenWindow(options);
  screen.on('display-added', () => void placeCitizenWindow(options));
  app.on('second-instance', () => windows.clerk?.focus());
  app.on('before-quit', () => {
    ending = true;
    link.stop();
  });
  app.on('window-all-closed', () => app.quit());
  // For whoever started it: the windows are there.
  process.stdout.write('READY {}\n');
}

// One kiosk a machine: a second start only brings the first to the front.
if (app.requestSingleInstanceLock()) {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'raseed', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  app.enableSandbox();
  lockApp(app);
  await run();
} else {
  app.quit();
}
