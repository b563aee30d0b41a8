/**
 * Opening a shift, in one line of keys: what is looked at first, the float, note by note, and what
 * the clerk carries themselves.
 */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { ShiftClosed } from '#contract/answers.ts';
import type { OpeningSnapshot } from '#contract/snapshot.ts';
import { negate } from '#domain/money.ts';
import { COUNT_WIDTH } from '#renderer/clerk/cash/parts.tsx';
import type { KeyAction } from '#renderer/clerk/shell/KeyBar.tsx';
import { CASH_FIELDS, CashGrid } from '#renderer/clerk/tasks/CashGrid.tsx';
import { focusedName, focusNext } from '#renderer/clerk/tasks/CloseShiftTask.tsx';
import { cleanAmount, showAmount } from '#renderer/clerk/tender/cash.ts';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useKeys } from '#renderer/keys/use-keys.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { Field } from '#renderer/ui/Field.tsx';
import { focusField, useFocus } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';
import { Money } from '#renderer/ui/Money.tsx';
import { Ends, Sheet } from '#renderer/ui/Section.tsx';

import { Door, useDoorCommand, type DoorProps } from './Door.tsx';
import { EMPTY_OPENING, missingOf, openingInput } from './opening.ts';
import { checkFields, OpeningChecks } from './OpeningChecks.tsx';

/** How the shift before ended: the answer to the blind count. */
function Closed(props: { readonly closed: ShiftClosed }) {
  const { t } = useSpeech();
  const { countedPaise, expectedPaise, variancePaise } = props.closed;
  const word = variancePaise > 0 ? t.over : variancePaise < 0 ? t.shortCash : t.exact;
  return (
    <Sheet role="status" sx={{ px: 3, py: 1.5, mb: 2 }}>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(4, auto)', columnGap: 4 }}>
        <Typography variant="h4" component="h3">
          {t.closedTitle}
        </Typography>
        <Ends>
          <span>{t.counted}</span>
          <strong>
            <Money paise={countedPaise} />
          </strong>
        </Ends>
        <Ends>
          <span>{t.expected}</span>
          <strong>
            <Money paise={expectedPaise} />
          </strong>
        </Ends>
        <Ends sx={{ color: variancePaise === 0 ? COLOUR.paid : COLOUR.stop, fontWeight: 700 }}>
          <span>{word}</span>
          {variancePaise === 0 ? null : (
            <Money paise={variancePaise < 0 ? negate(variancePaise) : variancePaise} />
          )}
        </Ends>
      </Box>
    </Sheet>
  );
}

/** What the clerk carries, and the two ways on. */
function OwnCash(props: {
  readonly personal: string;
  readonly pending: boolean;
  readonly onPersonal: (text: string) => void;
  readonly onSignOut: () => void;
  readonly onOpen: () => void;
}) {
  const { t } = useSpeech();
  const { pending } = props;
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: '160px minmax(0, 1fr) auto auto',
        columnGap: 2,
        mt: 2,
        alignItems: 'end',
      }}
    >
      <Field
        stacked
        name="personal-cash"
        takes="digits"
        label={t.personalCash}
        value={showAmount(props.personal)}
        start={<span style={{ marginRight: 8 }}>₹</span>}
        onValue={(text) => props.onPersonal(cleanAmount(text))}
      />
      <Typography sx={{ color: 'text.secondary', lineHeight: 1.3 }}>
        {t.personalCashHelp}
      </Typography>
      <KeyButton label={t.signOut} onPress={props.onSignOut} />
      <KeyButton
        look="main"
        keyName="Enter"
        label={pending ? t.working : t.openShiftGo}
        disabled={pending}
        onPress={props.onOpen}
      />
    </Box>
  );
}

export function OpenShiftScreen(
  props: DoorProps & {
    readonly opening: OpeningSnapshot;
    readonly closed: ShiftClosed | null;
    readonly actions: readonly KeyAction[];
  },
) {
  const { t } = useSpeech();
  const { opening, closed, snapshot } = props;
  const [draft, setDraft] = useState(EMPTY_OPENING);
  const [isTried, setTried] = useState(false);
  const { pending, failure, run } = useDoorCommand(props);
  useFocus({ field: 'test-page', turn: 0 });
  const missing = missingOf(draft, opening);
  const fields = [...checkFields(draft, opening), ...CASH_FIELDS, 'personal-cash'];
  const printTest = (): void => void run('testPrint', {});
  const open = (): void => {
    setTried(true);
    const input = openingInput(draft, opening);
    if (input !== null) void run('openShift', input);
    else if (missing !== null) focusField(missing);
  };
  useKeys([{ code: 'F8', inText: true, run: printTest }]);
  useEnter(() => {
    // The first Enter prints what the first question is about.
    const isUnprinted = opening.testPage === 'none' && draft.paper === '';
    if (focusedName() === 'test-page' && isUnprinted) printTest();
    else if (!focusNext(fields)) open();
  });
  return (
    <Door {...props} title={t.openShiftTitle} failure={failure} width={COUNT_WIDTH}>
      {closed === null ? null : <Closed closed={closed} />}
      <Box sx={{ display: 'grid', gridTemplateColumns: '400px minmax(0, 1fr)', columnGap: 4 }}>
        <OpeningChecks
          fields={fields}
          opening={opening}
          displayPresent={snapshot.displayPresent}
          draft={draft}
          onDraft={setDraft}
          missing={isTried ? missing : null}
          onTestPage={printTest}
        />
        <Box>
          <Typography sx={{ mb: 0.5 }}>{t.openShiftText}</Typography>
          <CashGrid count={draft.float} onCount={(float) => setDraft({ ...draft, float })} />
          <OwnCash
            personal={draft.personal}
            pending={pending}
            onPersonal={(personal) => setDraft({ ...draft, personal })}
            onSignOut={() => void run('signOut', {})}
            onOpen={open}
          />
        </Box>
      </Box>
    </Door>
  );
}
