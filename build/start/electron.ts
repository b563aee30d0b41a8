/**
 * Whether Electron can open its windows here, and if not, why: its binary comes from outside the
 * package registry, and windows need a display.
 */
import { existsSync } from 'node:fs';
import { inRoot } from '#build/paths.ts';
import { step } from '#build/progress.mjs';
import { runOrFail } from '#build/run.ts';

export type ElectronState =
  | { readonly usable: true; readonly program: string }
  | { readonly usable: false; readonly reason: string };

const binary = (): string => {
  const names: Partial<Record<NodeJS.Platform, string>> = {
    darwin: 'Electron.app/Contents/MacOS/Electron',
    win32: 'electron.exe',
  };
  return inRoot('node_modules', 'electron', 'dist', names[process.platform] ?? 'electron');
};

const hasDisplay = (): boolean =>
  process.platform === 'win32' ||
  process.platform === 'darwin' ||
  [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some((value) => Boolean(value));

/** Looks, and where there is a display fetches the binary once. */
export async function findElectron(): Promise<ElectronState> {
  if (!hasDisplay()) return { usable: false, reason: 'this session has no display' };
  const program = binary();
  if (!existsSync(program)) {
    const installer = inRoot('node_modules', 'electron', 'install.js');
    const fetching = step('Fetching Electron (once)', () =>
      runOrFail(process.execPath, [installer]),
    );
    // The browser serves as well; the reason is told with the addresses.
    await fetching.catch(() => undefined);
  }
  return existsSync(program)
    ? { usable: true, program }
    : { usable: false, reason: 'its program could not be downloaded' };
}
