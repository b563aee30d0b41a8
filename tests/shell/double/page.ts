/**
 * What a window's page gets: Electron's renderer half. The real preload bundle runs before the
 * page's own script, with `require('electron')` answered by `contextBridge` and `ipcRenderer` over
 * a binding into the double's main half.
 */
interface PageGlobals {
  electronInvoke(channel: string, argsJson: string): Promise<string>;
  electronDispatch?: (channel: string, payload: unknown) => void;
}

/** Runs in the page. Self-contained: it crosses into Chromium as text. */
export function rendererHalf(): { require: (name: string) => unknown } {
  const globals = globalThis as unknown as PageGlobals;
  const listeners = new Map<string, Set<(event: unknown, payload: unknown) => void>>();
  globals.electronDispatch = (channel, payload) => {
    for (const listener of listeners.get(channel) ?? []) listener({}, payload);
  };
  const ipcRenderer = {
    invoke: async (channel: string, ...args: unknown[]): Promise<unknown> => {
      const answer = await globals.electronInvoke(channel, JSON.stringify(args));
      return JSON.parse(answer).value as unknown;
    },
    on: (channel: string, listener: (event: unknown, payload: unknown) => void) => {
      const known = listeners.get(channel) ?? new Set();
      known.add(listener);
      listeners.set(channel, known);
    },
    off: (channel: string, listener: (event: unknown, payload: unknown) => void) => {
      listeners.get(channel)?.delete(listener);
    },
  };
  const contextBridge = {
    exposeInMainWorld: (name: string, api: object) => {
      Object.defineProperty(globalThis, name, { value: Object.freeze(api), writable: false });
    },
  };
  return {
    require: (name) => {
      if (name !== 'electron') throw new Error(`a sandboxed preload may not require ${name}`);
      return { contextBridge, ipcRenderer };
    },
  };
}

/** The init script: renderer half, then the preload's own bundle as it was built. */
export const preloadScript = (bundle: string): string =>
  `(() => { const { require } = (${rendererHalf.toString()})(); const module = { exports: {} };
   ((require, module, exports) => {\n${bundle}\n})(require, module, module.exports); })();`;
