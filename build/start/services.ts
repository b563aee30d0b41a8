/**
 * The processes of `npm start`: which program, with what configuration, ready when. Secrets go to
 * them in files that this user alone may read or in their environment, never on a command line.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '#build/paths.ts';
import type { ChildSpec } from '#build/supervisor/child.ts';
import { writePrivateJson } from './private-file.ts';
import type { StartSettings } from './settings.ts';

const READY_WITHIN_MS = 90_000;
const STOP_WITHIN_MS = 15_000;

export interface ServicePlan {
  readonly dataFolder: string;
  readonly settings: StartSettings;
  readonly databaseUrl: string;
}

interface Service {
  readonly name: string;
  readonly main: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Written to a file that RASEED_CONFIG names. */
  readonly config?: unknown;
}

function specOf(plan: ServicePlan, service: Service): ChildSpec {
  const configFile = path.join(plan.dataFolder, 'config', `${service.name}.json`);
  if (service.config !== undefined) writePrivateJson(configFile, service.config);
  return {
    name: service.name,
    command: process.execPath,
    args: [inRoot(service.main), ...(service.args ?? [])],
    env: {
      ...service.env,
      ...(service.config === undefined ? {} : { RASEED_CONFIG: configFile }),
    },
    readyWithinMs: READY_WITHIN_MS,
    stopWithinMs: STOP_WITHIN_MS,
  };
}

export const hqUrlOf = (plan: ServicePlan): string => `http://127.0.0.1:${plan.settings.ports.hq}`;

/** A gateway of one's own is switched in by its settings; else a simulated one is started. */
export const hasOwnGateway = (): boolean => process.env['RASEED_CASHFREE_CLIENT_ID'] !== undefined;

const SIMULATED_CLIENT = 'simulated';

export const gatewayUrlOf = (plan: ServicePlan): string =>
  `http://127.0.0.1:${plan.settings.ports.gateway}`;

/** Both sides of the simulated transfers know this. */
const payoutsOf = (plan: ServicePlan): Readonly<Record<string, string>> => ({
  RASEED_PAYOUTS_CLIENT_ID: SIMULATED_CLIENT,
  RASEED_PAYOUTS_CLIENT_SECRET: plan.settings.tokens.gateway,
});

const gatewayOf = (plan: ServicePlan): Readonly<Record<string, string>> =>
  hasOwnGateway()
    ? {}
    : {
        RASEED_CASHFREE_CLIENT_ID: SIMULATED_CLIENT,
        RASEED_CASHFREE_CLIENT_SECRET: plan.settings.tokens.gateway,
        RASEED_CASHFREE_ENVIRONMENT: 'sandbox',
        RASEED_CASHFREE_PAYEES: 'raseed.trial@simulated',
        RASEED_CASHFREE_PAYEE_NAME: 'Simulated treasury account',
        RASEED_CASHFREE_ORIGIN: gatewayUrlOf(plan),
        ...payoutsOf(plan),
        RASEED_PAYOUTS_NAME: 'Simulated Treasury',
        RASEED_PAYOUTS_ACCOUNT: '000000000000',
        RASEED_PAYOUTS_IFSC: 'SIMU0000001',
      };

/** The citizen's phone is its page; no money moves. */
export const gateway = (plan: ServicePlan): ChildSpec =>
  specOf(plan, {
    name: 'gateway',
    main: 'sync-server/simulators/cashfree/main.ts',
    env: {
      RASEED_CASHFREE_CLIENT_ID: SIMULATED_CLIENT,
      RASEED_CASHFREE_CLIENT_SECRET: plan.settings.tokens.gateway,
      RASEED_SIMULATOR_PORT: String(plan.settings.ports.gateway),
      RASEED_SIMULATOR_NOTIFY: `${hqUrlOf(plan)}/v1/gateway/cashfree`,
      ...payoutsOf(plan),
      RASEED_SIMULATOR_NOTIFY_PAYOUTS: `${hqUrlOf(plan)}/v1/gateway/cashfree-payouts`,
    },
  });

/** A message service of one's own is switched in by its settings; else a simulated one is started. */
export const hasOwnMessages = (): boolean => process.env['RASEED_TWILIO_ACCOUNT_SID'] !== undefined;

const SIMULATED_ACCOUNT = `AC${'0'.repeat(32)}`;

export const phonesUrlOf = (plan: ServicePlan): string =>
  `http://127.0.0.1:${plan.settings.ports.phones}`;

/** Soon and at any hour: whoever tries it out does not wait for a day. */
const TRIAL_RULES = {
  wakingHours: { morning: 0, evening: 24 },
  calls: { receiptShare: 100, quoteShare: 100, afterMinutes: 1, withinMinutes: 2 },
};

function messagesOf(plan: ServicePlan): Readonly<Record<string, string>> {
  if (hasOwnMessages()) return {};
  const rules = path.join(plan.dataFolder, 'config', 'messages.json');
  writePrivateJson(rules, TRIAL_RULES);
  return {
    RASEED_TWILIO_ACCOUNT_SID: SIMULATED_ACCOUNT,
    RASEED_TWILIO_AUTH_TOKEN: plan.settings.tokens.phones,
    RASEED_TWILIO_SMS_SENDER: 'RASEED',
    RASEED_TWILIO_CALL_FROM: '+15005550006',
    RASEED_TWILIO_ORIGIN: phonesUrlOf(plan),
    RASEED_MESSAGES_FILE: rules,
  };
}

/** Citizens' phones on a page; nothing is sent and nobody is called. */
export const phones = (plan: ServicePlan): ChildSpec =>
  specOf(plan, {
    name: 'phones',
    main: 'sync-server/simulators/twilio/main.ts',
    env: {
      RASEED_TWILIO_ACCOUNT_SID: SIMULATED_ACCOUNT,
      RASEED_TWILIO_AUTH_TOKEN: plan.settings.tokens.phones,
      RASEED_SIMULATOR_PORT: String(plan.settings.ports.phones),
      RASEED_SIMULATOR_INBOUND: `${hqUrlOf(plan)}/v1/calls/in`,
    },
  });

/** HQ: ingest, API and its page, with the demonstration office set up in it. */
export const syncServer = (plan: ServicePlan): ChildSpec =>
  specOf(plan, {
    name: 'sync-server',
    main: 'sync-server/demo/main.ts',
    env: {
      ...gatewayOf(plan),
      ...messagesOf(plan),
      RASEED_DATABASE_URL: plan.databaseUrl,
      RASEED_KEYS: path.join(plan.dataFolder, 'hq', 'keys'),
      RASEED_HQ_TOKEN: plan.settings.tokens.hq,
      RASEED_HQ_PAGE: inRoot('dist', 'hq'),
      RASEED_CITIZEN_PAGE: inRoot('dist', 'citizen'),
      RASEED_OFFICE_PAGE: inRoot('dist', 'office'),
      RASEED_PUBLIC_ORIGIN: hqUrlOf(plan),
      RASEED_HOST: '127.0.0.1',
      RASEED_PORT: String(plan.settings.ports.hq),
    },
  });

export const printer = (plan: ServicePlan): ChildSpec =>
  specOf(plan, {
    name: 'printer',
    main: 'src/adapters/simulated-printer/main.ts',
    args: [
      '--port',
      String(plan.settings.ports.printer),
      '--control-port',
      String(plan.settings.ports.printerDesk),
      '--folder',
      path.join(plan.dataFolder, 'printer'),
    ],
  });

/** Its fingers are made up; they are put on its glass at its desk. */
export const scanner = (plan: ServicePlan): ChildSpec =>
  specOf(plan, {
    name: 'scanner',
    main: 'src/adapters/simulated-scanner/main.ts',
    args: ['--desk-port', String(plan.settings.ports.scannerDesk)],
  });

/** Each folder in it is a stick to the counter: one is plugged in from the start. */
function sticksFolder({ dataFolder }: ServicePlan): string {
  const folder = path.join(dataFolder, 'sticks');
  mkdirSync(path.join(folder, 'demonstration-stick'), { recursive: true, mode: 0o700 });
  return folder;
}

const counterConfig = (plan: ServicePlan) => ({
  dataFolder: path.join(plan.dataFolder, 'counter'),
  backupFolder: path.join(plan.dataFolder, 'counter-copy'),
  exchange: [{ folder: sticksFolder(plan), isMountFolder: true }],
  hqUrl: hqUrlOf(plan),
  printer: { host: '127.0.0.1', port: plan.settings.ports.printer, paperMm: 80 },
  scanner: {
    kind: 'simulated',
    deskUrl: `http://127.0.0.1:${plan.settings.ports.scannerDesk}/`,
  },
});

/** The counter's terminal service with its screens for a browser. */
export const counterHost = (plan: ServicePlan): ChildSpec =>
  specOf(plan, {
    name: 'counter',
    main: 'src/host/main.ts',
    config: {
      ...counterConfig(plan),
      kiosk: {
        port: plan.settings.ports.kiosk,
        pagesFolder: inRoot('dist', 'renderer'),
        tokens: { clerk: plan.settings.tokens.clerk, citizen: plan.settings.tokens.citizen },
      },
    },
  });

/** The counter in Electron's windows; the same data folder, so only one of the two runs. */
export function electronShell(plan: ServicePlan, program: string): ChildSpec {
  const config = counterConfig(plan);
  const spec = specOf(plan, { name: 'electron', main: 'dist/electron/main.mjs', config });
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return { ...spec, command: program, args: [...asRoot, ...spec.args] };
}
