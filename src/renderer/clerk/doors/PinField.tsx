/** A PIN, and the wait after a wrong one counted down where the eye is. */
import { useEffect, useState } from 'react';

import type { Failure } from '#domain/result.ts';
import { MAX_PIN, MIN_PIN, typePin } from '#renderer/clerk/tasks/Approval.tsx';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { KeyButton } from '#renderer/ui/Key.tsx';

export const isPin = (pin: string): boolean => pin.length >= MIN_PIN;

/** Seconds that a wrong PIN still costs; 0 when another may be tried. */
export function usePinDelay(failure: Failure | null): number {
  const given = failure?.details?.['seconds'];
  const seconds = typeof given === 'number' ? given : 0;
  const [left, setLeft] = useState(0);
  useEffect(() => {
    setLeft(seconds);
    if (seconds === 0) return undefined;
    const endsAtMs = performance.now() + seconds * 1000;
    const timer = setInterval(() => {
      const restMs = Math.max(endsAtMs - performance.now(), 0);
      setLeft(Math.ceil(restMs / 1000));
      if (restMs === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [failure, seconds]);
  return left;
}

export function PinForm(props: {
  readonly pin: string;
  readonly onPin: (pin: string) => void;
  readonly bad: boolean;
  readonly waitSeconds: number;
  readonly pending: boolean;
  readonly label: string;
  readonly onGo: () => void;
}) {
  const { t } = useSpeech();
  const { pin, waitSeconds, pending } = props;
  const word = pending ? t.working : waitSeconds > 0 ? t.waitSeconds(waitSeconds) : props.label;
  return (
    <>
      <Field
        secret
        stacked
        figure
        name="pin"
        takes="digits"
        label={t.pin}
        value={pin}
        bad={props.bad}
        maxLength={MAX_PIN}
        onValue={(text) => props.onPin(typePin(text))}
      />
      <KeyButton
        fill
        look="main"
        keyName="Enter"
        label={word}
        disabled={!isPin(pin) || pending || waitSeconds > 0}
        onPress={props.onGo}
      />
    </>
  );
}
