/** Everything that is not charging, by number. */
import Box from '@mui/material/Box';

import type { CommandName } from '#contract/commands.ts';
import type { ClerkContext } from '#renderer/clerk/context.ts';
import type { TaskName } from '#renderer/clerk/counter/counter-state.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { useKeys } from '#renderer/keys/use-keys.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { KeyButton } from '#renderer/ui/Key.tsx';

import { NumberedActions, TaskFrame } from './TaskFrame.tsx';

type Plain = Extract<CommandName, 'lock' | 'testPrint'>;

export function MoreTask(props: { readonly context: ClerkContext; readonly counter: Counter }) {
  const { t } = useSpeech();
  const { counter, context } = props;
  const open = (task: TaskName) => (): void => counter.dispatch({ type: 'task', task });
  const plain = (name: Plain) => (): void => {
    counter.dispatch({ type: 'task', task: null });
    void counter.run(name, {});
  };
  const { openDisplay } = context;
  useKeys([
    { code: 'F5', inText: true, run: open('papers') },
    { code: 'F6', inText: true, run: open('askCitizen') },
    { code: 'F10', inText: true, run: open('thisCounter') },
  ]);
  return (
    <TaskFrame title={t.moreTitle}>
      <NumberedActions
        columns={2}
        actions={[
          { label: t.xReport, run: open('xReport') },
          { label: t.lock, run: plain('lock') },
          { label: t.cashMenu, run: open('cash') },
          { label: t.reverse, run: open('reverse') },
          { label: t.correct, run: open('correct') },
          { label: t.closeShift, run: open('closeShift') },
          { label: t.testPrint, run: plain('testPrint') },
          {
            label: t.openDisplay,
            disabled: openDisplay === null,
            run: () => {
              openDisplay?.();
              counter.dispatch({ type: 'task', task: null });
            },
          },
          { label: t.help, run: open('help') },
          { label: t.fingers, run: open('fingers') },
        ]}
      />
      <Box sx={{ mt: 2, display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <KeyButton keyName="F5" label={t.papersMenu} onPress={open('papers')} />
        <KeyButton keyName="F6" label={t.askMenu} onPress={open('askCitizen')} />
        <KeyButton keyName="F10" label={t.thisCounter} onPress={open('thisCounter')} />
      </Box>
    </TaskFrame>
  );
}
