/** What is paid for otherwise than over the counter, by number. */
import type { TaskName } from '#renderer/clerk/counter/counter-state.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { NumberedActions, TaskFrame } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { useSpeech } from '#renderer/texts/use-texts.tsx';

export function PapersMenuTask(props: { readonly counter: Counter }) {
  const { t } = useSpeech();
  const open = (task: TaskName) => (): void => props.counter.dispatch({ type: 'task', task });
  return (
    <TaskFrame title={t.papersMenu}>
      <NumberedActions
        actions={[
          { label: t.keyLeaf, run: open('keyLeaf') },
          { label: t.spoilLeaf, run: open('spoilLeaf') },
          { label: t.register, run: open('register') },
        ]}
      />
    </TaskFrame>
  );
}
