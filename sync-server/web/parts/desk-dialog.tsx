/** What an office is held to, as an approver changes it: limits of cash, due days, cut-off, its banks. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { CashLimit } from '#domain/deposits/limits.ts';
import { formatPaise, parseRupees } from '#domain/money.ts';
import { digitsOnly } from '#renderer/keys/digits.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { OfficeRow } from '#server/api/contract.ts';
import type { OfficeDesk } from '#server/api/hq-days-contract.ts';
import type { BankBranch } from '#server/api/office-contract.ts';

import { DAYS_WORDS } from '#server/web/texts-days.ts';
import { useWords } from '#server/web/texts.ts';
import { ActDialog } from './act-dialog.tsx';

const MINUTES_AN_HOUR = 60;
const HOURS = { least: 24, most: 168 };
const MOST_DUE_DAYS = 15;
const MOST_BRANCHES = 50;

interface TypedLimit {
  readonly most: string;
  readonly act: CashLimit['act'];
}

interface Draft {
  readonly office: TypedLimit;
  readonly officer: TypedLimit;
  readonly dueDays: string;
  readonly cutOffHours: string;
  readonly branches: readonly BankBranch[];
}

const typedLimit = (limit: CashLimit | undefined): TypedLimit => ({
  most: limit === undefined ? '' : formatPaise(limit.mostPaise),
  act: limit?.act ?? 'warn',
});

const draftOf = ({ deposits, cutOffMinutes, branches }: OfficeDesk): Draft => ({
  office: typedLimit(deposits.office),
  officer: typedLimit(deposits.officer),
  dueDays: String(deposits.dueWorkingDays ?? 1),
  cutOffHours: String(cutOffMinutes / MINUTES_AN_HOUR),
  branches,
});

/** Undefined: no limit. Null: what was typed is no amount. */
function limitOf({ most, act }: TypedLimit): CashLimit | null | undefined {
  if (most.trim() === '') return undefined;
  const mostPaise = parseRupees(most);
  return mostPaise === null ? null : { mostPaise, act };
}

const isWhole = ({ branchId, texts, code }: BankBranch): boolean =>
  [branchId, texts.en.trim(), texts.hi.trim(), code.trim()].every((part) => part !== '');

/** Null while something is missing or is no figure. */
function deskOf(draft: Draft): OfficeDesk | null {
  const [office, officer] = [limitOf(draft.office), limitOf(draft.officer)];
  const [days, hours] = [Number(draft.dueDays), Number(draft.cutOffHours)];
  if (office === null || officer === null || draft.dueDays === '') return null;
  if (days > MOST_DUE_DAYS || hours < HOURS.least || hours > HOURS.most) return null;
  if (!draft.branches.every(isWhole)) return null;
  return {
    deposits: {
      ...(office === undefined ? {} : { office }),
      ...(officer === undefined ? {} : { officer }),
      dueWorkingDays: days,
    },
    cutOffMinutes: hours * MINUTES_AN_HOUR,
    branches: draft.branches,
  };
}

const PAIR = {
  display: 'grid',
  gap: 2,
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(0, 1fr) 160px' },
} as const;

function LimitFields(props: {
  readonly label: string;
  readonly limit: TypedLimit;
  readonly onLimit: (limit: TypedLimit) => void;
}) {
  const { language } = useWords();
  const { limit, onLimit } = props;
  return (
    <Box sx={PAIR}>
      <TextField
        label={props.label}
        placeholder={DAYS_WORDS.noLimit[language]}
        value={limit.most}
        slotProps={{ inputLabel: { shrink: true } }}
        error={limitOf(limit) === null}
        onChange={(event) => onLimit({ ...limit, most: event.target.value })}
      />
      <TextField
        select
        label={DAYS_WORDS.limitActs[language]}
        value={limit.act}
        onChange={({ target }) => onLimit({ ...limit, act: target.value as CashLimit['act'] })}
      >
        {(['warn', 'block'] as const).map((each) => (
          <MenuItem key={each} value={each}>
            {DAYS_WORDS[each][language]}
          </MenuItem>
        ))}
      </TextField>
    </Box>
  );
}

function BranchFields(props: {
  readonly branch: BankBranch;
  readonly onBranch: (branch: BankBranch | null) => void;
}) {
  const { language } = useWords();
  const { branch, onBranch } = props;
  const { texts } = branch;
  return (
    <Box sx={{ display: 'grid', gap: 2.5, pt: 2, borderTop: 1, borderColor: 'divider' }}>
      <TextField
        label={DAYS_WORDS.branchEn[language]}
        value={texts.en}
        onChange={({ target }) => onBranch({ ...branch, texts: { ...texts, en: target.value } })}
      />
      <TextField
        label={DAYS_WORDS.branchHi[language]}
        value={texts.hi}
        onChange={({ target }) => onBranch({ ...branch, texts: { ...texts, hi: target.value } })}
      />
      <Box sx={PAIR}>
        <TextField
          label={DAYS_WORDS.branchCode[language]}
          value={branch.code}
          onChange={({ target }) => onBranch({ ...branch, code: target.value.toUpperCase() })}
        />
        <TextField
          select
          label={DAYS_WORDS.branchKind[language]}
          value={branch.kind}
          onChange={({ target }) =>
            onBranch({ ...branch, kind: target.value as BankBranch['kind'] })
          }
        >
          {(['bank', 'treasury'] as const).map((each) => (
            <MenuItem key={each} value={each}>
              {DAYS_WORDS[each][language]}
            </MenuItem>
          ))}
        </TextField>
      </Box>
      <Button
        onClick={() => onBranch(null)}
        sx={{ justifySelf: 'start', color: COLOUR.actionDark }}
      >
        {DAYS_WORDS.dropBranch[language]}
      </Button>
    </Box>
  );
}

/** A name of its own for a new one; it is never shown. */
function newBranch(branches: readonly BankBranch[]): BankBranch {
  const taken = new Set(branches.map(({ branchId }) => branchId));
  const numbers = Array.from({ length: MOST_BRANCHES + 1 }, (_, index) => `branch-${index + 1}`);
  const branchId = numbers.find((each) => !taken.has(each)) ?? 'branch';
  return { branchId, texts: { en: '', hi: '' }, kind: 'bank', code: '' };
}

function Branches({ draft, onDraft }: { draft: Draft; onDraft: (draft: Draft) => void }) {
  const { language } = useWords();
  const { branches } = draft;
  const put = (at: number, branch: BankBranch | null): void =>
    onDraft({
      ...draft,
      branches: branches.flatMap((each, index) =>
        index === at ? (branch === null ? [] : [branch]) : [each],
      ),
    });
  return (
    <Box component="section" sx={{ display: 'grid', gap: 2 }}>
      <Typography variant="h4" component="h3">
        {DAYS_WORDS.branches[language]}
      </Typography>
      {branches.map((branch, at) => (
        <BranchFields key={branch.branchId} branch={branch} onBranch={(next) => put(at, next)} />
      ))}
      <Button
        variant="outlined"
        disabled={branches.length >= MOST_BRANCHES}
        onClick={() => onDraft({ ...draft, branches: [...branches, newBranch(branches)] })}
        sx={{ justifySelf: 'start', color: COLOUR.actionDark }}
      >
        {DAYS_WORDS.addBranch[language]}
      </Button>
    </Box>
  );
}

interface DeskDialogProps {
  readonly office: OfficeRow;
  readonly desk: OfficeDesk;
  readonly onDone: () => void;
}

export function DeskDialog({ office, desk, onDone }: DeskDialogProps) {
  const { language } = useWords();
  const [draft, setDraft] = useState(() => draftOf(desk));
  const body = deskOf(draft);
  const number = (name: 'dueDays' | 'cutOffHours', label: string) => (
    <TextField
      label={label}
      value={draft[name]}
      onChange={(event) =>
        setDraft({ ...draft, [name]: digitsOnly(event.target.value).slice(0, 3) })
      }
    />
  );
  return (
    <ActDialog
      title={office.name[language]}
      address=""
      acts={[
        {
          verb: 'setDesk',
          fields: [],
          path: `offices/${office.officeId}/desk`,
          bodyOf: () => (body === null ? null : { ...body }),
        },
      ]}
      onDone={onDone}
    >
      <LimitFields
        label={DAYS_WORDS.officeMost[language]}
        limit={draft.office}
        onLimit={(next) => setDraft({ ...draft, office: next })}
      />
      <LimitFields
        label={DAYS_WORDS.officerMost[language]}
        limit={draft.officer}
        onLimit={(next) => setDraft({ ...draft, officer: next })}
      />
      {number('dueDays', DAYS_WORDS.dueDays[language])}
      {number('cutOffHours', DAYS_WORDS.cutOff[language])}
      <Branches draft={draft} onDraft={setDraft} />
    </ActDialog>
  );
}
