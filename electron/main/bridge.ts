/**
 * The only way from a page into the machine: two channels, each checked for who is asking. A page's
 * window decides what it is (clerk or citizen), never the page's own word.
 */
import type { BrowserWindow, IpcMain, IpcMainInvokeEvent } from 'electron';

import { CHANNELS, type Screen } from '#contract/bridge.ts';
import { fail, type Result } from '#domain/result.ts';

import type { HostLink } from './host-link.ts';
import { isOwnUrl } from './security.ts';

/** Larger than any command of ours: a pasted QR is the longest. */
const MAX_INPUT_CHARS = 16_384;

export interface Windows {
  clerk: BrowserWindow | null;
  citizen: BrowserWindow | null;
}

/** Which screen sent this, or null for anything but the main frame of a window of ours. */
export function screenOf(event: IpcMainInvokeEvent, windows: Windows): Screen | null {
  const frame = event.senderFrame;
  if (frame === null || frame.parent !== null || !isOwnUrl(frame.url)) return null;
  if (windows.clerk !== null && event.sender === windows.clerk.webContents) return 'clerk';
  if (windows.citizen !== null && event.sender === windows.citizen.webContents) return 'citizen';
  return null;
}

export function registerBridge(ipc: IpcMain, link: HostLink, windows: Windows): void {
  ipc.handle(
    CHANNELS.execute,
    (event, name: unknown, input: unknown): Promise<Result<unknown>> | Result<unknown> => {
      const screen = screenOf(event, windows);
      if (screen === null) return fail('SENDER_REFUSED');
      if (typeof name !== 'string' || JSON.stringify(input ?? null).length > MAX_INPUT_CHARS) {
        return fail('INPUT_INVALID', { field: 'input' });
      }
      return link.execute({ name, input, screen });
    },
  );
  ipc.handle(CHANNELS.latest, (event): unknown => {
    const screen = screenOf(event, windows);
    return screen === null ? null : (link.latest(screen) ?? null);
  });
}

export function sendSnapshot(windows: Windows, screen: Screen, snapshot: unknown): void {
  const window = windows[screen];
  if (window !== null && !window.isDestroyed()) {
    window.webContents.send(CHANNELS.snapshot, snapshot);
  }
}
