/**
 * What crosses between Electron's processes: the preload's one object in the page (`window.raseed`),
 * the IPC channels behind it, and the messages between main and the host in its utility process.
 * The page does not say which screen it is: its window decides.
 */
import type { Result } from '#domain/result.ts';

export type Screen = 'clerk' | 'citizen';

export const CHANNELS = {
  execute: 'raseed:execute',
  latest: 'raseed:latest',
  snapshot: 'raseed:snapshot',
} as const;

/** `window.raseed` in both windows of the shell. Snapshots are those of the window's own screen. */
export interface RaseedBridge {
  execute(name: string, input: unknown): Promise<Result<unknown>>;
  /** Calls with the latest snapshot at once, then with each new one; the answer unsubscribes. */
  subscribe(listener: (snapshot: unknown) => void): () => void;
}

export type ToHost = {
  readonly type: 'execute';
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
  readonly screen: Screen;
};

export type FromHost =
  | { readonly type: 'snapshot'; readonly screen: Screen; readonly snapshot: unknown }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Result<unknown> };
