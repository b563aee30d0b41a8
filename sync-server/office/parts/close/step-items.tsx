/** What a step is about, one by one: what it is, and who can take it out of the way. */
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';

import { paperDate, paperTime } from '#domain/receipt/blocks.ts';
import { parseIsoDate, type Instant } from '#domain/time.ts';
import { COLOUR } from '#renderer/theme.ts';
import { Money } from '#renderer/ui/Money.tsx';
import type { CloseItem, CloseStep } from '#server/api/office-contract.ts';
import { age, useWords } from '#server/web/texts.ts';

import { addressOf } from '#server/office/address.ts';
import { useNames } from '#server/office/office.ts';
import { Variance } from '#server/office/parts/amount.tsx';
import { CLOSE_WORDS, UNBLOCK_WORDS } from '#server/office/texts-close.ts';
import { COUNTER_STATES } from '#server/office/texts-day.ts';
import { useSay } from '#server/office/words.ts';

/** A date is written as papers write it. */
function subjectOf({ subject, counterId }: CloseItem): string {
  const date = parseIsoDate(subject);
  if (date !== null) return paperDate(date);
  return counterId ?? subject;
}

/** What is wrong with a counter, in the order in which it is asked. */
function useCounterWords(now: Instant): (item: CloseItem) => readonly string[] {
  const words = useWords();
  const say = useSay(CLOSE_WORDS);
  const name = useNames();
  return ({ state, staffId, since, missingEntries }) => {
    if (state === null) return staffId === null ? [] : [name(staffId)];
    const parts = [COUNTER_STATES[state][words.language]];
    if (state === 'open_shift' && staffId !== null && since !== null) {
      parts.push(say('shiftSince', { name: name(staffId), at: paperTime(since) }));
    }
    if (state === 'behind') {
      parts.push(
        missingEntries === null ? say('missingUnknown') : say('missing', { n: missingEntries }),
      );
      parts.push(say('heard', { ago: age({ from: since, now }, words) }));
    }
    return parts;
  };
}

function Item({ item, step, now }: { item: CloseItem; step: CloseStep; now: Instant }) {
  const { language } = useWords();
  const say = useSay(CLOSE_WORDS);
  const wordsOf = useCounterWords(now);
  const { amountPaise } = item;
  return (
    <Box component="li" sx={{ py: 1, borderTop: 1, borderColor: 'divider' }}>
      <Typography sx={{ overflowWrap: 'anywhere' }}>
        <strong>{subjectOf(item)}</strong>
        {wordsOf(item).map((part) => ` · ${part}`)}
        {amountPaise === null ? null : (
          <>
            {' · '}
            {step.step === 'variances' ? (
              <Variance paise={amountPaise} />
            ) : (
              <Money paise={amountPaise} />
            )}
          </>
        )}
      </Typography>
      {step.step === 'earlier_days' && step.state === 'blocks' ? (
        <Link
          href={addressOf('close', item.subject)}
          sx={{ color: COLOUR.actionDark, fontWeight: 600, display: 'inline-block', py: 1 }}
        >
          {say('toEarlier', { day: subjectOf(item) })}
        </Link>
      ) : null}
      {item.unblock.length === 0 ? null : (
        <Typography>
          {say('who')}: {item.unblock.map((each) => UNBLOCK_WORDS[each][language]).join(' ')}
        </Typography>
      )}
    </Box>
  );
}

export function StepItems({ step, now }: { step: CloseStep; now: Instant }) {
  if (step.items.length === 0) return null;
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {step.items.map((item) => (
        <Item
          key={`${item.subject} ${item.counterId ?? ''} ${item.staffId ?? ''}`}
          item={item}
          step={step}
          now={now}
        />
      ))}
    </Box>
  );
}
