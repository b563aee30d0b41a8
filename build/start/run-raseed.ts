/**
 * Brings up database, HQ, printer and counter in this order and takes them down in the opposite one.
 * Everything that was started is stopped, however far it came.
 */
import path from 'node:path';
import { ensureBundles } from '#build/bundles.ts';
import { step } from '#build/progress.mjs';
import type { ProcessIdentity } from '#build/process-identity.ts';
import type { ReadyFacts } from '#build/supervisor/child.ts';
import { Supervisor, type SupervisorEvent } from '#build/supervisor/supervisor.ts';
import { findElectron } from './electron.ts';
import { enrolCounter } from './enrol.ts';
import { keepDatabase, type KeptDatabase } from './kept-database.ts';
import {
  counterHost,
  electronShell,
  gateway,
  gatewayUrlOf,
  phones,
  phonesUrlOf,
  hasOwnGateway,
  hasOwnMessages,
  hqUrlOf,
  printer,
  scanner,
  syncServer,
  type ServicePlan,
} from './services.ts';
import type { StartSettings } from './settings.ts';
import type { RunningParts } from './summary.ts';

export interface Raseed {
  readonly start: () => Promise<RunningParts>;
  readonly identities: () => readonly ProcessIdentity[];
  /** May be called at any moment, also while it still starts. */
  readonly stop: () => Promise<void>;
}

const NAMES: Readonly<Record<string, string>> = {
  'sync-server': 'HQ',
  printer: 'The printer',
  scanner: 'The scanner',
  gateway: 'The payment gateway',
  phones: 'The message service',
  counter: 'The counter',
  electron: 'The counter',
};

/** Windows that were closed in order are no fall. */
const isClosing = (event: SupervisorEvent): boolean =>
  event.kind === 'fell' && event.name === 'electron' && event.exitCode === 0;

/** A process's changes of fortune, for a person. */
export function tellEvent(event: SupervisorEvent): string {
  const name = NAMES[event.name] ?? event.name;
  if (event.kind === 'back') return `${name} is back.`;
  if (event.kind === 'given-up') return `${name} keeps ending and is left; see ${event.logFile}`;
  return `${name} ended unexpectedly (${event.exitCode ?? 'by a signal'}); it is started again.`;
}

const textOf = (facts: ReadyFacts, name: string): string | undefined => {
  const value = facts[name];
  return typeof value === 'string' ? value : undefined;
};

async function startCounter(supervisor: Supervisor, plan: ServicePlan, hq: ReadyFacts) {
  const electron = await findElectron();
  const code = textOf(hq, 'enrolmentCode');
  if (electron.usable) {
    await ensureBundles({ only: ['electron'] });
    await step('Starting the counter', () =>
      supervisor.start(electronShell(plan, electron.program)),
    );
    // The windows have no door from outside: the person types the code.
    return code === undefined ? {} : { enrolmentCode: code };
  }
  const counter = await step('Starting the counter', () => supervisor.start(counterHost(plan)));
  const [clerkUrl = '', citizenUrl = ''] = ['clerkUrl', 'citizenUrl'].map((name) =>
    textOf(counter, name),
  );
  if (code !== undefined) {
    await enrolCounter({ clerkUrl, clerkToken: plan.settings.tokens.clerk, code });
  }
  return { screens: { clerkUrl, citizenUrl }, withoutElectron: electron.reason };
}

export function createRaseed(options: {
  readonly dataFolder: string;
  readonly settings: StartSettings;
  readonly tell: (sentence: string) => void;
  /** The person has closed the windows. */
  readonly onClosed: () => void;
}): Raseed {
  const { dataFolder, settings, tell } = options;
  const supervisor = new Supervisor({
    logFolder: path.join(dataFolder, 'logs'),
    onEvent: (event) => {
      if (isClosing(event)) options.onClosed();
      else tell(tellEvent(event));
    },
  });
  let database: Promise<KeptDatabase> | undefined;
  let kept: KeptDatabase | undefined;

  const start = async (): Promise<RunningParts> => {
    database = step('Starting the database', () =>
      keepDatabase({ dataFolder, password: settings.databasePassword, onEvent: tell }),
    );
    kept = await database;
    const plan: ServicePlan = { dataFolder, settings, databaseUrl: kept.url };
    if (!hasOwnGateway()) {
      await step('Starting the payment gateway', () => supervisor.start(gateway(plan)));
    }
    if (!hasOwnMessages()) {
      await step('Starting the message service', () => supervisor.start(phones(plan)));
    }
    const hq = await step('Starting HQ', () => supervisor.start(syncServer(plan)));
    const desk = await step('Starting the printer', () => supervisor.start(printer(plan)));
    const glass = await step('Starting the fingerprint scanner', () =>
      supervisor.start(scanner(plan)),
    );
    const counter = await startCounter(supervisor, plan, hq);
    return {
      dataFolder,
      database: kept.description,
      hqUrl: hqUrlOf(plan),
      hqToken: settings.tokens.hq,
      printerDeskUrl: textOf(desk, 'control') ?? '',
      scannerDeskUrl: textOf(glass, 'desk') ?? '',
      ...(hasOwnGateway() ? {} : { gatewayUrl: gatewayUrlOf(plan) }),
      ...(hasOwnMessages() ? {} : { phonesUrl: phonesUrlOf(plan) }),
      hq,
      ...counter,
    };
  };
  const stop = async (): Promise<void> => {
    await supervisor.stop();
    const started = await database?.catch(() => undefined);
    await started?.stop();
  };
  const identities = (): readonly ProcessIdentity[] => [
    ...[kept?.identity() ?? []].flat(),
    ...supervisor.identities(),
  ];
  return { start, identities, stop };
}
