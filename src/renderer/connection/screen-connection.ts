/**
 * What a screen of ours talks to: the contract's commands, and snapshots pushed after every change.
 * Electron, loopback HTTP and the scripted double each make one; no screen knows which it has.
 */
import type { TerminalConnection } from '#contract/answers.ts';
import type { TerminalEvents } from '#contract/snapshot.ts';

export type ScreenName = keyof TerminalEvents;

/** Whether the counter service on this machine is heard: nothing to do with the network to HQ. */
export type Link = 'connecting' | 'live' | 'lost';

export interface ScreenListener<S extends ScreenName> {
  snapshot(snapshot: TerminalEvents[S]): void;
  link(link: Link): void;
}

export interface ScreenConnection<S extends ScreenName> extends TerminalConnection {
  /** Calls back with what is known at once, then after each change; the answer unsubscribes. */
  subscribe(listener: ScreenListener<S>): () => void;
}
