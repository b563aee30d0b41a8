/** The frame around every page of the office, and which page stands in it. */
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useContext } from 'react';

import { COLOUR } from '#renderer/theme.ts';
import { Frame } from '#server/web/parts/frame.tsx';
import { useWords } from '#server/web/texts.ts';
import { LiveContext } from '#server/web/use-hq.ts';

import { addressOf, PAGES, usePlace, type Place } from '#server/office/address.ts';
import { useOffice } from '#server/office/office.ts';
import { BankPage } from '#server/office/pages/bank.tsx';
import { ChequesPage } from '#server/office/pages/cheques.tsx';
import { ClosePage } from '#server/office/pages/close.tsx';
import { DayPage } from '#server/office/pages/day.tsx';
import { LeavesPage } from '#server/office/pages/leaves.tsx';
import { PapersPage } from '#server/office/pages/papers.tsx';
import { SafePage } from '#server/office/pages/safe.tsx';
import { SHELL_WORDS } from '#server/office/texts-shell.ts';
import { useSay } from '#server/office/words.ts';

function Page({ place }: { place: Place }) {
  switch (place.page) {
    case 'day':
      return <DayPage place={place} />;
    case 'close':
      return <ClosePage place={place} />;
    case 'safe':
      return <SafePage place={place} />;
    case 'bank':
      return <BankPage />;
    case 'cheques':
      return <ChequesPage />;
    case 'leaves':
      return <LeavesPage />;
    case 'papers':
      return <PapersPage place={place} />;
    default:
      return place.page satisfies never;
  }
}

function Foot({ onSignOut }: { onSignOut: () => void }) {
  const { session } = useOffice();
  const { language } = useWords();
  const say = useSay(SHELL_WORDS);
  return (
    <>
      <Typography variant="body2" sx={{ px: 2, pt: 2 }}>
        {session.officeName[language]}
      </Typography>
      <Typography sx={{ px: 2, fontWeight: 600 }}>{session.name}</Typography>
      <Button onClick={onSignOut} sx={{ px: 2, minHeight: 48, color: COLOUR.actionDark }}>
        {say('signOut')}
      </Button>
    </>
  );
}

export function Shell(props: { readonly onLanguage: () => void; readonly onSignOut: () => void }) {
  const place = usePlace();
  const { live } = useContext(LiveContext);
  const say = useSay(SHELL_WORDS);
  const items = PAGES.map((name) => ({
    href: addressOf(name),
    label: say(name),
    isCurrent: name === place.page,
  }));
  return (
    <Frame
      title={`Raseed · ${say('title')}`}
      items={items}
      heading={say(place.page)}
      isLive={live}
      onLanguage={props.onLanguage}
      foot={<Foot onSignOut={props.onSignOut} />}
    >
      <Page place={place} />
    </Frame>
  );
}
