/**
 * The people of the demonstration's scanner: nobody, all of them. Each has ten fingers grown from
 * numbers, the same ones whenever the scanner starts, so that who was enrolled yesterday can come back.
 */

/** Places of fingers as ISO/IEC 19794-2 numbers them: 1 right thumb to 5 right little, 6 to 10 left. */
export const PLACES = [
  'right thumb',
  'right index',
  'right middle',
  'right ring',
  'right little',
  'left thumb',
  'left index',
  'left middle',
  'left ring',
  'left little',
] as const;

export interface MadeUpPerson {
  readonly number: number;
  readonly name: string;
  readonly about: string;
  /** How this person's fingers are unless the desk says otherwise. */
  readonly worn: boolean;
}

const person = (number: number, name: string, about: string, worn = false): MadeUpPerson => ({
  number,
  name,
  about,
  worn,
});

export const PEOPLE: readonly MadeUpPerson[] = [
  person(1, 'Asha', 'citizen'),
  person(2, 'Ravi', 'citizen'),
  person(3, 'Meena', 'citizen'),
  person(4, 'Imran', 'citizen'),
  person(5, 'Bhola', 'mason, worn fingers', true),
  person(6, 'Clerk', 'staff'),
  person(7, 'Manager', 'staff'),
  person(8, 'Somebody else', 'a stranger'),
];

const FINGERS_A_PERSON = 100;

/** Names a finger: the person's number and its place, 1 to 10. */
export const fingerOf = (personNumber: number, place: number): number =>
  personNumber * FINGERS_A_PERSON + place;

/** Whose finger a number names; null for one of nobody in particular. */
export function ownerOf(finger: number): { person: MadeUpPerson; place: string } | null {
  const owner = PEOPLE.find(({ number }) => number === Math.floor(finger / FINGERS_A_PERSON));
  const place = PLACES[(finger % FINGERS_A_PERSON) - 1];
  return owner === undefined || place === undefined ? null : { person: owner, place };
}
