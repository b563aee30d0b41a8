/**
 * The link to the terminal service in its utility process. Main only supervises: it passes commands
 * and snapshots through, and when the host dies it is started again and replays its journal. What
 * was asked of a host that died is answered HOST_RESTARTING: the journal knows whether it happened.
 */
import type { UtilityProcess } from 'electron';

import type { FromHost, Screen, ToHost } from '#contract/bridge.ts';
import { fail, type Result } from '#domain/result.ts';

const RESTART_DELAYS_MS = [100, 500, 2000, 5000];
/** A host that ran this long was well; the next restart begins with the shortest delay again. */
const WELL_AFTER_MS = 60_000;

type Waiting = Map<number, (answer: Result<unknown>) => void>;

export interface HostLink {
  execute(of: { name: string; input: unknown; screen: Screen }): Promise<Result<unknown>>;
  /** The last snapshot of a screen, if the host has sent one. */
  latest(screen: Screen): unknown;
  stop(): void;
}

export interface HostLinkOptions {
  /** Starts the host's process. */
  readonly fork: () => UtilityProcess;
  readonly onSnapshot: (screen: Screen, snapshot: unknown) => void;
  readonly onExit: (code: number) => void;
}

function refuseAll(waiting: Waiting): void {
  for (const answer of waiting.values()) answer(fail('HOST_RESTARTING'));
  waiting.clear();
}

export function createHostLink(options: HostLinkOptions): HostLink {
  const waiting: Waiting = new Map();
  const snapshots = new Map<Screen, unknown>();
  let nextId = 1;
  let restarts = 0;
  let stopped = false;
  let child = start();

  function start(): UtilityProcess {
    const startedAt = performance.now();
    const started = options.fork();
    started.on('message', (message: FromHost) => receive(message));
    started.on('exit', (code) => {
      refuseAll(waiting);
      options.onExit(code);
      if (stopped) return;
      if (performance.now() - startedAt > WELL_AFTER_MS) restarts = 0;
      const delayMs = RESTART_DELAYS_MS[Math.min(restarts, RESTART_DELAYS_MS.length - 1)];
      restarts += 1;
      setTimeout(() => {
        if (!stopped) child = start();
      }, delayMs);
    });
    return started;
  }

  function receive(message: FromHost): void {
    if (message.type === 'snapshot') {
      snapshots.set(message.screen, message.snapshot);
      options.onSnapshot(message.screen, message.snapshot);
      return;
    }
    waiting.get(message.id)?.(message.answer);
    waiting.delete(message.id);
  }

  return {
    execute: ({ name, input, screen }) =>
      new Promise((resolve) => {
        const id = nextId;
        nextId += 1;
        waiting.set(id, resolve);
        child.postMessage({ type: 'execute', id, name, input, screen } satisfies ToHost);
      }),
    latest: (screen) => snapshots.get(screen),
    stop: () => {
      stopped = true;
      refuseAll(waiting);
      child.kill();
    },
  };
}
