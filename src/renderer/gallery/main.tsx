/**
 * The gallery: any state of any screen, by name, against a scripted counter.
 * `gallery.html?screen=clerk&state=quoted&language=hi`. Not part of what is installed.
 */
import type { Language } from '#domain/language.ts';
import { CitizenApp } from '#renderer/citizen-display/CitizenApp.tsx';
import { ClerkApp } from '#renderer/clerk/ClerkApp.tsx';
import { fakeConnection } from '#renderer/connection/fake.ts';
import { mount } from '#renderer/mount.tsx';

import { livingCounter } from './living-counter.ts';
import { CITIZEN_STATES, CLERK_STATES, type ClerkState } from './states.ts';

declare global {
  interface Window {
    /** What a test may look at: the commands that the screen gave. */
    raseedGallery?: {
      readonly commands: readonly { readonly name: string; readonly input: unknown }[];
      readonly states: { readonly clerk: readonly string[]; readonly citizen: readonly string[] };
    };
  }
}

const asked = new URLSearchParams(window.location.search);
const language: Language = asked.get('language') === 'hi' ? 'hi' : 'en';
const name = asked.get('state') ?? 'empty';
const states = {
  clerk: Object.keys(CLERK_STATES),
  citizen: Object.keys(CITIZEN_STATES),
};

function connectionFor(state: ClerkState) {
  if (state.snapshot === null || state.script !== undefined || state.link !== undefined) {
    const { snapshot, link } = state;
    const script = state.script ?? {};
    return fakeConnection<'clerk'>({ snapshot, script, ...(link === undefined ? {} : { link }) });
  }
  return livingCounter(state.snapshot);
}

if (asked.get('screen') === 'citizen') {
  const snapshot = CITIZEN_STATES[name] ?? null;
  const shown = snapshot === null ? null : { ...snapshot, language };
  const connection = fakeConnection<'citizen'>({
    snapshot: shown,
    script: { displayHeartbeat: () => ({ ok: true, value: null }) },
  });
  window.raseedGallery = { commands: connection.commands, states };
  mount(<CitizenApp connection={connection} />);
} else {
  const state: ClerkState = CLERK_STATES[name] ?? { snapshot: null };
  const connection = connectionFor(state);
  window.raseedGallery = { commands: connection.commands, states };
  mount(
    <ClerkApp
      connection={connection}
      openDisplay={() => undefined}
      language={language}
      {...(state.initial === undefined ? {} : { initial: state.initial })}
    />,
  );
}
