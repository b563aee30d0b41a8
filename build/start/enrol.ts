/**
 * Registers the demonstration counter with the one-time code that HQ gave out for it, through the
 * same command a person would use.
 */
import { CommandError } from '#build/run.ts';

interface Answer {
  readonly ok: boolean;
  readonly error?: { readonly code: string };
}

/** A counter that is registered already stays as it is. */
export async function enrolCounter(of: {
  readonly clerkUrl: string;
  readonly clerkToken: string;
  readonly code: string;
}): Promise<void> {
  const response = await fetch(new URL('/api/enrol', of.clerkUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-raseed-token': of.clerkToken },
    body: JSON.stringify({ code: of.code }),
  });
  const answer = (await response.json()) as Answer;
  if (answer.ok || answer.error?.code === 'ALREADY_ENROLLED') return;
  throw new CommandError(`The counter could not be registered: ${answer.error?.code}`);
}
