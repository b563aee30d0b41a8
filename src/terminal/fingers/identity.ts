/** Whether a visit's citizen has to show who they are, and whether they have (FP1, FP2). */
import type { CaptureConsent, IdentitySnapshot } from '#contract/finger.ts';
import { NO_IDENTITY, type IdentityView } from '#domain/journal/finger-views.ts';
import type { ViewReader } from '#domain/journal/views.ts';
import type { Language, Texts } from '#domain/language.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { serviceNamed } from '#domain/tariff/price.ts';
import type { FeedFingerprints } from '#protocol/feed.ts';
import type { Context } from '#terminal/context.ts';
import { currentVisit, type Visit } from '#terminal/visits.ts';

/** The office's rules, or FINGER_OFF. */
export function fingerRules(context: Context): Result<FeedFingerprints> {
  const rules = context.office()?.fingerprints;
  return rules === undefined ? fail('FINGER_OFF') : ok(rules);
}

/** Services of a visit that ask who the citizen is. */
export function askingServices(context: Context, visit: Visit): readonly string[] {
  const asking = new Set(context.office()?.fingerprints?.services);
  return [...new Set(visit.quotes.map(({ serviceCode }) => serviceCode))].filter((code) =>
    asking.has(code),
  );
}

const identityView = (views: ViewReader, visit: Visit): IdentityView =>
  views.view('identity', visit.visitId) ?? NO_IDENTITY;

/** IDENTITY_NEEDED where money would move too early. */
export function checkIdentity(context: Context, views: ViewReader, visit: Visit): Result<null> {
  if (askingServices(context, visit).length === 0) return ok(null);
  return identityView(views, visit).way === null ? fail('IDENTITY_NEEDED') : ok(null);
}

/** The visit that is served, where its citizen still has to show who they are. */
export function askingVisit(context: Context, visitId: string): Result<Visit> {
  const { read } = context.ports.store;
  const visit = currentVisit(read);
  if (visit?.visitId !== visitId) return fail('VISIT_UNKNOWN', { visit: visitId });
  const isAsking = askingServices(context, visit).length > 0;
  const isDone = identityView(read, visit).way !== null;
  return isAsking && !isDone ? ok(visit) : fail('IDENTITY_NOT_NEEDED');
}

export function identitySnapshot(context: Context, visit: Visit): IdentitySnapshot | null {
  if (askingServices(context, visit).length === 0) return null;
  const { way, reason, failedTries } = identityView(context.ports.store.read, visit);
  const state = way === null ? 'needed' : way === 'finger' ? 'verified' : 'bypassed';
  const { code } = context.memory;
  const waits = way === null && code !== null && code.visitId === visit.visitId;
  return {
    state,
    way,
    reason,
    failedTries,
    ...(waits ? { codeValidUntil: code.validUntil } : {}),
  };
}

export interface NamedService {
  readonly serviceCode: string;
  readonly texts: Texts;
}

/** As the tariff in force names them; by their code where none does. */
export function namedServices(context: Context, codes: readonly string[]): readonly NamedService[] {
  return codes.map((serviceCode) => {
    const found = context.tariffs().inForce(serviceCode, context.now());
    const texts = found.ok ? serviceNamed(found.value.tariff, serviceCode)?.texts : undefined;
    return { serviceCode, texts: texts ?? { en: serviceCode, hi: serviceCode } };
  });
}

/** What is read to whoever enrols. */
export const consentOf = (
  context: Context,
  of: {
    readonly rules: FeedFingerprints;
    readonly language: Language;
    readonly services: readonly string[];
  },
): CaptureConsent => ({
  version: of.rules.consent.version,
  language: of.language,
  text: of.rules.consent.texts,
  services: namedServices(context, of.services),
  retentionDays: of.rules.retentionDays,
});
