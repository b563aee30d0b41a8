/** A leaf that nobody was given: why, and a manager who has seen both of its parts. */
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { ClerkSnapshot } from '#contract/snapshot.ts';
import { LEAF_FAULTS } from '#domain/journal/leaf-kinds.ts';
import { leafText, parseLeaf } from '#domain/leaf.ts';
import { GoButton, Halves, Told, useFields } from '#renderer/clerk/cash/parts.tsx';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import {
  Approval,
  APPROVAL_FIELDS,
  approvalOf,
  NO_APPROVAL,
  unspent,
} from '#renderer/clerk/tasks/Approval.tsx';
import { TaskFrame } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';

import { BooksHere, LeafNumber } from './LeafFields.tsx';

const FIELDS = ['leaf-number', 'leaf-fault', ...APPROVAL_FIELDS];

/** What is typed, and the act once all of it is there. */
function useSpoilt(counter: Counter, officeId: string) {
  const [text, setText] = useState('');
  const [why, setWhy] = useState('');
  const [draft, setDraft] = useState(NO_APPROVAL);
  const [unknown, setUnknown] = useState('');
  const [isDone, setDone] = useState(false);
  const leaf = parseLeaf(text, officeId);
  const fault = LEAF_FAULTS.find((value) => value === why);
  const approval = approvalOf(draft);
  const ready = leaf !== null && fault !== undefined && approval !== null;
  const go = (): void => {
    if (!ready) return;
    const name = leafText(leaf);
    const anyway = unknown === name ? { unknownBook: true } : {};
    void counter.run('spoilLeaf', { leaf, fault, ...approval, ...anyway }).then((answer) => {
      setDone(answer?.ok === true);
      if (answer?.ok === true) return;
      setDraft(unspent(draft));
      if (answer?.error.code === 'LEAF_BOOK_UNKNOWN') setUnknown(name);
    });
  };
  return { text, setText, why, setWhy, draft, setDraft, unknown, isDone, ready, go };
}

export function SpoilLeafTask(props: {
  readonly counter: Counter;
  readonly snapshot: ClerkSnapshot;
}) {
  const { t } = useSpeech();
  const { counter, snapshot } = props;
  const spoilt = useSpoilt(counter, snapshot.office.officeId);
  useFields(FIELDS, spoilt.go, spoilt.ready && spoilt.draft.proof !== null);
  if (spoilt.isDone) return <Told title={t.spoilLeaf}>{t.spoilDone}</Told>;
  const isRead = parseLeaf(spoilt.text, snapshot.office.officeId) !== null;
  return (
    <TaskFrame title={t.spoilLeaf}>
      <Typography>{spoilt.unknown === '' ? t.spoilLeafText : t.leafUnknownBook}</Typography>
      <Halves
        left={
          <>
            <LeafNumber
              value={spoilt.text}
              bad={spoilt.text !== '' && !isRead}
              onValue={spoilt.setText}
            />
            <Choice
              open
              name="leaf-fault"
              label={t.spoilWhy}
              items={LEAF_FAULTS.map((value) => ({ value, label: t[`spoil_${value}`] }))}
              value={spoilt.why}
              onValue={spoilt.setWhy}
              placeholder={t.choose}
            />
            <BooksHere snapshot={snapshot} />
          </>
        }
        right={
          <>
            <Approval
              snapshot={snapshot}
              draft={spoilt.draft}
              onDraft={spoilt.setDraft}
              finger={{ counter, act: 'spoil_leaf' }}
            />
            <GoButton counter={counter} label={t.spoilGo} ready={spoilt.ready} onGo={spoilt.go} />
          </>
        }
      />
    </TaskFrame>
  );
}
