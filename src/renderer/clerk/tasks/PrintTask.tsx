/** A paper that may or may not have come out: the clerk looks and says. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import type { ClerkSnapshot, PrintJobSnapshot } from '#contract/snapshot.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { shortReceipt } from '#renderer/clerk/shell/TroubleLine.tsx';
import { useSpeech } from '#renderer/texts/use-texts.tsx';

import { NumberedActions } from './TaskFrame.tsx';

function Unsure(props: { readonly counter: Counter; readonly job: PrintJobSnapshot }) {
  const { t } = useSpeech();
  const { counter, job } = props;
  const answer = (name: 'confirmPrinted' | 'printAgain'): void => {
    void counter.run(name, { jobId: job.jobId }).then((ended) => {
      if (ended?.ok === true) counter.dispatch({ type: 'task', task: null });
    });
  };
  return (
    <>
      <Typography sx={{ mb: 0.5 }}>
        {t[`document_${job.document}`]} {shortReceipt(job.subject)}
      </Typography>
      <Typography variant="h4" component="p" sx={{ mb: 2 }}>
        {t.printUnsureAsk}
      </Typography>
      <NumberedActions
        actions={[
          { label: t.cameOut, run: () => answer('confirmPrinted') },
          { label: t.printOnce, run: () => answer('printAgain') },
        ]}
      />
    </>
  );
}

export function PrintTask(props: { readonly counter: Counter; readonly snapshot: ClerkSnapshot }) {
  const { t } = useSpeech();
  const job = props.snapshot.printJobs.find(({ status }) => status === 'unconfirmed');
  return (
    <Box component="section" aria-label={t.printTitle}>
      <Typography variant="h3" component="h2" sx={{ mb: 2 }}>
        {t.printTitle}
      </Typography>
      {job === undefined ? (
        <Typography>{t.nothingToPrint}</Typography>
      ) : (
        <Unsure counter={props.counter} job={job} />
      )}
    </Box>
  );
}
