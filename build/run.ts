/**
 * Running another program from a command: with its output shown, or quietly with the output kept
 * for when it fails. It may start processes.
 */
import { spawn } from 'node:child_process';
import { ROOT } from './paths.ts';

/** An ending that one sentence explains; commands print it without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Runs a program with our own output; answers its exit code (128 for an ending by signal). */
export function runShown(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 128));
  });
}

export interface QuietEnding {
  readonly code: number;
  readonly stdout: string;
  /** Standard output and error as they came. */
  readonly everything: string;
}

/** Runs a program and keeps what it said. A program that is not there answers code 127. */
export function runQuiet(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<QuietEnding> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let everything = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      everything += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      everything += text;
    });
    child.on('error', (error) => resolve({ code: 127, stdout: '', everything: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 128, stdout, everything }));
  });
}

/** As {@link runQuiet}, but any failure ends the command with the last lines it said. */
export async function runOrFail(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const ending = await runQuiet(command, args, options);
  if (ending.code === 0) return ending.stdout;
  const tail = ending.everything.trim().split('\n').slice(-20).join('\n');
  throw new CommandError(`${command} ${args.join(' ')} ended with ${ending.code}:\n${tail}`);
}

/** The frame of every command: exit code out, expected failures in one sentence. */
export function runAsCommand(main: (args: readonly string[]) => Promise<number>): void {
  main(process.argv.slice(2)).then(
    (code) => process.exit(code),
    (error: unknown) => {
      const text =
        error instanceof CommandError
          ? error.message
          : error instanceof Error
            ? (error.stack ?? error.message)
            : String(error);
      process.stderr.write(`${text}\n`);
      process.exit(1);
    },
  );
}
