/** The few lines that say what runs where, how to begin and how to stop. */
import path from 'node:path';
import type { ReadyFacts } from '#build/supervisor/child.ts';

export interface RunningParts {
  readonly dataFolder: string;
  readonly database: string;
  readonly hqUrl: string;
  readonly hqToken: string;
  readonly printerDeskUrl: string;
  readonly scannerDeskUrl: string;
  /** The citizen's phone; absent where a real gateway is set up. */
  readonly gatewayUrl?: string;
  /** Citizens' phones; absent where a real message service is set up. */
  readonly phonesUrl?: string;
  /** Addresses of the two screens; absent where Electron has opened them as windows. */
  readonly screens?: { readonly clerkUrl: string; readonly citizenUrl: string };
  /** To be typed at a counter that is not registered yet. */
  readonly enrolmentCode?: string;
  /** Why there are no windows of our own. */
  readonly withoutElectron?: string;
  /** What HQ says of itself, with the staff of the demonstration office. */
  readonly hq: ReadyFacts;
}

interface DemoStaff {
  readonly staffId: string;
  readonly pin: string;
  readonly role: string;
}

function staffLines(hq: ReadyFacts): readonly string[] {
  const staff = Array.isArray(hq['staff']) ? (hq['staff'] as readonly DemoStaff[]) : [];
  return staff.map(({ staffId, pin, role }) => row('sign in', `${staffId}, PIN ${pin} (${role})`));
}

const row = (name: string, value: string): string => `  ${name.padEnd(18)}${value}`;

export function describeRunning(parts: RunningParts): string {
  const { screens, withoutElectron } = parts;
  return [
    'Raseed runs. The office, its staff and its PINs are a demonstration.',
    ...(screens === undefined
      ? [row('counter', 'in its two windows')]
      : [row('clerk', screens.clerkUrl), row('citizen', screens.citizenUrl)]),
    ...(parts.enrolmentCode === undefined ? [] : [row('one-time code', parts.enrolmentCode)]),
    row('HQ', `${parts.hqUrl}/hq/#token=${parts.hqToken}`),
    row("manager's page", `${parts.hqUrl}/office/`),
    row('check a receipt', `${parts.hqUrl}/R/`),
    row('printed receipts', parts.printerDeskUrl),
    row('fingers', parts.scannerDeskUrl),
    ...(parts.gatewayUrl === undefined ? [] : [row('pay by UPI', parts.gatewayUrl)]),
    ...(parts.phonesUrl === undefined ? [] : [row('SMS and calls', parts.phonesUrl)]),
    row('database', parts.database),
    ...staffLines(parts.hq),
    row('data and logs', `${parts.dataFolder}, ${path.join(parts.dataFolder, 'logs')}`),
    ...(withoutElectron === undefined
      ? []
      : [`Without Electron (${withoutElectron}): open the clerk's and the citizen's address.`]),
    'Ctrl-C stops all of it; what was charged stays.',
  ].join('\n');
}
