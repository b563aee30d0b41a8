/** The frame that every clerk's screen stands in: head, work, trouble, keys. It never moves. */
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

import type { ClerkSnapshot } from '#contract/snapshot.ts';
import { useKeys } from '#renderer/keys/use-keys.ts';

import { Header } from './Header.tsx';
import { HqMessages } from './HqMessages.tsx';
import { KeyBar, type KeyAction } from './KeyBar.tsx';
import { TroubleLine, type Trouble } from './TroubleLine.tsx';

export interface ShellProps {
  readonly snapshot: ClerkSnapshot;
  readonly trouble: Trouble | null;
  readonly actions: readonly KeyAction[];
  readonly onLanguage: () => void;
  readonly children: ReactNode;
}

const CODES: Readonly<Record<string, string>> = { Esc: 'Escape' };

export function Shell(props: ShellProps) {
  const { snapshot, trouble, actions, onLanguage } = props;
  useKeys(
    actions
      .filter((action) => action.disabled !== true)
      .map((action) => ({
        code: CODES[action.keyName] ?? action.keyName,
        inText: true,
        run: action.run,
      })),
  );
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <Header snapshot={snapshot} onLanguage={onLanguage} />
      <HqMessages messages={snapshot.messages ?? []} />
      <Box component="main" sx={{ flex: 1, minHeight: 0, overflow: 'hidden' }}>
        {props.children}
      </Box>
      <TroubleLine trouble={trouble} />
      <KeyBar snapshot={snapshot} actions={actions} />
    </Box>
  );
}
