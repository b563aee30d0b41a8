/**
 * The terminal's one door. A command is looked at in this order: is there one of that name, may this
 * screen give it, does it name an amount (P1), is its input of the right shape, does what it needs
 * hold. Commands run one at a time, in the order in which they came.
 */
import type { Screen } from '#contract/bridge.ts';
import { amountField } from '#contract/amounts.ts';
import {
  COMMANDS,
  DISPLAY_COMMANDS,
  LOOKS,
  type CommandInput,
  type CommandName,
} from '#contract/commands.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { checkNeeds, HANDLERS } from './commands.ts';
import type { Context } from './context.ts';
import { meetFault } from './damage.ts';
import { StoreFault } from './ports/journal-store.ts';
import { leaveAfterRestart } from './use-cases/sign-in.ts';
import { watchClock } from './watch-clock.ts';

const isCommand = (name: string): name is CommandName => Object.hasOwn(COMMANDS, name);

function readInput<N extends CommandName>(name: N, input: unknown): Result<CommandInput<N>> {
  const field = amountField(input);
  if (field !== null) return fail('AMOUNT_REFUSED', { field });
  const parsed = COMMANDS[name].safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data as CommandInput<N> };
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : '';
  return fail('INPUT_INVALID', { field: [path, unknown].filter(Boolean).join('.') || name });
}

async function run<N extends CommandName>(
  context: Context,
  name: N,
  input: CommandInput<N>,
): Promise<Result<unknown>> {
  const left = DISPLAY_COMMANDS.has(name) ? ok(null) : leaveAfterRestart(context);
  if (!left.ok) return left;
  const { needs, run: handle } = HANDLERS[name];
  const allowed = checkNeeds(context, needs);
  return allowed.ok ? handle(context, input) : allowed;
}

/** A journal that cannot be read stops the counter; the command is answered with why. */
async function runOrStop(
  context: Context,
  work: () => Promise<Result<unknown>>,
): Promise<Result<unknown>> {
  try {
    const answer = await work();
    if (!answer.ok && answer.error.code === 'JOURNAL_DAMAGED') meetFault(context, answer.error);
    return answer;
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    meetFault(context, error.failure);
    return { ok: false, error: error.failure };
  }
}

export type Execute = (name: string, input: unknown, screen: Screen) => Promise<Result<unknown>>;

/** Answers every command by a value; what is thrown inside is a bug and reaches the host. */
export function createDispatch(context: Context): Execute {
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  }

  return async (name, input, screen) => {
    if (!isCommand(name)) return fail('COMMAND_UNKNOWN');
    if (screen !== 'clerk' && !DISPLAY_COMMANDS.has(name)) return fail('COMMAND_NOT_ALLOWED');
    const read = readInput(name, input);
    if (!read.ok) return read;
    return inTurn(async () => {
      const isAct = screen === 'clerk' && !LOOKS.has(name);
      if (isAct) context.memory.lastCommandMs = context.ports.clock.monotonicMs();
      const answer = await runOrStop(context, () => {
        watchClock(context);
        return run(context, name, read.value);
      });
      if (isAct) context.changed();
      return answer;
    });
  };
}
