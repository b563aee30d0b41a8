/**
 * A profile of forms: what a government's rules call each document, which form and rule it is, who signs
 * it and what its certificate says. Data, one file a government in `resources/forms`; a document that
 * the rules know no form for has none, and nothing is made up for it.
 */
import type { Texts } from '#domain/language.ts';
import type { Instant } from '#domain/time.ts';
import type {
  DocumentKind,
  FormBlock,
  FormBody,
  FormDocument,
  FormOffice,
  SignaturesBlock,
} from './form.ts';

export interface ProfileForm {
  /** `Form GAR-3`; null where the rules name none. */
  readonly number: Texts | null;
  readonly title: Texts;
  readonly rule: Texts | null;
  /** Other words for what the document calls so: by `block.part`. */
  readonly labels?: Readonly<Record<string, Texts>> | undefined;
  /** Other words for its texts: by block. Blanks stay the same. */
  readonly texts?: Readonly<Record<string, Texts>> | undefined;
  /** Who signs in addition. */
  readonly signs?: readonly { readonly id: string; readonly role: Texts }[] | undefined;
}

export interface FormProfile {
  readonly id: string;
  readonly name: Texts;
  /** What the citations were taken from. */
  readonly source: string;
  /** First letters of the offices that it is for; none: of all that no other is for. */
  readonly states: readonly string[];
  readonly forms: Readonly<Record<DocumentKind, ProfileForm>>;
}

/** The profile of an office: its state's, else the one for all. */
export function profileFor(
  officeId: string,
  profiles: readonly FormProfile[],
): FormProfile | undefined {
  const state = officeId.slice(0, 2);
  return (
    profiles.find(({ states }) => states.includes(state)) ??
    profiles.find(({ states }) => states.length === 0)
  );
}

function withSigns(block: SignaturesBlock, form: ProfileForm, isLast: boolean): SignaturesBlock {
  const more = isLast ? (form.signs ?? []) : [];
  return { ...block, boxes: [...block.boxes, ...more.map((sign) => ({ ...sign, name: null }))] };
}

/** A block in the profile's words. */
function inWords(block: FormBlock, form: ProfileForm): FormBlock {
  const word = (part: string, own: Texts): Texts => form.labels?.[`${block.id}.${part}`] ?? own;
  switch (block.kind) {
    case 'facts':
      return {
        ...block,
        facts: block.facts.map((fact) => ({ ...fact, label: word(fact.id, fact.label) })),
      };
    case 'table':
      return {
        ...block,
        title: block.title === null ? null : word('title', block.title),
        columns: block.columns.map((column) => ({
          ...column,
          title: word(column.id, column.title),
        })),
      };
    case 'text':
      return { ...block, texts: form.texts?.[block.id] ?? block.texts };
    case 'signatures':
      return {
        ...block,
        boxes: block.boxes.map((box) => ({ ...box, role: word(box.id, box.role) })),
      };
  }
}

/** The document as an office of that profile issues it. */
export function issueForm(
  body: FormBody,
  of: { readonly office: FormOffice; readonly profile: FormProfile; readonly asOf: Instant },
): FormDocument {
  const form = of.profile.forms[body.kind];
  const last = body.blocks.findLastIndex(({ kind }) => kind === 'signatures');
  const blocks = body.blocks
    .map((block) => inWords(block, form))
    .map((block, at) =>
      block.kind === 'signatures' ? withSigns(block, form, at === last) : block,
    );
  return {
    ...body,
    blocks,
    office: of.office,
    profileId: of.profile.id,
    number: form.number,
    title: form.title,
    rule: form.rule,
    asOf: of.asOf,
  };
}
