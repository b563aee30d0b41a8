/**
 * Keeps a handful of processes running: started one after the other when each is ready, started
 * again with growing pauses when one falls, stopped in the opposite order. It owns its processes
 * and nothing else; what a person is told is the caller's matter.
 */
import { CommandError } from '#build/run.ts';
import type { ProcessIdentity } from '#build/process-identity.ts';
import { startChild, type ChildRun, type ChildSpec, type ReadyFacts } from './child.ts';
import { openLogFile, tailOf, type LogFile } from './log-file.ts';

export interface RestartPolicy {
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** A process that ran this long has recovered: its pauses begin anew. */
  readonly healthyAfterMs: number;
  /** Falls in a row after which it is left lying, for a person to look at. */
  readonly mostFalls: number;
}

export const RESTART: RestartPolicy = {
  firstPauseMs: 250,
  longestPauseMs: 10_000,
  healthyAfterMs: 60_000,
  mostFalls: 20,
};

export type SupervisorEvent =
  | { readonly kind: 'fell'; readonly name: string; readonly exitCode: number | null }
  | { readonly kind: 'back'; readonly name: string; readonly facts: ReadyFacts }
  | { readonly kind: 'given-up'; readonly name: string; readonly logFile: string };

/** How long to wait before the start that follows this many falls in a row (from 1). */
export function pauseAfter(falls: number, policy: RestartPolicy): number {
  return Math.min(policy.longestPauseMs, policy.firstPauseMs * 2 ** (falls - 1));
}

interface Kept {
  readonly spec: ChildSpec;
  readonly log: LogFile;
  run: ChildRun;
  runSince: number;
  falls: number;
}

/** Owns processes from start to stop. */
export class Supervisor {
  readonly #logFolder: string;
  readonly #policy: RestartPolicy;
  readonly #onEvent: (event: SupervisorEvent) => void;
  readonly #kept: Kept[] = [];
  #stopping: Promise<void> | undefined;

  constructor(options: {
    readonly logFolder: string;
    readonly onEvent?: (event: SupervisorEvent) => void;
    readonly policy?: RestartPolicy;
  }) {
    this.#logFolder = options.logFolder;
    this.#policy = options.policy ?? RESTART;
    this.#onEvent = options.onEvent ?? (() => undefined);
  }

  /** The living processes, for a record that survives us. */
  identities(): readonly ProcessIdentity[] {
    return this.#kept.flatMap((kept) => kept.run.identity ?? []);
  }

  /** Starts a process and waits for its ready line. A first start that fails is the caller's. */
  async start(spec: ChildSpec): Promise<ReadyFacts> {
    const log = openLogFile(this.#logFolder, spec.name);
    const run = startChild(spec, log);
    const kept: Kept = { spec, log, run, runSince: Date.now(), falls: 0 };
    this.#kept.push(kept);
    const facts = await run.ready;
    if (facts === undefined) {
      await run.stop();
      throw new CommandError(`${spec.name} did not start. From ${log.file}:\n${tailOf(log.file)}`);
    }
    void run.ended.then((exitCode) => this.#fell(kept, exitCode));
    return facts;
  }

  /** Stops everything, the last started first. May be called twice. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    for (const kept of this.#kept.toReversed()) {
      await kept.run.stop();
      await kept.log.close();
    }
  }

  async #fell(kept: Kept, exitCode: number | null): Promise<void> {
    if (this.#stopping !== undefined) return;
    const { name } = kept.spec;
    const lastedMs = Date.now() - kept.runSince;
    kept.falls = lastedMs >= this.#policy.healthyAfterMs ? 1 : kept.falls + 1;
    this.#onEvent({ kind: 'fell', name, exitCode });
    if (kept.falls >= this.#policy.mostFalls) {
      this.#onEvent({ kind: 'given-up', name, logFile: kept.log.file });
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseAfter(kept.falls, this.#policy)));
    await this.#startAgain(kept);
  }

  async #startAgain(kept: Kept): Promise<void> {
    if (this.#stopping !== undefined) return;
    kept.run = startChild(kept.spec, kept.log);
    kept.runSince = Date.now();
    const facts = await kept.run.ready;
    if (facts === undefined) await kept.run.stop();
    else this.#onEvent({ kind: 'back', name: kept.spec.name, facts });
    void kept.run.ended.then((exitCode) => this.#fell(kept, exitCode));
  }
}
