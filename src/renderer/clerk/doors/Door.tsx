/** Screens before and around a shift: one thing to do, in the middle, in the same frame. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState, type ReactNode } from 'react';

import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput, CommandName } from '#contract/commands.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { Failure, Result } from '#domain/result.ts';
import type { ClerkContext } from '#renderer/clerk/context.ts';
import type { KeyAction } from '#renderer/clerk/shell/KeyBar.tsx';
import { Shell } from '#renderer/clerk/shell/Shell.tsx';
import { worstTrouble } from '#renderer/clerk/shell/TroubleLine.tsx';
import { useEnterGuard } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';

export interface DoorProps {
  readonly context: ClerkContext;
  readonly snapshot: ClerkSnapshot;
}

/** One command at a time; how it failed stands in the trouble line until the next try. */
export function useDoorCommand({ context }: DoorProps) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async <N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ): Promise<Result<CommandAnswer<N>> | null> => {
    if (pending) return null;
    setPending(true);
    setFailure(null);
    const answer = await context.connection.execute(name, input);
    setPending(false);
    if (!answer.ok) setFailure(answer.error);
    return answer;
  };
  return { pending, failure, run };
}

export function Door(
  props: DoorProps & {
    readonly title: string;
    readonly text?: string;
    readonly failure: Failure | null;
    readonly width?: number;
    readonly actions?: readonly KeyAction[];
    readonly children: ReactNode;
  },
) {
  const { context, snapshot, failure, title, text, width = 480, actions = [] } = props;
  const speech = useSpeech();
  useEnterGuard();
  return (
    <Shell
      snapshot={snapshot}
      actions={actions}
      onLanguage={context.switchLanguage}
      trouble={worstTrouble({ link: context.link, failure, snapshot, speech })}
    >
      <Box sx={{ height: '100%', overflow: 'auto', display: 'grid', alignContent: 'center' }}>
        <Box
          component="section"
          aria-label={title}
          sx={{ width: '100%', maxWidth: width + 48, mx: 'auto', px: 3, py: 1 }}
        >
          <Typography variant="h3" component="h2" sx={{ mb: 1 }}>
            {title}
          </Typography>
          {text === undefined ? null : <Typography sx={{ mb: 1.5 }}>{text}</Typography>}
          {props.children}
        </Box>
      </Box>
    </Shell>
  );
}
