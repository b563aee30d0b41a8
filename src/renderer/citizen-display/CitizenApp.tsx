/**
 * The citizen's page, in the citizen's language. It says every two seconds that it is there and how
 * large it is, while it can be seen; the counter notices when that stops.
 */
import CssBaseline from '@mui/material/CssBaseline';
import { useEffect } from 'react';

import type { TerminalConnection } from '#contract/answers.ts';
import type { CitizenSnapshot } from '#contract/snapshot.ts';
import type { Language } from '#domain/language.ts';
import type { ScreenConnection } from '#renderer/connection/screen-connection.ts';
import { useConnection } from '#renderer/connection/use-connection.ts';
import { Speak, useSpeech } from '#renderer/texts/use-texts.tsx';
import { Waiting } from '#renderer/ui/Waiting.tsx';

import { AskView } from './AskView.tsx';
import { FingerView } from './FingerView.tsx';
import { Frame } from './Frame.tsx';
import { ClosedView, IdleView } from './IdleView.tsx';
import { PaidView } from './PaidView.tsx';
import { QuoteView } from './QuoteView.tsx';
import { UpiView } from './UpiView.tsx';

const BEAT_MS = 2000;

function useHeartbeat(connection: TerminalConnection): void {
  useEffect(() => {
    const beat = (): void => {
      if (document.visibilityState !== 'visible') return;
      const size = { width: window.innerWidth, height: window.innerHeight };
      void connection.execute('displayHeartbeat', size);
    };
    beat();
    const timer = setInterval(beat, BEAT_MS);
    return () => clearInterval(timer);
  }, [connection]);
}

interface ViewProps {
  readonly snapshot: CitizenSnapshot;
  readonly connection: TerminalConnection;
}

function View({ snapshot, connection }: ViewProps) {
  if (snapshot.capture !== undefined) {
    return (
      <Frame snapshot={snapshot}>
        <FingerView capture={snapshot.capture} />
      </Frame>
    );
  }
  if (snapshot.ask !== undefined) {
    return (
      <Frame snapshot={snapshot}>
        <AskView ask={snapshot.ask} connection={connection} />
      </Frame>
    );
  }
  if (snapshot.screen === 'paid' && snapshot.paid !== null) {
    return (
      <Frame snapshot={snapshot} tone="paid">
        <PaidView paid={snapshot.paid} complaintsNumber={snapshot.complaintsNumber} />
      </Frame>
    );
  }
  return (
    <Frame snapshot={snapshot}>
      {snapshot.screen === 'quote' && snapshot.upi === undefined ? (
        <QuoteView snapshot={snapshot} />
      ) : null}
      {snapshot.screen === 'quote' && snapshot.upi !== undefined ? (
        <UpiView snapshot={snapshot} upi={snapshot.upi} />
      ) : null}
      {snapshot.screen === 'closed' ? <ClosedView /> : null}
      {snapshot.screen === 'idle' || snapshot.screen === 'paid' ? (
        <IdleView snapshot={snapshot} />
      ) : null}
    </Frame>
  );
}

function Quiet() {
  const { t } = useSpeech();
  return <Waiting title={t.displayLost} text="" />;
}

/** A consent is read in the language that was chosen for it. */
const languageOf = (snapshot: CitizenSnapshot | null): Language =>
  snapshot?.capture?.consent?.language ?? snapshot?.language ?? 'hi';

export function CitizenApp(props: { readonly connection: ScreenConnection<'citizen'> }) {
  const { connection } = props;
  const { snapshot, link } = useConnection(connection);
  useHeartbeat(connection);
  // An amount that may no longer hold is not left standing in front of a citizen.
  const heard = snapshot !== null && link !== 'lost';
  return (
    <Speak language={languageOf(snapshot)}>
      <CssBaseline />
      {heard ? <View snapshot={snapshot} connection={connection} /> : <Quiet />}
    </Speak>
  );
}
