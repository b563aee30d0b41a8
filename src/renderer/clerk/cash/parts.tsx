/** What the drawer's tasks share: a count with fields beside it, and what was done. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState, type ReactNode } from 'react';

import type { CashCount } from '#domain/cash.ts';
import type { StepUpAct } from '#domain/journal/finger-kinds.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import {
  Approval,
  APPROVAL_FIELDS,
  approvalOf,
  NO_APPROVAL,
  unspent,
} from '#renderer/clerk/tasks/Approval.tsx';
import { CASH_FIELDS, CashGrid } from '#renderer/clerk/tasks/CashGrid.tsx';
import { focusNext } from '#renderer/clerk/tasks/CloseShiftTask.tsx';
import { Done, TaskFrame } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { useFocus } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';

export interface CashTaskProps {
  readonly counter: Counter;
  readonly snapshot: ClerkSnapshot;
}

export const COUNT_FIELDS = CASH_FIELDS;

/** Where the next Enter goes: field by field, then the act; the act at once where all is `given`. */
export function useFields(fields: readonly string[], go: () => void, given = false): void {
  useFocus({ field: fields[0] ?? '', turn: 0 });
  useEnter(() => {
    if (given || !focusNext(fields)) go();
  });
}

export function GoButton(props: {
  readonly counter: Counter;
  readonly label: string;
  readonly ready: boolean;
  readonly onGo: () => void;
}) {
  const { t } = useSpeech();
  const { counter, label, ready, onGo } = props;
  const pending = counter.state.pending !== null;
  return (
    <KeyButton
      fill
      look="main"
      keyName="Enter"
      label={pending ? t.working : label}
      disabled={!ready || pending}
      onPress={onGo}
    />
  );
}

/** Form at the left, what ends it at the right. */
export function Halves(props: { readonly left: ReactNode; readonly right: ReactNode }) {
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', columnGap: 4, mt: 2 }}>
      <Box sx={{ display: 'grid', rowGap: 2, alignContent: 'start' }}>{props.left}</Box>
      <Box sx={{ display: 'grid', rowGap: 2, alignContent: 'start' }}>{props.right}</Box>
    </Box>
  );
}

/** A frame that holds a count with a column beside it on the smallest screen of a counter. */
export const COUNT_WIDTH = 1200;

export function BesideCount(props: {
  readonly count: CashCount;
  readonly onCount: (count: CashCount) => void;
  readonly children: ReactNode;
}) {
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 400px', columnGap: 4 }}>
      <CashGrid count={props.count} onCount={props.onCount} />
      <Box sx={{ display: 'grid', rowGap: 2, alignContent: 'start' }}>{props.children}</Box>
    </Box>
  );
}

export function Told(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <TaskFrame title={props.title}>
      <Done>{props.children}</Done>
    </TaskFrame>
  );
}

export interface Approved {
  readonly approval: NonNullable<ReturnType<typeof approvalOf>>;
}

/**
 * One count, one line of its own if it has one, and the second person: the shape of most acts at the
 * drawer. `go` answers whether the act was done; the PIN is typed anew where it was not.
 */
export function CountAndApprove(
  props: CashTaskProps & {
    readonly title: string;
    readonly text: string;
    readonly act: StepUpAct;
    readonly label: string;
    readonly field?: { readonly name: string; readonly node: ReactNode; readonly ready: boolean };
    readonly onGo: (count: CashCount, approval: Approved['approval']) => Promise<boolean>;
  },
) {
  const { counter, snapshot, field, onGo } = props;
  const [count, setCount] = useState<CashCount>({});
  const [draft, setDraft] = useState(NO_APPROVAL);
  const approval = approvalOf(draft);
  const ready = approval !== null && field?.ready !== false;
  const go = (): void => {
    if (!ready) return;
    void onGo(count, approval).then((done) => {
      if (!done) setDraft(unspent(draft));
    });
  };
  const own = field === undefined ? [] : [field.name];
  useFields([...COUNT_FIELDS, ...own, ...APPROVAL_FIELDS], go, ready && draft.proof !== null);
  return (
    <TaskFrame title={props.title} width={COUNT_WIDTH}>
      <Typography sx={{ mb: 1.5 }}>{props.text}</Typography>
      <BesideCount count={count} onCount={setCount}>
        {field?.node}
        <Approval
          snapshot={snapshot}
          draft={draft}
          onDraft={setDraft}
          finger={{ counter, act: props.act }}
        />
        <GoButton counter={counter} label={props.label} ready={ready} onGo={go} />
      </BesideCount>
    </TaskFrame>
  );
}
