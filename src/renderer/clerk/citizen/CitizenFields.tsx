/** Who is served: language, payer, for whom, application, mobile or "no phone". */
import Box from '@mui/material/Box';
import { useId } from 'react';

import { LANGUAGES } from '#domain/language.ts';
import { en } from '#renderer/texts/en.ts';
import { hi } from '#renderer/texts/hi.ts';
import { useSpeech, type Speech } from '#renderer/texts/use-texts.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { KeyButton } from '#renderer/ui/Key.tsx';
import { SectionMessage } from '#renderer/ui/Section.tsx';

import {
  citizenProblem,
  showMobile,
  type CitizenDraft,
  type CitizenField,
} from './citizen-draft.ts';

const LANGUAGE_NAMES = { en: en.languageName, hi: hi.languageName };

export function citizenProblemText(field: CitizenField | null, { t }: Speech): string | null {
  switch (field) {
    case 'payer':
      return t.payerMissing;
    case 'applicationRef':
      return t.applicationMissing;
    case 'mobile':
      return t.mobileMissing;
    default:
      return null;
  }
}

function MobileField(props: {
  readonly name: string;
  readonly bad: boolean;
  readonly describedBy: string;
  readonly draft: CitizenDraft;
  readonly onText: (text: string) => void;
}) {
  const { t } = useSpeech();
  const { name, bad, describedBy, draft, onText } = props;
  const empty = !draft.noPhone && draft.mobile === '';
  return (
    <Field
      name={name}
      bad={bad}
      describedBy={describedBy}
      label={t.mobile}
      takes="digits"
      value={draft.noPhone ? t.noPhone : showMobile(draft.mobile)}
      placeholder={t.mobileHint}
      onValue={onText}
      end={
        empty ? (
          <Box sx={{ mr: -1 }}>
            <KeyButton
              look="quiet"
              keyName="0"
              label={<span style={{ whiteSpace: 'nowrap' }}>{t.noPhone}</span>}
              onPress={() => onText('0')}
            />
          </Box>
        ) : null
      }
    />
  );
}

const isReachable = ({ noPhone, mobile }: CitizenDraft): boolean =>
  !noPhone && mobile.length === 10;

/** In the place that messages keep: whether the citizen wants to hear from HQ. */
function Wish(props: { readonly refused: boolean; readonly onPress: () => void }) {
  const { t } = useSpeech();
  return (
    <Box sx={{ height: 42, mt: '4px', display: 'flex', alignItems: 'center' }}>
      <KeyButton
        look="quiet"
        keyName="-"
        label={props.refused ? t.noMessages : t.messages}
        onPress={props.onPress}
      />
    </Box>
  );
}

export interface CitizenFieldsProps {
  readonly draft: CitizenDraft;
  readonly showProblems: boolean;
  readonly onText: (field: CitizenField, text: string) => void;
}

export function CitizenFields(props: CitizenFieldsProps) {
  const { draft, onText } = props;
  const speech = useSpeech();
  const { t } = speech;
  const id = useId();
  const problem = props.showProblems ? citizenProblem(draft) : null;
  const common = (field: CitizenField) => ({
    name: `citizen-${field}`,
    bad: problem === field,
    describedBy: id,
  });
  return (
    <>
      <Choice
        {...common('language')}
        label={t.citizenLanguage}
        items={LANGUAGES.map((value) => ({
          value,
          label: LANGUAGE_NAMES[value],
          lang: value,
        }))}
        value={draft.language}
        onValue={(value) => onText('language', value)}
        wayBack="Shift+Tab"
        placeholder={t.choose}
      />
      <Field
        {...common('payer')}
        label={t.payer}
        value={draft.payer}
        maxLength={80}
        onValue={(text) => onText('payer', text)}
      />
      <Field
        {...common('beneficiary')}
        label={t.beneficiary}
        placeholder={t.beneficiaryHint}
        value={draft.beneficiary}
        maxLength={80}
        onValue={(text) => onText('beneficiary', text)}
      />
      <Field
        {...common('applicationRef')}
        label={t.applicationRef}
        value={draft.applicationRef}
        maxLength={40}
        onValue={(text) => onText('applicationRef', text)}
      />
      <MobileField {...common('mobile')} draft={draft} onText={(text) => onText('mobile', text)} />
      {problem === null && isReachable(draft) ? (
        <Wish refused={draft.refused} onPress={() => onText('mobile', `${draft.mobile}-`)} />
      ) : (
        <SectionMessage id={id} text={citizenProblemText(problem, speech)} />
      )}
    </>
  );
}
