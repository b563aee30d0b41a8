/** How this machine is, asked anew while it is shown and at once when the snapshot says something else. */
import { useEffect, useState } from 'react';

import type { TerminalConnection } from '#contract/answers.ts';
import type { CounterDescription } from '#contract/care.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';

const LOOK_MS = 2_000;

export function useDescription(
  connection: TerminalConnection,
  snapshot: ClerkSnapshot,
): CounterDescription | null {
  const [description, setDescription] = useState<CounterDescription | null>(null);
  useEffect(() => {
    let isGone = false;
    const look = (): void =>
      void connection.execute('describeCounter', {}).then((answer) => {
        if (!isGone && answer.ok) setDescription(answer.value);
      });
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [connection, snapshot]);
  return description;
}
