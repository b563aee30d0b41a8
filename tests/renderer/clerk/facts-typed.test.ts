import { describe, expect, it } from 'vitest';

import {
  citizenOf,
  citizenProblem,
  emptyCitizen,
  typeCitizen,
} from '#renderer/clerk/citizen/citizen-draft.ts';
import {
  askedFacts,
  dateOfDigits,
  firstText,
  readFact,
  showDateDigits,
} from '#renderer/clerk/item/facts-typed.ts';
import { service } from '#renderer/gallery/fixtures.ts';

const passport = service('PP-FRESH');
const learner = service('LL');
const classes = learner.facts[0];
if (classes === undefined || classes.type !== 'integer') throw new Error('fixture');

const asked = (texts: Record<string, string>, demanded: readonly string[] = []) =>
  askedFacts({ service: passport, texts, demanded });

describe('facts as they are typed', () => {
  it('reads a number in Latin and in Devanagari digits, within its range', () => {
    expect(readFact(classes, '2')).toEqual({ value: 2 });
    expect(readFact(classes, '२')).toEqual({ value: 2 });
    expect(readFact(classes, '9')).toEqual({ problem: { kind: 'range', min: 1, max: 8 } });
    expect(readFact(classes, '2.5')).toEqual({ problem: { kind: 'number' } });
    expect(readFact(classes, ' ')).toEqual({ problem: { kind: 'missing' } });
  });

  it('reads a day typed as day, month, year; refuses one that is not there', () => {
    expect(dateOfDigits('29022024')).toBe('2024-02-29');
    expect(dateOfDigits('29022023')).toBeNull();
    expect(dateOfDigits('2902')).toBeNull();
    expect(showDateDigits('0503')).toBe('05-03');
    expect(showDateDigits('05031990')).toBe('05-03-1990');
  });

  it('P1 chooses nothing beforehand but what the tariff itself publishes as usual', () => {
    expect(Object.fromEntries(passport.facts.map((fact) => [fact.name, firstText(fact)]))).toEqual({
      born: '',
      booklet: '',
      category: '',
      card: '',
      urgent: 'no',
    });
  });

  it('asks for a document with the category that needs it, and not otherwise', () => {
    const names = (category: string): readonly string[] =>
      asked({ category }).facts.map((fact) => fact.name);
    expect(names('bpl')).toContain('card');
    expect(names('general')).not.toContain('card');
  });

  it('names the first problem and sends only what was read', () => {
    const some = asked({ born: '05031990', booklet: '36', category: '', urgent: 'no' });
    expect(some.problem?.fact.name).toBe('category');
    expect(some.values).toEqual({ born: '1990-03-05', booklet: '36', urgent: false });
  });
});

describe('the citizen as typed', () => {
  const named = typeCitizen(
    typeCitizen(emptyCitizen('hi'), 'payer', ' Sunita Devi '),
    'applicationRef',
    'AP-1182',
  );

  it('P8 asks for a mobile number or a word that there is none', () => {
    expect(citizenProblem(named)).toBe('mobile');
    expect(citizenProblem(typeCitizen(named, 'mobile', '12345'))).toBe('mobile');
    expect(citizenProblem(typeCitizen(named, 'mobile', '1234567890'))).toBe('mobile');
    expect(citizenProblem(typeCitizen(named, 'mobile', '98765 43212'))).toBeNull();
  });

  it('P9 takes 0 for "no phone", and a digit after it for a number again', () => {
    const none = typeCitizen(named, 'mobile', '0');
    expect(citizenOf(none)?.mobile).toBeNull();
    expect(citizenOf(none)?.payer).toBe('Sunita Devi');
    const again = typeCitizen(none, 'mobile', '९८७६५४३२१२');
    expect(citizenOf(again)?.mobile).toBe('9876543212');
  });

  it('M2 a minus sign refuses messages, another takes it back; without a number there is nothing to refuse', () => {
    const given = typeCitizen(named, 'mobile', '98765 43212');
    expect(citizenOf(given)).not.toHaveProperty('contact');
    const refused = typeCitizen(given, 'mobile', '98765 43212-');
    expect(citizenOf(refused)).toMatchObject({ mobile: '9876543212', contact: 'refused' });
    expect(citizenOf(typeCitizen(refused, 'mobile', '98765 43212-'))).not.toHaveProperty('contact');
    expect(citizenOf(typeCitizen(refused, 'mobile', '0'))).not.toHaveProperty('contact');
  });

  it('is the payer’s own charge where nobody else is named', () => {
    const ready = typeCitizen(named, 'mobile', '0');
    expect(citizenOf(ready)?.beneficiary).toBeNull();
    expect(citizenOf(typeCitizen(ready, 'beneficiary', 'Rakesh'))?.beneficiary).toBe('Rakesh');
  });
});
