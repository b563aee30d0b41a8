/** A clerk without a screen: the contract over the kiosk's loopback HTTP, typed. */
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput, CommandName } from '#contract/commands.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { Result } from '#domain/result.ts';

export interface KioskClient {
  execute<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ): Promise<Result<CommandAnswer<N>>>;
  /** The answer's value; an answered error is a failed run. */
  must<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandAnswer<N>>;
  /** One fresh snapshot of the clerk's screen. */
  snapshot(): Promise<ClerkSnapshot>;
}

async function firstSnapshot(base: string, token: string): Promise<ClerkSnapshot> {
  const response = await fetch(`${base}/api/events?screen=clerk`, {
    headers: { 'x-raseed-token': token },
  });
  const pieces = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let piece = await pieces?.read(); piece?.done === false; piece = await pieces?.read()) {
    text += decoder.decode(piece.value, { stream: true });
    const data = /^data: (.*)\n\n/m.exec(text)?.[1];
    if (data === undefined) continue;
    await pieces?.cancel();
    return JSON.parse(data) as ClerkSnapshot;
  }
  throw new Error('the kiosk closed its events without a snapshot');
}

export function createKioskClient(base: string, token: string): KioskClient {
  const execute: KioskClient['execute'] = async (name, input) => {
    const response = await fetch(`${base}/api/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-raseed-token': token },
      body: JSON.stringify(input),
    });
    return (await response.json()) as Result<CommandAnswer<typeof name>>;
  };
  return {
    execute,
    must: async (name, input) => {
      const answer = await execute(name, input);
      if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
      return answer.value;
    },
    snapshot: () => firstSnapshot(base, token),
  };
}
