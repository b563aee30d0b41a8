/** A receipt that was lost: certified once by the manager, never printed again. */
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import { isReceiptNumber } from '#domain/ids.ts';
import { CERTIFICATE_REASONS } from '#domain/journal/cash-kinds.ts';
import {
  Approval,
  APPROVAL_FIELDS,
  approvalOf,
  NO_APPROVAL,
  unspent,
} from '#renderer/clerk/tasks/Approval.tsx';
import { TaskFrame } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { codeTyped } from '#renderer/keys/digits.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Field } from '#renderer/ui/Field.tsx';

import { GoButton, Halves, Told, useFields, type CashTaskProps } from './parts.tsx';

const FIELDS = ['receipt-number', 'certify-reason', ...APPROVAL_FIELDS];

export function CertifyTask({ counter, snapshot }: CashTaskProps) {
  const { t } = useSpeech();
  const [text, setText] = useState('');
  const [why, setWhy] = useState('');
  const [draft, setDraft] = useState(NO_APPROVAL);
  const [certificate, setCertificate] = useState<string | null>(null);
  const approval = approvalOf(draft);
  const receiptNumber = text.trim();
  const reason = CERTIFICATE_REASONS.find((value) => value === why);
  const isNumber = isReceiptNumber(receiptNumber);
  const ready = approval !== null && reason !== undefined && isNumber;
  const go = (): void => {
    if (approval === null || reason === undefined || !isReceiptNumber(receiptNumber)) return;
    void counter.run('certify', { receiptNumber, reason, ...approval }).then((answer) => {
      if (answer?.ok === true) setCertificate(answer.value.certificateNumber);
      else setDraft(unspent(draft));
    });
  };
  useFields(FIELDS, go, ready && draft.proof !== null);
  if (certificate !== null) return <Told title={t.certify}>{t.certifyDone(certificate)}</Told>;
  return (
    <TaskFrame title={t.certify}>
      <Typography>{t.certifyText}</Typography>
      <Halves
        left={
          <>
            <Field
              stacked
              name="receipt-number"
              label={t.certifyNumber}
              value={text}
              maxLength={40}
              bad={text !== '' && !isNumber}
              placeholder={`${snapshot.counter.counterId}/2627/000001`}
              onValue={(typed) => setText(codeTyped(typed))}
            />
            <Choice
              open
              name="certify-reason"
              label={t.reason}
              items={CERTIFICATE_REASONS.map((value) => ({ value, label: t[`certify_${value}`] }))}
              value={why}
              onValue={setWhy}
              placeholder={t.choose}
            />
          </>
        }
        right={
          <>
            <Approval
              snapshot={snapshot}
              draft={draft}
              onDraft={setDraft}
              finger={{ counter, act: 'certify' }}
            />
            <GoButton counter={counter} label={t.certifyGo} ready={ready} onGo={go} />
          </>
        }
      />
    </TaskFrame>
  );
}
