/**
 * The gallery: any state of any screen, by name, against a scripted counter.
 * `gallery.html?screen=clerk&state=quoted&language=hi`. Not part of what is installed.
 */
import type { ReactNode } from 'react';

import type { Language } from '#domain/language.ts';
import { CitizenApp } from '#renderer/citizen-display/CitizenApp.tsx';
import { ClerkApp } from '#renderer/clerk/ClerkApp.tsx';
import { fakeConnection } from '#renderer/connection/fake.ts';
import { openRoot } from '#renderer/mount.tsx';

import { livingCounter } from './living-counter.ts';
import { CITIZEN_STATES, CLERK_STATES, type ClerkState } from './states.ts';

interface Shown {
  readonly screen: 'clerk' | 'citizen';
  readonly state: string;
  readonly language: Language;
}

interface Commands {
  readonly commands: readonly { readonly name: string; readonly input: unknown }[];
}

declare global {
  interface Window {
    /** What a test may look at: the commands that the screen gave. And another state, at once. */
    raseedGallery?: Commands & {
      readonly states: { readonly clerk: readonly string[]; readonly citizen: readonly string[] };
      readonly show: (shown: Shown) => void;
    };
  }
}

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
  return livingCounter(state.snapshot, state.instead);
}

type Drawn = Commands & { readonly screen: ReactNode };

function citizen({ state, language }: Shown, key: number): Drawn {
  const snapshot = CITIZEN_STATES[state] ?? null;
  const connection = fakeConnection<'citizen'>({
    snapshot: snapshot === null ? null : { ...snapshot, language },
    script: { displayHeartbeat: () => ({ ok: true, value: null }) },
  });
  const { commands } = connection;
  return { commands, screen: <CitizenApp key={key} connection={connection} /> };
}

function clerk({ state: name, language }: Shown, key: number): Drawn {
  const state: ClerkState = CLERK_STATES[name] ?? { snapshot: null };
  const connection = connectionFor(state);
  const screen = (
    <ClerkApp
      key={key}
      connection={connection}
      openDisplay={() => undefined}
      language={language}
      {...(state.initial === undefined ? {} : { initial: state.initial })}
    />
  );
  return { commands: connection.commands, screen };
}

const draw = openRoot();
let turn = 0;

function show(shown: Shown): void {
  turn += 1;
  document.documentElement.lang = shown.language;
  const { commands, screen } = (shown.screen === 'citizen' ? citizen : clerk)(shown, turn);
  window.raseedGallery = { commands, states, show };
  draw(screen, shown.screen, turn);
}

const asked = new URLSearchParams(window.location.search);
show({
  screen: asked.get('screen') === 'citizen' ? 'citizen' : 'clerk',
  state: asked.get('state') ?? 'empty',
  language: asked.get('language') === 'hi' ? 'hi' : 'en',
});
