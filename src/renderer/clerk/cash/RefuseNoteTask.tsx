/** A note that is not taken: which, why, and where it is now. No money has moved. */
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import { DENOMINATIONS_PAISE } from '#domain/cash.ts';
import { NOTE_ENDS, NOTE_FAULTS } from '#domain/journal/cash-kinds.ts';
import { TaskFrame } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { faceValue } from '#renderer/ui/Money.tsx';

import { GoButton, Halves, Told, useFields, type CashTaskProps } from './parts.tsx';

export function RefuseNoteTask({ counter }: CashTaskProps) {
  const { t } = useSpeech();
  const [which, setWhich] = useState('');
  const [why, setWhy] = useState('');
  const [where, setWhere] = useState('');
  const [serial, setSerial] = useState('');
  const [isDone, setDone] = useState(false);
  const denominationPaise = DENOMINATIONS_PAISE.find((value) => String(value) === which);
  const fault = NOTE_FAULTS.find((value) => value === why);
  const end = NOTE_ENDS.find((value) => value === where);
  const kept = end === 'impounded';
  const isReady = denominationPaise !== undefined && fault !== undefined && end !== undefined;
  const ready = isReady && (!kept || serial.trim() !== '');
  const go = (): void => {
    if (!isReady || !ready) return;
    const note = { denominationPaise, fault, end, ...(kept ? { serial } : {}) };
    void counter.run('refuseNote', note).then((answer) => setDone(answer?.ok === true));
  };
  useFields(['note', 'note-fault', 'note-end', ...(kept ? ['note-serial'] : [])], go);
  if (isDone) return <Told title={t.refuseNote}>{t.refuseDone}</Told>;
  return (
    <TaskFrame title={t.refuseNote}>
      <Typography>{t.refuseText}</Typography>
      <Halves
        left={
          <Choice
            open
            name="note"
            label={t.refuseWhich}
            items={DENOMINATIONS_PAISE.map((value) => ({
              value: String(value),
              label: `₹${faceValue(value)}`,
            }))}
            value={which}
            onValue={setWhich}
            placeholder={t.choose}
          />
        }
        right={
          <>
            <Choice
              open
              name="note-fault"
              label={t.refuseWhy}
              items={NOTE_FAULTS.map((value) => ({ value, label: t[`note_${value}`] }))}
              value={why}
              onValue={setWhy}
              placeholder={t.choose}
            />
            <Choice
              open
              name="note-end"
              label={t.refuseEnd}
              items={NOTE_ENDS.map((value) => ({ value, label: t[`noteEnd_${value}`] }))}
              value={where}
              onValue={setWhere}
              placeholder={t.choose}
            />
            <Field
              stacked
              name="note-serial"
              label={t.refuseSerial}
              value={serial}
              maxLength={20}
              disabled={!kept}
              onValue={(text) => setSerial(text.toUpperCase())}
            />
            <GoButton counter={counter} label={t.refuseGo} ready={ready} onGo={go} />
          </>
        }
      />
    </TaskFrame>
  );
}
