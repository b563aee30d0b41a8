/** A refusal in the clerk's words: services and facts by their labels, not by their codes. */
import type { ServiceDescription } from '#contract/answers.ts';
import type { Language } from '#domain/language.ts';
import type { Failure } from '#domain/result.ts';

export function namedFailure(
  failure: Failure,
  service: ServiceDescription | null,
  language: Language,
): Failure {
  const { code, details } = failure;
  if (details === undefined || service === null) return failure;
  const fact = service.facts.find(({ name }) => name === details['fact']);
  return {
    code,
    details: {
      ...details,
      ...(fact === undefined ? {} : { fact: fact.label[language] }),
      ...('service' in details ? { service: service.texts[language] } : {}),
    },
  };
}
