/** Opening a shift: the float, note by note, and what the clerk carries themselves. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { ShiftClosed } from '#contract/answers.ts';
import type { CashCount } from '#domain/cash.ts';
import { negate, parseRupees, ZERO } from '#domain/money.ts';
import type { KeyAction } from '#renderer/clerk/shell/KeyBar.tsx';
import { CASH_FIELDS, cashField, CashGrid } from '#renderer/clerk/tasks/CashGrid.tsx';
import { focusNext } from '#renderer/clerk/tasks/CloseShiftTask.tsx';
import { cleanAmount, showAmount } from '#renderer/clerk/tender/cash.ts';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { Field } from '#renderer/ui/Field.tsx';
import { useFocus } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';
import { Money } from '#renderer/ui/Money.tsx';
import { Ends, Sheet } from '#renderer/ui/Section.tsx';

import { Door, useDoorCommand, type DoorProps } from './Door.tsx';

const FIELDS = [...CASH_FIELDS, 'personal-cash'];

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

export function OpenShiftScreen(
  props: DoorProps & {
    readonly closed: ShiftClosed | null;
    readonly actions: readonly KeyAction[];
  },
) {
  const { t } = useSpeech();
  const [float, setFloat] = useState<CashCount>({});
  const [personal, setPersonal] = useState('');
  const { pending, failure, run } = useDoorCommand(props);
  useFocus({ field: cashField(0), turn: 0 });
  const open = (): void => {
    const personalCashPaise = personal === '' ? ZERO : parseRupees(personal);
    if (personalCashPaise !== null) void run('openShift', { float, personalCashPaise });
  };
  useEnter(() => {
    if (!focusNext(FIELDS)) open();
  });
  return (
    <Door
      {...props}
      title={t.openShiftTitle}
      failure={failure}
      width={840}
      {...(props.closed === null ? { text: t.openShiftText } : {})}
    >
      {props.closed === null ? null : <Closed closed={props.closed} />}
      <CashGrid count={float} onCount={setFloat} />
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: '240px minmax(0, 1fr) auto auto',
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
          value={showAmount(personal)}
          start={<span style={{ marginRight: 8 }}>₹</span>}
          onValue={(text) => setPersonal(cleanAmount(text))}
        />
        <Typography sx={{ color: 'text.secondary', lineHeight: 1.3 }}>
          {t.personalCashHelp}
        </Typography>
        <KeyButton label={t.signOut} onPress={() => void run('signOut', {})} />
        <KeyButton
          look="main"
          keyName="Enter"
          label={pending ? t.working : t.openShiftGo}
          disabled={pending}
          onPress={open}
        />
      </Box>
    </Door>
  );
}
