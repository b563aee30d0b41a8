/**
 * The two windows: the clerk's, and the citizen's on the second screen where there is one. Pages come
 * through our own `raseed:` scheme with a strict policy; neither window has Node.
 */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

import { BrowserWindow, type Protocol, type Screen as ElectronScreen } from 'electron';

import { APP_ORIGIN, CONTENT_SECURITY_POLICY } from './security.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** Serves the built renderer, and nothing outside its folder. */
export async function servePage(folder: string, url: string): Promise<Response> {
  const path = normalize(join(folder, decodeURIComponent(new URL(url).pathname)));
  const type = TYPES[extname(path)];
  if (!path.startsWith(folder + sep) || type === undefined) {
    return new Response('not found', { status: 404 });
  }
  try {
    return new Response(new Uint8Array(await readFile(path)), {
      headers: {
        'content-type': type,
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      },
    });
  } catch {
    return new Response('not found', { status: 404 });
  }
}

export const registerPages = (protocol: Protocol, folder: string): void =>
  protocol.handle('raseed', (request) => servePage(folder, request.url));

export interface WindowOptions {
  readonly preload: string;
  readonly kiosk: boolean;
  /** True once the program is really ending: only then may a kiosk's window close. */
  readonly ending: () => boolean;
}

const webPreferences = (preload: string): Electron.WebPreferences => ({
  preload,
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  devTools: false,
});

function keepOpen(window: BrowserWindow, options: WindowOptions): void {
  window.on('close', (event) => {
    // Alt+F4 does not close a kiosk; the service's own stop does.
    if (options.kiosk && !options.ending()) event.preventDefault();
  });
}

export async function openClerkWindow(options: WindowOptions): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    kiosk: options.kiosk,
    autoHideMenuBar: true,
    backgroundColor: '#FBFAF7',
    title: 'Raseed',
    webPreferences: webPreferences(options.preload),
  });
  window.removeMenu();
  keepOpen(window, options);
  await window.loadURL(`${APP_ORIGIN}/electron.html`);
  return window;
}

/** On the second screen; null where there is only one, which the terminal notices by itself. */
export async function openCitizenWindow(
  options: WindowOptions,
  screen: ElectronScreen,
): Promise<BrowserWindow | null> {
  const primary = screen.getPrimaryDisplay();
  const second = screen.getAllDisplays().find((display) => display.id !== primary.id);
  if (second === undefined) return null;
  const window = new BrowserWindow({
    ...second.bounds,
    fullscreen: true,
    frame: false,
    focusable: false,
    backgroundColor: '#FBFAF7',
    title: 'Raseed',
    webPreferences: webPreferences(options.preload),
  });
  window.removeMenu();
  keepOpen(window, options);
  await window.loadURL(`${APP_ORIGIN}/citizen-electron.html`);
  return window;
}
