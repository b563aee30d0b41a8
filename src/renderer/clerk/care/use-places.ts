/** Sticks and folders that are there now, looked for while they are shown. */
import { useEffect, useState } from 'react';

import type { ExchangePlaceAnswer, TerminalConnection } from '#contract/answers.ts';

const LOOK_MS = 3_000;

export function usePlaces(connection: TerminalConnection): readonly ExchangePlaceAnswer[] {
  const [places, setPlaces] = useState<readonly ExchangePlaceAnswer[]>([]);
  useEffect(() => {
    let isGone = false;
    const look = (): void =>
      void connection.execute('exchangePlaces', {}).then((answer) => {
        if (!isGone && answer.ok) setPlaces(answer.value);
      });
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [connection]);
  return places;
}
