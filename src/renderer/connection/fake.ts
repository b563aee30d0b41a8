/**
 * A scripted counter in memory: answers what it is told to answer, pushes the snapshots it is given
 * and keeps every command it was sent. Screens are drawn and tested against it in any state.
 */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput, CommandName } from '#contract/commands.ts';
import type { TerminalEvents } from '#contract/snapshot.ts';
import { fail, type Result } from '#domain/result.ts';

import type { Link, ScreenConnection, ScreenListener, ScreenName } from './screen-connection.ts';

/** What each command answers. Absent: COMMAND_UNKNOWN. A promise that never ends is "pending". */
export type Script = {
  readonly [N in CommandName]?: (
    input: CommandInput<N>,
  ) => Result<CommandAnswer<N>> | Promise<Result<CommandAnswer<N>>>;
};

export interface FakeConnection<S extends ScreenName> extends ScreenConnection<S> {
  readonly commands: readonly { readonly name: CommandName; readonly input: unknown }[];
  push(snapshot: TerminalEvents[S]): void;
  setLink(link: Link): void;
}

export function fakeConnection<S extends ScreenName>(options: {
  readonly script: Script;
  /** Null: the service has not been heard yet. */
  readonly snapshot: TerminalEvents[S] | null;
  readonly link?: Link;
}): FakeConnection<S> {
  const commands: { name: CommandName; input: unknown }[] = [];
  const listeners = new Set<ScreenListener<S>>();
  let { snapshot } = options;
  let link = options.link ?? (snapshot === null ? 'connecting' : 'live');
  return {
    commands,
    async execute<N extends CommandName>(name: N, input: CommandInput<N>) {
      commands.push({ name, input });
      const answer: Script[N] = options.script[name];
      return answer === undefined ? fail('COMMAND_UNKNOWN') : answer(input);
    },
    subscribe(listener) {
      listeners.add(listener);
      listener.link(link);
      if (snapshot !== null) listener.snapshot(snapshot);
      return () => {
        listeners.delete(listener);
      };
    },
    push(next) {
      snapshot = next;
      for (const listener of listeners) listener.snapshot(next);
    },
    setLink(next) {
      link = next;
      for (const listener of listeners) listener.link(next);
    },
  };
}
