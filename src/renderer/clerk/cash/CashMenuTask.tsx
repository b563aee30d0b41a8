/** What may happen to a drawer beside charges, by number. */
import type { TaskName } from '#renderer/clerk/counter/counter-state.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { NumberedActions, TaskFrame } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { useSpeech } from '#renderer/texts/use-texts.tsx';

export function CashMenuTask(props: { readonly counter: Counter }) {
  const { t } = useSpeech();
  const open = (task: TaskName) => (): void => props.counter.dispatch({ type: 'task', task });
  return (
    <TaskFrame title={t.cashMenu}>
      <NumberedActions
        columns={2}
        actions={[
          { label: t.noSale, run: open('noSale') },
          { label: t.drop, run: open('drop') },
          { label: t.countNow, run: open('count') },
          { label: t.oweChange, run: open('oweChange') },
          { label: t.giveChange, run: open('giveChange') },
          { label: t.exchange, run: open('exchange') },
          { label: t.refuseNote, run: open('refuseNote') },
          { label: t.seal, run: open('seal') },
          { label: t.handOver, run: open('handOver') },
          { label: t.certify, run: open('certify') },
        ]}
      />
    </TaskFrame>
  );
}
