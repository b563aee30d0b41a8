/** What is signed of a remittance: how much of each head goes on, and that the treasury has it. */
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import {
  formatPaise,
  formatRupees,
  parseRupees,
  subtract,
  sum,
  type Paise,
} from '#domain/money.ts';
import { Money } from '#renderer/ui/Money.tsx';
import type {
  PrepareRemittance,
  RemittanceRow,
  Remittances,
} from '#server/api/office-cash-contract.ts';
import { useWords } from '#server/web/texts.ts';

import { useOffice } from '#server/office/office.ts';
import {
  AmountInput,
  DateInput,
  isReference,
  isSaid,
  Select,
  TextInput,
  typedDate,
} from '#server/office/parts/fields.tsx';
import { SignDialog } from '#server/office/parts/sign.tsx';
import { BANK_WORDS, SAFE_WORDS } from '#server/office/texts-cash.ts';
import { accountInWords, useSay } from '#server/office/words.ts';

type Head = Remittances['heads'][number];
type Amounts = Readonly<Record<string, string>>;

const mostOf = ({ atBankPaise, preparedPaise }: Head): Paise =>
  subtract(atBankPaise, preparedPaise);

/** What was typed for a head; null where it is no amount, or more than there is. */
function amountOf(head: Head, amounts: Amounts): Paise | null {
  const typed = amounts[head.account] ?? formatPaise(mostOf(head));
  const amount = parseRupees(typed === '' ? '0' : typed);
  return amount !== null && amount <= mostOf(head) ? amount : null;
}

function bodyOf(
  heads: readonly Head[],
  amounts: Amounts,
  branchId: string,
): Omit<PrepareRemittance, 'pin'> | null {
  const typed = heads.map((head) => ({
    account: head.account,
    amountPaise: amountOf(head, amounts),
  }));
  const lines = typed.flatMap(({ account, amountPaise }) =>
    amountPaise === null || amountPaise === 0 ? [] : [{ account, amountPaise }],
  );
  const isWrong = typed.some(({ amountPaise }) => amountPaise === null);
  return isWrong || lines.length === 0 || branchId === '' ? null : { branchId, lines };
}

/** All that is at the bank goes on, unless somebody writes less. */
export function PrepareRemittanceDialog(props: {
  readonly value: Remittances;
  readonly onBack: () => void;
}) {
  const say = useSay(BANK_WORDS);
  const { language } = useWords();
  const treasuries = useOffice().session.branches.filter(({ kind }) => kind === 'treasury');
  const heads = props.value.heads.filter((head) => mostOf(head) > 0);
  const [amounts, setAmounts] = useState<Amounts>({});
  const [branchId, setBranchId] = useState(treasuries[0]?.branchId ?? '');
  const body = bodyOf(heads, amounts, branchId);
  return (
    <SignDialog
      title={say('newTitle')}
      address="remittances"
      body={body === null ? null : { ...body }}
      verb={say('prepareGo')}
      onBack={props.onBack}
      onDone={props.onBack}
    >
      {treasuries.length === 0 ? (
        <Typography role="status">{say('noTreasury')}</Typography>
      ) : (
        <Select
          label={say('treasury')}
          value={branchId}
          options={treasuries.map(({ branchId: id, texts, code }) => [
            id,
            `${texts[language]} · ${code}`,
          ])}
          onValue={setBranchId}
        />
      )}
      {heads.map((head) => (
        <AmountInput
          key={head.account}
          label={say('amountOf', {
            head: accountInWords(head.account, language),
            most: formatRupees(mostOf(head)),
          })}
          value={amounts[head.account] ?? formatPaise(mostOf(head))}
          isWrong={amountOf(head, amounts) === null}
          onValue={(value) => setAmounts({ ...amounts, [head.account]: value })}
        />
      ))}
      <Typography variant="h4" component="p">
        {say('total')}{' '}
        <Money paise={sum((body?.lines ?? []).map(({ amountPaise }) => amountPaise))} />
      </Typography>
    </SignDialog>
  );
}

export function RemitDialog({ row, onBack }: { row: RemittanceRow; onBack: () => void }) {
  const say = useSay(BANK_WORDS);
  const saySafe = useSay(SAFE_WORDS);
  const { language } = useWords();
  const [challanNumber, setChallan] = useState('');
  const [date, setDate] = useState('');
  const realisedOn = typedDate(date);
  const body =
    !isReference(challanNumber) || realisedOn === null
      ? null
      : { challanNumber: challanNumber.trim(), realisedOn };
  return (
    <SignDialog
      title={say('remitTitle')}
      address={`remittances/${row.remittanceId}/remit`}
      body={body}
      verb={say('remitGo')}
      onBack={onBack}
      onDone={onBack}
    >
      <Typography variant="h3" component="p">
        <Money paise={row.amountPaise} />
      </Typography>
      <Typography>
        {saySafe('inWords')}: {row.inWords[language]}
      </Typography>
      <TextInput
        isFirst
        label={say('challanNumber')}
        value={challanNumber}
        maxLength={60}
        onValue={setChallan}
      />
      <DateInput label={say('realisedOn')} value={date} onValue={setDate} />
    </SignDialog>
  );
}

/** Given up before it left: the money stays at the bank. */
export function WithdrawDialog({ row, onBack }: { row: RemittanceRow; onBack: () => void }) {
  const say = useSay(BANK_WORDS);
  const [words, setWords] = useState('');
  return (
    <SignDialog
      title={say('withdrawTitle')}
      address={`remittances/${row.remittanceId}/withdraw`}
      body={isSaid(words) ? { words: words.trim() } : null}
      verb={say('withdrawGo')}
      onBack={onBack}
      onDone={onBack}
    >
      <Typography variant="h3" component="p">
        <Money paise={row.amountPaise} />
      </Typography>
      <TextInput isFirst label={say('withdrawWords')} value={words} lines={2} onValue={setWords} />
    </SignDialog>
  );
}
