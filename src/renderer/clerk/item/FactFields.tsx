/** The facts of a service, each in the field that fits its type, with one kept line for problems. */
import { useId } from 'react';

import { useSpeech, type Speech } from '#renderer/texts/use-texts.tsx';
import { Choice, type ChoiceItem } from '#renderer/ui/Choice.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { SectionMessage } from '#renderer/ui/Section.tsx';
import { digitsOnly, latinDigits } from '#renderer/keys/digits.ts';
import { cleanAmount, showAmount } from '#renderer/clerk/tender/cash.ts';
import { groupIndian } from '#domain/money.ts';

import {
  showDateDigits,
  type Asked,
  type AskedFact,
  type FactProblem,
  type FactTexts,
} from './facts-typed.ts';

const shown = (value: number): string => groupIndian(String(value));

export function problemText(fact: AskedFact, problem: FactProblem, speech: Speech): string {
  const { t, language } = speech;
  const label = fact.label[language];
  switch (problem.kind) {
    case 'missing':
      return t.factMissing(label);
    case 'number':
      return t.factNumber(label);
    case 'amount':
      return t.factAmount(label);
    case 'date':
      return t.factDate(label);
    case 'option':
      return t.factOption(label);
    case 'range':
      return t.factRange(label, shown(problem.min), shown(problem.max));
    case 'length':
      return t.factLength(label, shown(problem.min), shown(problem.max));
    default:
      return problem satisfies never;
  }
}

function choicesOf(
  fact: Extract<AskedFact, { type: 'choice' | 'waiver' | 'boolean' }>,
  { t, language }: Speech,
): readonly ChoiceItem[] {
  if (fact.type === 'boolean') {
    return [
      { value: 'yes', label: t.yes },
      { value: 'no', label: t.no },
    ];
  }
  const options = fact.options.map((option) => ({
    value: option.value,
    label: option.label[language],
  }));
  return fact.type === 'waiver' ? [...options, { value: '', label: t.noWaiver }] : options;
}

interface FactFieldProps {
  readonly fact: AskedFact;
  readonly text: string;
  readonly bad: boolean;
  readonly describedBy: string;
  readonly onText: (text: string) => void;
}

function FactField(props: FactFieldProps) {
  const speech = useSpeech();
  const { fact, text, bad, describedBy, onText } = props;
  const common = {
    name: `fact-${fact.name}`,
    label: fact.label[speech.language],
    bad,
    describedBy,
  };
  switch (fact.type) {
    case 'choice':
    case 'waiver':
    case 'boolean':
      return (
        <Choice
          {...common}
          items={choicesOf(fact, speech)}
          value={text}
          onValue={onText}
          placeholder={speech.t.choose}
        />
      );
    case 'integer':
      return (
        <Field
          {...common}
          takes="digits"
          value={text}
          maxLength={12}
          placeholder={`${shown(fact.min)}–${shown(fact.max)}`}
          onValue={(typed) => onText(digitsOnly(typed))}
        />
      );
    case 'money':
      return (
        <Field
          {...common}
          takes="digits"
          value={showAmount(text)}
          start={<span style={{ marginRight: 8 }}>₹</span>}
          onValue={(typed) => onText(cleanAmount(typed))}
        />
      );
    case 'date':
      return (
        <Field
          {...common}
          takes="digits"
          value={showDateDigits(text)}
          placeholder={speech.t.dateHint}
          maxLength={10}
          onValue={(typed) => onText(digitsOnly(typed).slice(0, 8))}
        />
      );
    case 'document':
      return (
        <Field
          {...common}
          value={text}
          maxLength={fact.maxLength}
          onValue={(typed) => onText(latinDigits(typed))}
        />
      );
    default:
      return fact satisfies never;
  }
}

export interface FactFieldsProps {
  readonly asked: Asked;
  readonly texts: FactTexts;
  readonly showProblems: boolean;
  /** A problem that the terminal found, as a sentence. */
  readonly refused: string | null;
  readonly onText: (fact: string, text: string) => void;
}

export function FactFields(props: FactFieldsProps) {
  const speech = useSpeech();
  const id = useId();
  const { asked, texts } = props;
  const problem = props.showProblems ? asked.problem : null;
  const text =
    problem === null ? props.refused : problemText(problem.fact, problem.problem, speech);
  return (
    <>
      {asked.facts.map((fact) => (
        <FactField
          key={fact.name}
          fact={fact}
          text={texts[fact.name] ?? ''}
          bad={problem?.fact.name === fact.name}
          describedBy={id}
          onText={(typed) => props.onText(fact.name, typed)}
        />
      ))}
      <SectionMessage id={id} text={text} />
    </>
  );
}

/** The facts in short, once the clerk is past them. */
export function factSummary(
  asked: Asked,
  texts: FactTexts,
  speech: Speech,
): readonly { readonly label: string; readonly value: string }[] {
  return asked.facts.map((fact) => {
    const text = texts[fact.name] ?? '';
    const label = fact.label[speech.language];
    if (fact.type === 'date') return { label, value: showDateDigits(text) };
    if (fact.type === 'choice' || fact.type === 'waiver' || fact.type === 'boolean') {
      const items = choicesOf(fact, speech);
      return { label, value: items.find((item) => item.value === text)?.label ?? '' };
    }
    return { label, value: text };
  });
}
