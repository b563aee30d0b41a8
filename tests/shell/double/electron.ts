/**
 * A double of Electron's main-process API where its binary cannot be had: windows are pages of real
 * Chromium, the utility process is a real process, the custom scheme is served by the handler that
 * main registered. It prints `READY {"cdp":…}` so that a test can drive the very same pages.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium, type BrowserContext, type Page } from 'playwright-core';

import { preloadScript } from './page.ts';

type Handler = (event: unknown, ...args: unknown[]) => unknown;

const CHROMIUM = process.env['RASEED_CHROMIUM'] ?? '/usr/bin/chromium';
const DISPLAYS = Number(process.env['DOUBLE_DISPLAYS'] ?? '2');
const handlers = new Map<string, Handler>();
let pageHandler: ((request: Request) => Promise<Response>) | null = null;
let context: BrowserContext | null = null;
let pageServer: Server | null = null;
let pageOrigin = '';

/** What main locked, so that a test can ask. */
const audit = { permissionsRefused: false, devicesRefused: false, sandboxed: false };

async function startPages(): Promise<void> {
  pageServer = createServer((request, response) => {
    const url = `raseed://app${request.url ?? '/'}`;
    void (
      pageHandler?.(new Request(url)) ?? Promise.resolve(new Response(null, { status: 404 }))
    ).then(async (answer) => {
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
  });
  await new Promise<void>((resolve) => pageServer?.listen(0, '127.0.0.1', resolve));
  const address = pageServer.address();
  pageOrigin = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
}

async function startChromium(): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), 'raseed-shell-'));
  const port = 20_000 + (process.pid % 10_000);
  context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      `--remote-debugging-port=${port}`,
    ],
  });
  process.stdout.write(`READY ${JSON.stringify({ cdp: `http://127.0.0.1:${port}`, audit })}\n`);
}

class WebContents extends EventEmitter {
  page: Page | null = null;
  windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler;
  }
  send(channel: string, payload: unknown): void {
    void this.page
      ?.evaluate(
        ([name, value]) => {
          (
            globalThis as unknown as { electronDispatch?: (c: string, p: unknown) => void }
          ).electronDispatch?.(name, value);
        },
        [channel, payload] as const,
      )
      .catch(() => undefined);
  }
}

interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly webPreferences?: { readonly preload?: string };
}

const toOwn = (url: string): string => url.replace(pageOrigin, 'raseed://app');

class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  readonly options: WindowOptions;
  private destroyed = false;

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    if (context === null) throw new Error('no windows before app is ready');
    const page = await context.newPage();
    this.webContents.page = page;
    await page.setViewportSize({
      width: this.options.width ?? 1280,
      height: this.options.height ?? 800,
    });
    await page.exposeBinding('electronInvoke', (source, channel: string, argsJson: string) =>
      this.invoke({ channel, argsJson, frameUrl: source.frame.url() }),
    );
    const preload = this.options.webPreferences?.preload;
    if (preload !== undefined)
      await page.addInitScript(preloadScript(readFileSync(preload, 'utf8')));
    await this.guardNavigation(page);
    page.on('close', () => this.closed());
    await page.goto(url.replace('raseed://app', pageOrigin));
  }

  private async guardNavigation(page: Page): Promise<void> {
    await page.route('**', async (route, request) => {
      if (!request.isNavigationRequest() || request.frame() !== page.mainFrame()) {
        await route.continue();
        return;
      }
      let prevented = false;
      const event = { url: toOwn(request.url()), preventDefault: () => (prevented = true) };
      this.webContents.emit('will-navigate', event);
      // As Electron does: the page that was there stays.
      await (prevented ? route.abort('aborted') : route.continue());
    });
    page.on('popup', (popup) => {
      const answer = this.webContents.windowOpenHandler?.({ url: popup.url() });
      if (answer?.action !== 'allow') void popup.close();
    });
  }

  private async invoke(of: {
    channel: string;
    argsJson: string;
    frameUrl: string;
  }): Promise<string> {
    const event = {
      sender: this.webContents,
      senderFrame: { url: toOwn(of.frameUrl), parent: null },
    };
    const handler = handlers.get(of.channel);
    if (handler === undefined) throw new Error(`no handler for ${of.channel}`);
    const value = await handler(event, ...(JSON.parse(of.argsJson) as unknown[]));
    return JSON.stringify({ value });
  }

  private closed(): void {
    this.destroyed = true;
    this.emit('closed');
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  focus(): void {
    this.emit('focus');
  }
  removeMenu(): void {
    this.emit('menu-removed');
  }
}

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly commandLine = { hasSwitch: (name: string) => process.argv.includes(`--${name}`) };
  async whenReady(): Promise<void> {
    await startPages();
    await startChromium();
  }
  requestSingleInstanceLock(): boolean {
    return process.env['DOUBLE_SECOND'] === undefined;
  }
  enableSandbox(): void {
    audit.sandboxed = true;
  }
  getPath(): string {
    return process.env['DOUBLE_USER_DATA'] ?? tmpdir();
  }
  quit(): void {
    this.emit('before-quit');
    pageServer?.close();
    void (context?.close() ?? Promise.resolve()).finally(() => process.exit(0));
  }
}

class UtilityChild extends EventEmitter {
  private readonly child: ChildProcess;
  constructor(file: string, env: NodeJS.ProcessEnv) {
    super();
    this.child = fork(file, [], {
      env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: ['--import', new URL('./parent-port.ts', import.meta.url).href],
    });
    this.child.on('message', (message) => this.emit('message', message));
    this.child.on('exit', (code) => this.emit('exit', code ?? 1));
  }
  postMessage(message: unknown): void {
    if (this.child.connected) this.child.send(message as object);
  }
  kill(): boolean {
    return this.child.kill();
  }
  get pid(): number | undefined {
    return this.child.pid;
  }
}

const display = (id: number) => ({ id, bounds: { x: 0, y: 0, width: 1280, height: 800 } });

export const app = new App();
/** Like a keystore that opens: what is encrypted is at least not what was given. */
export const safeStorage = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptString: (text: string) => Buffer.from(`double ${Buffer.from(text).toString('hex')}`),
  decryptString: (bytes: Buffer) =>
    Buffer.from(bytes.toString('utf8').replace('double ', ''), 'hex').toString('utf8'),
};
export const ipcMain = {
  handle: (channel: string, handler: Handler) => handlers.set(channel, handler),
};
export const protocol = {
  registerSchemesAsPrivileged: () => undefined,
  handle: (_scheme: string, handler: (request: Request) => Promise<Response>) => {
    pageHandler = handler;
  },
};
export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => display(1),
  getAllDisplays: () => Array.from({ length: DISPLAYS }, (_, index) => display(index + 1)),
});
export const session = {
  defaultSession: {
    setPermissionRequestHandler: (
      handler: (c: unknown, p: string, answer: (granted: boolean) => void) => void,
    ) => handler({}, 'geolocation', (granted) => (audit.permissionsRefused = !granted)),
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: (handler: () => boolean) => {
      audit.devicesRefused = !handler();
    },
  },
};
export const utilityProcess = {
  fork: (file: string, _args: readonly string[], options?: { env?: NodeJS.ProcessEnv }) =>
    new UtilityChild(file, options?.env ?? process.env),
};
export { BrowserWindow };
process.on('SIGTERM', () => app.quit());
