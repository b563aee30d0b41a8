/** A whole counter on real files, talking to a real server over a real socket. */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createHttpTransport } from '#adapters/sync-http/transport.ts';
import { nodeTimers } from '#adapters/system/node-ports.ts';
import type { CounterId } from '#domain/ids.ts';
import { MANAGER, PINS, createTestCounter, type TestCounter } from '#tests/testkit/counter.ts';
import {
  counterFolder,
  openOnDisk,
  type CounterFolder,
  type OnDisk,
} from '#tests/testkit/counter-on-disk.ts';
import { createTestClock, type TestClock } from '#tests/testkit/ports.ts';
import { instant } from '#domain/time.ts';
import { makeCode, type TestServer } from './testkit.ts';

export interface CounterAtHq extends OnDisk {
  readonly files: CounterFolder;
  readonly counter: TestCounter;
  readonly clock: TestClock;
  stop(): Promise<void>;
}

export const newFolder = (): CounterFolder =>
  counterFolder(fs.mkdtempSync(join(tmpdir(), 'raseed-at-hq-')));

/** Starts a counter over `files`; enrols it as `counterId` where that is given. */
export async function startAtHq(
  server: TestServer,
  files: CounterFolder,
  of: { readonly counterId?: CounterId; readonly isOffline?: boolean } = {},
): Promise<CounterAtHq> {
  const disk = openOnDisk(files);
  const clock = createTestClock(instant(server.clock.now));
  const signer = disk.ports.signer;
  if (signer === undefined) throw new Error('a signer');
  const hqUrl = of.isOffline === true ? 'http://127.0.0.1:9' : server.origin;
  const transport = createHttpTransport({ hqUrl, signer, clock });
  const counter = await createTestCounter({
    start: instant(server.clock.now),
    enrols: false,
    ports: () => ({ ...disk.ports, transport, clock, timers: nodeTimers }),
  });
  if (of.counterId !== undefined) {
    await counter.do('enrol', { code: await makeCode(server, of.counterId) });
  }
  return {
    ...disk,
    files,
    counter,
    clock,
    stop: async () => {
      await counter.terminal.stop();
      disk.store.close();
    },
  };
}

export const APPROVAL = { approverId: MANAGER, approverPin: PINS[MANAGER] ?? '' };

/** Until `isSo`, as long as a test may take. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

export const toSend = ({ counter }: CounterAtHq): number =>
  counter.terminal.clerkSnapshot().sync.toSend;
