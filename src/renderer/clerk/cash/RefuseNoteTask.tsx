/** A note that is not taken: which, why, and where it is now. No money has moved. */
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { CommandInput } from '#contract/commands.ts';
import { DENOMINATIONS_PAISE } from '#domain/cash.ts';
import { NOTE_ENDS, NOTE_FAULTS } from '#domain/journal/cash-kinds.ts';
import { TaskFrame } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { codeTyped } from '#renderer/keys/digits.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { faceValue } from '#renderer/ui/Money.tsx';

import { GoButton, Halves, Told, useFields, type CashTaskProps } from './parts.tsx';

interface Draft {
  readonly which: string;
  readonly why: string;
  readonly where: string;
  readonly serial: string;
}

const EMPTY: Draft = { which: '', why: '', where: '', serial: '' };

/** The command's input; null until everything that is asked is there. */
function noteOf({ which, why, where, serial }: Draft): CommandInput<'refuseNote'> | null {
  const denominationPaise = DENOMINATIONS_PAISE.find((value) => String(value) === which);
  const fault = NOTE_FAULTS.find((value) => value === why);
  const end = NOTE_ENDS.find((value) => value === where);
  if (denominationPaise === undefined || fault === undefined || end === undefined) return null;
  if (end === 'returned') return { denominationPaise, fault, end };
  return serial.trim() === '' ? null : { denominationPaise, fault, end, serial };
}

function WhichNote(props: { readonly value: string; readonly onValue: (value: string) => void }) {
  const { t } = useSpeech();
  return (
    <Choice
      open
      name="note"
      label={t.refuseWhich}
      items={DENOMINATIONS_PAISE.map((value) => ({
        value: String(value),
        label: `₹${faceValue(value)}`,
      }))}
      placeholder={t.choose}
      {...props}
    />
  );
}

function WhyAndWhere(props: { readonly draft: Draft; readonly onDraft: (draft: Draft) => void }) {
  const { t } = useSpeech();
  const { draft, onDraft } = props;
  return (
    <>
      <Choice
        open
        name="note-fault"
        label={t.refuseWhy}
        items={NOTE_FAULTS.map((value) => ({ value, label: t[`note_${value}`] }))}
        value={draft.why}
        onValue={(why) => onDraft({ ...draft, why })}
        placeholder={t.choose}
      />
      <Choice
        open
        name="note-end"
        label={t.refuseEnd}
        items={NOTE_ENDS.map((value) => ({ value, label: t[`noteEnd_${value}`] }))}
        value={draft.where}
        onValue={(where) => onDraft({ ...draft, where })}
        placeholder={t.choose}
      />
      <Field
        stacked
        name="note-serial"
        label={t.refuseSerial}
        value={draft.serial}
        maxLength={20}
        disabled={draft.where !== 'impounded'}
        onValue={(text) => onDraft({ ...draft, serial: codeTyped(text) })}
      />
    </>
  );
}

export function RefuseNoteTask({ counter }: CashTaskProps) {
  const { t } = useSpeech();
  const [draft, setDraft] = useState(EMPTY);
  const [isDone, setDone] = useState(false);
  const note = noteOf(draft);
  const go = (): void => {
    if (note === null) return;
    void counter.run('refuseNote', note).then((answer) => setDone(answer?.ok === true));
  };
  const kept = draft.where === 'impounded';
  useFields(['note', 'note-fault', 'note-end', ...(kept ? ['note-serial'] : [])], go);
  if (isDone) return <Told title={t.refuseNote}>{t.refuseDone}</Told>;
  return (
    <TaskFrame title={t.refuseNote}>
      {/* Ten notes below it leave no room for more. */}
      <Typography sx={{ my: -1 }}>{t.refuseText}</Typography>
      <Halves
        left={<WhichNote value={draft.which} onValue={(which) => setDraft({ ...draft, which })} />}
        right={
          <>
            <WhyAndWhere draft={draft} onDraft={setDraft} />
            <GoButton counter={counter} label={t.refuseGo} ready={note !== null} onGo={go} />
          </>
        }
      />
    </TaskFrame>
  );
}
