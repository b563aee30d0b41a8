/** Opening the drawer without a charge: said before it happens, written down when it does. */
import Typography from '@mui/material/Typography';

import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { KeyButton } from '#renderer/ui/Key.tsx';

import { TaskFrame } from './TaskFrame.tsx';

export function NoSaleTask(props: { readonly counter: Counter }) {
  const { t } = useSpeech();
  const { counter } = props;
  const open = (): void => {
    counter.dispatch({ type: 'task', task: null });
    void counter.run('noSale', {});
  };
  useEnter(open);
  return (
    <TaskFrame title={t.noSale}>
      <Typography variant="h4" component="p" sx={{ mb: 3 }}>
        {t.noSaleText}
      </Typography>
      <KeyButton look="main" keyName="Enter" label={t.noSaleGo} onPress={open} />
    </TaskFrame>
  );
}
