/** "This counter" with nobody at work here: before a sign-in, and between shifts. */
import type { KeyAction } from '#renderer/clerk/shell/KeyBar.tsx';
import { ThisCounter } from '#renderer/clerk/care/ThisCounter.tsx';
import { Shell } from '#renderer/clerk/shell/Shell.tsx';
import { worstTrouble } from '#renderer/clerk/shell/TroubleLine.tsx';
import { useEnterGuard } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';

import type { DoorProps } from './Door.tsx';

export function ThisCounterDoor(props: DoorProps & { readonly onBack: () => void }) {
  const { context, snapshot, onBack } = props;
  const speech = useSpeech();
  useEnterGuard();
  const back: KeyAction = { keyName: 'Esc', label: speech.t.keyBack, run: onBack };
  return (
    <Shell
      snapshot={snapshot}
      actions={[back]}
      onLanguage={context.switchLanguage}
      trouble={worstTrouble({ link: context.link, failure: null, snapshot, speech })}
    >
      <ThisCounter connection={context.connection} snapshot={snapshot} />
    </Shell>
  );
}
