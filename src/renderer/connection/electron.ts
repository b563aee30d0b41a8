/**
 * The connection inside Electron: the one object that the preload puts into the page. The window
 * decides which screen it is; the page only believes it.
 */
import type { CommandAnswer } from '#contract/answers.ts';
import type { RaseedBridge } from '#contract/bridge.ts';
import type { CommandInput, CommandName } from '#contract/commands.ts';
import type { TerminalEvents } from '#contract/snapshot.ts';
import type { Result } from '#domain/result.ts';

import type { ScreenConnection, ScreenName } from './screen-connection.ts';

declare global {
  interface Window {
    readonly raseed?: RaseedBridge;
  }
}

export function connectByBridge<S extends ScreenName>(bridge: RaseedBridge): ScreenConnection<S> {
  return {
    execute: <N extends CommandName>(name: N, input: CommandInput<N>) =>
      bridge.execute(name, input) as Promise<Result<CommandAnswer<N>>>,
    subscribe(listener) {
      listener.link('connecting');
      return bridge.subscribe((snapshot) => {
        listener.link('live');
        listener.snapshot(snapshot as TerminalEvents[S]);
      });
    },
  };
}
