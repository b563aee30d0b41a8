/** Who is to be enrolled: a citizen by the office's number and what they allow, staff by their PIN. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import type { ClerkSnapshot } from '#contract/snapshot.ts';
import type { StaffId } from '#domain/ids.ts';
import { LANGUAGES, type Language } from '#domain/language.ts';
import { REFERENCE_FIELD } from '#renderer/clerk/counter/counter-state.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { MAX_PIN, MIN_PIN, typePin } from '#renderer/clerk/tasks/Approval.tsx';
import { focusNext } from '#renderer/clerk/tasks/CloseShiftTask.tsx';
import { useEnter } from '#renderer/keys/use-enter.ts';
import { en } from '#renderer/texts/en.ts';
import { hi } from '#renderer/texts/hi.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { useFocus } from '#renderer/ui/focus.ts';
import { KeyButton } from '#renderer/ui/Key.tsx';
import { Toggles } from '#renderer/ui/Toggles.tsx';

import { isReference } from './IdentityPanel.tsx';

interface Props {
  readonly counter: Counter;
  readonly snapshot: ClerkSnapshot;
}

const LANGUAGE_NAMES = { en: en.languageName, hi: hi.languageName };
const CITIZEN_FIELDS = [REFERENCE_FIELD, 'finger-language', 'finger-services'];
const STAFF_FIELDS = ['finger-staff', 'finger-pin'];

export function EnrolForm(props: Props) {
  const { t, language: own } = useSpeech();
  const { counter, snapshot } = props;
  const { state, dispatch, run } = counter;
  const [language, setLanguage] = useState<Language>(snapshot.visit?.language ?? own);
  const [services, setServices] = useState<ReadonlySet<string>>(new Set());
  const reference = state.reference.trim();
  const ready = isReference(reference) && services.size > 0 && state.pending === null;
  useFocus({ field: REFERENCE_FIELD, turn: 0 });
  const begin = (): void => {
    if (ready) void run('beginEnrolment', { reference, services: [...services], language });
  };
  useEnter(() => {
    if (!focusNext(CITIZEN_FIELDS)) begin();
  });
  return (
    <Box sx={{ display: 'grid', rowGap: 2 }}>
      <Field
        stacked
        name={REFERENCE_FIELD}
        label={t.reference}
        placeholder={t.referenceHint}
        value={state.reference}
        maxLength={40}
        onValue={(text) => dispatch({ type: 'referenceTyped', text })}
      />
      <Choice
        open
        name="finger-language"
        label={t.citizenLanguage}
        items={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value], lang: value }))}
        value={language}
        onValue={(value) => setLanguage(value === 'hi' ? 'hi' : 'en')}
        placeholder={t.choose}
      />
      <Toggles
        name="finger-services"
        label={`${t.enrolServices}. ${t.enrolServicesHelp}`}
        items={(snapshot.fingerServices ?? []).map(({ serviceCode, texts }) => ({
          value: serviceCode,
          label: texts[own],
        }))}
        values={services}
        onValues={setServices}
      />
      <KeyButton
        fill
        look="main"
        keyName="Enter"
        label={state.pending === 'beginEnrolment' ? t.working : t.showConsent}
        disabled={!ready}
        onPress={begin}
      />
      <Typography sx={{ color: 'text.secondary' }}>{t.notAadhaar}</Typography>
    </Box>
  );
}

export function StaffForm(props: Props) {
  const { t, language } = useSpeech();
  const { counter, snapshot } = props;
  const [staff, setStaff] = useState('');
  const [pin, setPin] = useState('');
  const ready = staff !== '' && pin.length >= MIN_PIN && counter.state.pending === null;
  useFocus({ field: 'finger-staff', turn: 0 });
  const begin = (): void => {
    if (!ready) return;
    const input = { staffId: staff as StaffId, pin, language };
    void counter.run('beginStaffEnrolment', input).then(() => setPin(''));
  };
  useEnter(() => {
    if (!focusNext(STAFF_FIELDS)) begin();
  });
  return (
    <Box sx={{ display: 'grid', rowGap: 2 }}>
      <Choice
        open
        name="finger-staff"
        label={t.staffName}
        items={snapshot.roster.map(({ staffId, name }) => ({ value: staffId, label: name }))}
        value={staff}
        onValue={setStaff}
        placeholder={t.choose}
      />
      <Field
        secret
        stacked
        name="finger-pin"
        takes="digits"
        label={t.pin}
        value={pin}
        maxLength={MAX_PIN}
        onValue={(text) => setPin(typePin(text))}
      />
      <KeyButton
        fill
        look="main"
        keyName="Enter"
        label={counter.state.pending === 'beginStaffEnrolment' ? t.working : t.showConsent}
        disabled={!ready}
        onPress={begin}
      />
    </Box>
  );
}
