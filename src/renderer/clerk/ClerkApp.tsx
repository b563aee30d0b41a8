/** The clerk's page: which screen the snapshot's phase calls for, in the clerk's language. */
import CssBaseline from '@mui/material/CssBaseline';
import { useState } from 'react';

import type { ShiftClosed } from '#contract/answers.ts';
import type { Language } from '#domain/language.ts';
import type { ScreenConnection } from '#renderer/connection/screen-connection.ts';
import { useConnection, useCounterNow, type Heard } from '#renderer/connection/use-connection.ts';
import { Speak, useSpeech } from '#renderer/texts/use-texts.tsx';
import { Waiting } from '#renderer/ui/Waiting.tsx';

import type { ClerkContext } from './context.ts';
import type { CounterState } from './counter/counter-state.ts';
import { CounterScreen } from './counter/CounterScreen.tsx';
import { AbsentCloseScreen } from './doors/AbsentCloseScreen.tsx';
import type { DoorProps } from './doors/Door.tsx';
import { EnrolScreen } from './doors/EnrolScreen.tsx';
import { LockScreen } from './doors/LockScreen.tsx';
import { OpenShiftScreen } from './doors/OpenShiftScreen.tsx';
import { ResumeShiftScreen } from './doors/ResumeShiftScreen.tsx';
import { SignInScreen } from './doors/SignInScreen.tsx';
import { StoppedScreen } from './doors/StoppedScreen.tsx';
import { ThisCounterDoor } from './doors/ThisCounterDoor.tsx';
import { useLanguageKey } from './use-language-key.ts';

export interface ClerkAppProps {
  readonly connection: ScreenConnection<'clerk'>;
  readonly openDisplay: (() => void) | null;
  readonly language?: Language;
  /** Begins in the middle of a charge. */
  readonly initial?: CounterState;
}

interface PhaseProps {
  readonly context: ClerkContext;
  readonly heard: Heard<'clerk'>;
  readonly closed: ShiftClosed | null;
  readonly initial?: CounterState;
}

/** Before a sign-in and between shifts, F10 leads to this machine's own place and back. */
function IdleDoor(props: PhaseProps & { readonly door: DoorProps }) {
  const { t } = useSpeech();
  const { door, closed } = props;
  const [place, setPlace] = useState<'door' | 'thisCounter' | 'sealed'>('door');
  const back = (): void => setPlace('door');
  const left = door.snapshot.sealedHere ?? [];
  if (place === 'thisCounter') return <ThisCounterDoor {...door} onBack={back} />;
  if (place === 'sealed' && left.length > 0) {
    return <AbsentCloseScreen {...door} sealed={left} onBack={back} />;
  }
  const care = { keyName: 'F10', label: t.thisCounter, run: () => setPlace('thisCounter') };
  const away = { keyName: 'F6', label: t.sealedLeft, run: () => setPlace('sealed') };
  const actions = left.length > 0 ? [away, care] : [care];
  const sealed = door.snapshot.drawer?.sealed ?? null;
  if (door.snapshot.phase === 'no_shift' && sealed !== null) {
    return <ResumeShiftScreen {...door} sealed={sealed} actions={actions} />;
  }
  const { opening } = door.snapshot;
  return door.snapshot.phase === 'no_shift' && opening !== undefined ? (
    <OpenShiftScreen {...door} opening={opening} closed={closed} actions={actions} />
  ) : (
    <SignInScreen {...door} actions={actions} />
  );
}

function PhaseScreen(props: PhaseProps) {
  const { t } = useSpeech();
  const { context, heard, initial } = props;
  const { snapshot } = heard;
  const now = useCounterNow(snapshot?.now ?? 0, heard.heardAtMs);
  if (snapshot === null) {
    const lost = heard.link === 'lost';
    return <Waiting title={t.loading} text={lost ? t.linkLost : t.loadingHelp} stop={lost} />;
  }
  const door = { context, snapshot };
  switch (snapshot.phase) {
    case 'not_enrolled':
      return <EnrolScreen {...door} />;
    case 'stopped':
      return <StoppedScreen {...door} />;
    case 'signed_out':
    case 'no_shift':
      return <IdleDoor {...props} door={door} />;
    case 'locked':
      return <LockScreen {...door} />;
    case 'ready':
      return <CounterScreen {...door} now={now} {...(initial === undefined ? {} : { initial })} />;
    default:
      return snapshot.phase satisfies never;
  }
}

export function ClerkApp(props: ClerkAppProps) {
  const { connection, openDisplay, initial } = props;
  const [language, setLanguage] = useState<Language>(props.language ?? 'en');
  const [closed, setClosed] = useState<ShiftClosed | null>(null);
  const heard = useConnection(connection);
  const switchLanguage = (): void => setLanguage((now) => (now === 'en' ? 'hi' : 'en'));
  useLanguageKey(switchLanguage);
  const context: ClerkContext = {
    connection,
    link: heard.link,
    switchLanguage,
    openDisplay,
    shiftClosed: setClosed,
  };
  return (
    <Speak language={language}>
      <CssBaseline />
      <PhaseScreen
        context={context}
        heard={heard}
        closed={closed}
        {...(initial === undefined ? {} : { initial })}
      />
    </Speak>
  );
}
