/**
 * The connection of the browser kiosk: commands by POST to the loopback host, snapshots by an event
 * stream, both with this start's token. When the host goes away the stream is opened again with
 * growing pauses; a command whose answer never came says so, since it may have happened.
 */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput, CommandName } from '#contract/commands.ts';
import type { TerminalEvents } from '#contract/snapshot.ts';
import { fail, type Result } from '#domain/result.ts';

import type { ScreenConnection, ScreenListener, ScreenName } from './screen-connection.ts';
import { createEventStreamReader } from './server-sent-events.ts';

const TOKEN_HEADER = 'x-raseed-token';
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5000;

export interface HttpConnectionOptions<S extends ScreenName> {
  readonly screen: S;
  readonly token: string;
  /** Origin of the host; empty where the page came from it. */
  readonly base?: string;
}

const pause = (durationMs: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, durationMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

async function readSnapshots<S extends ScreenName>(options: {
  readonly response: Response;
  readonly listener: ScreenListener<S>;
}): Promise<void> {
  const { response, listener } = options;
  if (!response.ok || response.body === null) return;
  const reader = createEventStreamReader();
  const decoder = new TextDecoder();
  const pieces = response.body.getReader();
  for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
    for (const event of reader.feed(decoder.decode(piece.value, { stream: true }))) {
      if (event.event !== 'snapshot') continue;
      listener.link('live');
      listener.snapshot(JSON.parse(event.data) as TerminalEvents[S]);
    }
  }
}

export function connectByHttp<S extends ScreenName>(
  options: HttpConnectionOptions<S>,
): ScreenConnection<S> {
  const base = options.base ?? '';
  const headers = { [TOKEN_HEADER]: options.token };

  async function listen(listener: ScreenListener<S>, signal: AbortSignal): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      try {
        const url = `${base}/api/events?screen=${options.screen}`;
        const response = await fetch(url, { headers, signal, cache: 'no-store' });
        if (response.ok) pauseMs = FIRST_PAUSE_MS;
        await readSnapshots({ response, listener });
      } catch {
        // The host is away or the stream broke: both end in the same pause and another try.
      }
      if (signal.aborted) return;
      listener.link('lost');
      await pause(pauseMs, signal);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  return {
    async execute<N extends CommandName>(
      name: N,
      input: CommandInput<N>,
    ): Promise<Result<CommandAnswer<N>>> {
      try {
        const response = await fetch(`${base}/api/${name}`, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(input),
        });
        return (await response.json()) as Result<CommandAnswer<N>>;
      } catch {
        return fail('HOST_RESTARTING');
      }
    },
    subscribe(listener) {
      const ending = new AbortController();
      listener.link('connecting');
      void listen(listener, ending.signal);
      return () => ending.abort();
    },
  };
}
