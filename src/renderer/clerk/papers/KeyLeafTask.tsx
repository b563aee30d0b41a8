/**
 * A leaf of the contingency book, keyed as it stands on the paper: head, service and facts, citizen,
 * what was collected. The fee beside it is that of the paper's time; nothing is printed.
 */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { CommandAnswer } from '#contract/answers.ts';
import type { ClerkSnapshot } from '#contract/snapshot.ts';
import { leafText } from '#domain/leaf.ts';
import { negate, parseRupees, subtract, type Paise } from '#domain/money.ts';
import { GoButton } from '#renderer/clerk/cash/parts.tsx';
import {
  CITIZEN_FIELDS,
  citizenOf,
  citizenProblem,
  emptyCitizen,
  typeCitizen,
  type CitizenDraft,
  type CitizenField,
} from '#renderer/clerk/citizen/citizen-draft.ts';
import { CitizenFields } from '#renderer/clerk/citizen/CitizenFields.tsx';
import type { ClerkContext } from '#renderer/clerk/context.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { askedOf, needsManager } from '#renderer/clerk/item/item-state.ts';
import { ItemPicker, usePickedItem, type PickedItem } from '#renderer/clerk/item/ItemPicker.tsx';
import {
  Approval,
  APPROVAL_FIELDS,
  approvalOf,
  NO_APPROVAL,
  unspent,
} from '#renderer/clerk/tasks/Approval.tsx';
import { focusedName, focusNext } from '#renderer/clerk/tasks/CloseShiftTask.tsx';
import { Done, TaskFrame } from '#renderer/clerk/tasks/TaskFrame.tsx';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { focusField, useFocus } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';
import { Money } from '#renderer/ui/Money.tsx';
import { Ends } from '#renderer/ui/Section.tsx';

import { LEAF_FIELDS, LeafFields } from './LeafFields.tsx';
import {
  EMPTY_LEAF,
  leafProblem,
  nextLeaf,
  readLeaf,
  writtenAtOf,
  type LeafDraft,
} from './leaf-draft.ts';

type Keyed = CommandAnswer<'keyLeaf'>;

interface TaskProps {
  readonly context: ClerkContext;
  readonly counter: Counter;
  readonly snapshot: ClerkSnapshot;
}

const SERVICE_FIELD = 'service';
const citizenField = (name: CitizenField): string => `citizen-${name}`;
/** Chosen before by most neighbours: only Shift+Tab leads back to it. */
const LANGUAGE_FIELD = citizenField('language');
const PAYER_FIELD = citizenField('payer');

/** The fee then, and how what was collected lies to it; or why nothing was published then. */
function Fee(props: { readonly picked: PickedItem; readonly collectedPaise: Paise | null }) {
  const { t, sentence } = useSpeech();
  const { picked, collectedPaise } = props;
  const { preview } = picked.item;
  const feePaise = preview.status === 'ready' ? preview.value.totalPaise : null;
  const rest =
    feePaise === null || collectedPaise === null ? null : subtract(collectedPaise, feePaise);
  const refused = preview.status === 'failed' ? sentence(preview.failure) : '';
  const word =
    rest === null ? refused : rest > 0 ? t.leafExcess : rest < 0 ? t.leafShort : t.leafExact;
  const differs = rest !== null && rest !== 0;
  return (
    <Box sx={{ minHeight: 104 }} aria-live="polite">
      <Ends>
        <span>{t.leafFee}</span>
        <Typography variant="h3" component="span">
          {feePaise === null ? '–' : <Money paise={feePaise} />}
        </Typography>
      </Ends>
      <Ends sx={{ gap: 2, lineHeight: 1.3, color: differs ? COLOUR.waiting : '' }}>
        <span>{word}</span>
        {differs ? (
          <strong>
            <Money paise={rest < 0 ? negate(rest) : rest} />
          </strong>
        ) : null}
      </Ends>
    </Box>
  );
}

/** Everything that is typed of one leaf, and what keeps it from being entered. */
function useLeaf({ context, counter, snapshot }: TaskProps) {
  const { language } = useSpeech();
  const { officeId } = snapshot.office;
  const [draft, setDraft] = useState<LeafDraft>(EMPTY_LEAF);
  const [citizen, setCitizen] = useState<CitizenDraft>(emptyCitizen(language));
  const [approval, setApproval] = useState(NO_APPROVAL);
  const [isTried, setTried] = useState(false);
  const [unknown, setUnknown] = useState('');
  const writtenAt = writtenAtOf(draft);
  const picked = usePickedItem({ connection: context.connection, counter, writtenAt });
  const asked = askedOf(picked.item);
  const missingCitizen = citizenProblem(citizen);
  const missing =
    leafProblem(draft, officeId) ??
    (picked.item.service === null ? SERVICE_FIELD : null) ??
    (asked.problem === null ? null : `fact-${asked.problem.fact.name}`) ??
    (missingCitizen === null ? null : citizenField(missingCitizen));
  const begin = (): void => {
    setDraft(nextLeaf(draft, officeId));
    setCitizen(emptyCitizen(citizen.language));
    setApproval(NO_APPROVAL);
    setTried(false);
    picked.dispatch({ type: 'cleared' });
  };
  return {
    draft,
    setDraft,
    citizen,
    setCitizen,
    approval,
    setApproval,
    isTried,
    setTried,
    unknown,
    setUnknown,
    picked,
    asked,
    missing,
    begin,
  };
}
type Leaf = ReturnType<typeof useLeaf>;

/** Sends the leaf; where its book is unknown here the next try says that it is to be kept. */
function useKeyLeaf(props: TaskProps, leaf: Leaf, onKeyed: (keyed: Keyed) => void) {
  const { counter, snapshot } = props;
  const { picked, asked, missing, approval } = leaf;
  return (): void => {
    leaf.setTried(true);
    const read = readLeaf(leaf.draft, snapshot.office.officeId);
    const citizen = citizenOf(leaf.citizen);
    const { service } = picked.item;
    if (missing !== null || read === null || citizen === null || service === null) {
      if (missing !== null) focusField(missing);
      return;
    }
    const given = approvalOf(approval);
    const name = leafText(read.leaf);
    const input = {
      ...read,
      serviceCode: service.serviceCode,
      facts: asked.values,
      citizen,
      ...(leaf.unknown === name ? { unknownBook: true } : {}),
      ...(given === null ? {} : { approval: given }),
    };
    void counter.run('keyLeaf', input).then((answer) => {
      if (answer?.ok === true) onKeyed(answer.value);
      else {
        leaf.setApproval(unspent);
        if (answer?.error.code === 'LEAF_BOOK_UNKNOWN') leaf.setUnknown(name);
      }
    });
  };
}

function fieldsOf({ picked, asked }: Leaf): readonly string[] {
  if (picked.item.service === null) return [...LEAF_FIELDS, SERVICE_FIELD];
  return [
    ...LEAF_FIELDS,
    ...asked.facts.map((fact) => `fact-${fact.name}`),
    ...CITIZEN_FIELDS.filter((name) => name !== 'language').map(citizenField),
    ...(needsManager(picked.item) ? APPROVAL_FIELDS : []),
  ];
}

/** Who paid, the fee, and the key that enters it; a waiver asks its manager in their place. */
function Paid(props: TaskProps & { readonly leaf: Leaf; readonly onGo: () => void }) {
  const { t } = useSpeech();
  const { counter, snapshot, leaf, onGo } = props;
  const { draft, citizen, picked } = leaf;
  const asksManager = needsManager(picked.item) && leaf.missing === null;
  return (
    <Box sx={{ display: 'grid', rowGap: 1, alignContent: 'start' }}>
      {asksManager ? (
        <Approval
          snapshot={snapshot}
          draft={leaf.approval}
          onDraft={leaf.setApproval}
          finger={{ counter, act: 'waive' }}
        />
      ) : (
        <Box>
          <CitizenFields
            draft={citizen}
            showProblems={leaf.isTried}
            onText={(field, text) => leaf.setCitizen(typeCitizen(citizen, field, text))}
          />
        </Box>
      )}
      <Fee picked={picked} collectedPaise={parseRupees(draft.collected)} />
      <GoButton
        counter={counter}
        label={t.leafGo}
        ready={picked.item.service !== null}
        onGo={onGo}
      />
    </Box>
  );
}

function Entered(props: {
  readonly keyed: Keyed;
  readonly name: string;
  readonly onNext: () => void;
}) {
  const { t } = useSpeech();
  const { keyed, name, onNext } = props;
  useEnter(onNext);
  return (
    <TaskFrame title={t.keyLeaf}>
      <Done>
        <Typography variant="h4" component="p">
          {t.leafDone(name)}
        </Typography>
        <Ends sx={{ mt: 1 }}>
          <span>{t.leafFee}</span>
          <Typography variant="h3" component="span">
            <Money paise={keyed.totalPaise} />
          </Typography>
        </Ends>
        {keyed.excessPaise === 0 ? null : (
          <Ends>
            <span>{t.leafExcess}</span>
            <Money paise={keyed.excessPaise} />
          </Ends>
        )}
        {keyed.shortPaise === 0 ? null : (
          <Ends>
            <span>{t.leafShort}</span>
            <Money paise={keyed.shortPaise} />
          </Ends>
        )}
      </Done>
      <Box sx={{ mt: 2 }}>
        <KeyButton look="main" keyName="Enter" label={t.leafNext} onPress={onNext} />
      </Box>
    </TaskFrame>
  );
}

function Form(props: TaskProps & { readonly leaf: Leaf; readonly onKeyed: (of: Keyed) => void }) {
  const { t } = useSpeech();
  const { leaf, onKeyed } = props;
  const { picked, asked } = leaf;
  const { service } = picked.item;
  const key = useKeyLeaf(props, leaf, onKeyed);
  const firstFact = asked.facts[0];
  const afterService = firstFact === undefined ? PAYER_FIELD : `fact-${firstFact.name}`;
  useFocus({ field: service === null ? LEAF_FIELDS[0] : afterService, turn: 0 });
  useEnter(() => {
    if (service === null && focusedName() === SERVICE_FIELD) {
      picked.pick(picked.item.highlighted);
    } else if (focusedName() === LANGUAGE_FIELD) {
      focusField(PAYER_FIELD);
    } else if (leaf.approval.proof !== null || !focusNext(fieldsOf(leaf))) key();
  });
  return (
    <TaskFrame title={t.keyLeaf} width={1280}>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1fr)',
          columnGap: 3,
        }}
      >
        <LeafFields
          snapshot={props.snapshot}
          draft={leaf.draft}
          bad={leaf.isTried ? leaf.missing : null}
          onDraft={leaf.setDraft}
          note={leaf.unknown === '' ? t.keyLeafText : t.leafUnknownBook}
        />
        <Box>
          <ItemPicker picked={picked} title={t.service} />
        </Box>
        <Paid {...props} onGo={key} />
      </Box>
    </TaskFrame>
  );
}

export function KeyLeafTask(props: TaskProps) {
  const [keyed, setKeyed] = useState<Keyed | null>(null);
  const leaf = useLeaf(props);
  if (keyed === null) return <Form {...props} leaf={leaf} onKeyed={setKeyed} />;
  const next = (): void => {
    leaf.begin();
    setKeyed(null);
  };
  return <Entered keyed={keyed} name={leaf.draft.leaf} onNext={next} />;
}
