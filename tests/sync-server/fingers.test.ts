/** Fingers between counters of one office through a real HQ, which can open none of it. */
import { rmSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openTemplateVault } from '#adapters/keystore/template-vault.ts';
import { createHttpTransport } from '#adapters/sync-http/transport.ts';
import { nodeTimers } from '#adapters/system/node-ports.ts';
import type { CounterId } from '#domain/ids.ts';
import { instant } from '#domain/time.ts';
import { publish } from '#server/store/feed.ts';
import { newFolder, until } from '#tests/sync-server/counter-at-hq.ts';
import { makeCode, office, OFFICE, startTestServer, write } from '#tests/sync-server/testkit.ts';
import { openOnDisk } from '#tests/testkit/counter-on-disk.ts';
import { CLERK, createTestCounter, MANAGER, PINS } from '#tests/testkit/counter.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';
import { createTestClock } from '#tests/testkit/ports.ts';
import { createPressedFingers } from '#tests/testkit/pressed-scanner.ts';

const REFERENCE = 'KA-1182';
const RULES = {
  services: ['LL-NEW'],
  retentionDays: 30,
  consent: { version: 1, texts: { en: 'Kept here.', hi: 'यहाँ रखी जाएँगी।' } },
};
const DAY = 86_400_000;

let server: Awaited<ReturnType<typeof startTestServer>>;
let one: Awaited<ReturnType<typeof openAtHq>>;
let two: Awaited<ReturnType<typeof openAtHq>>;

async function openAtHq(counterId: CounterId) {
  const files = newFolder();
  const disk = openOnDisk(files);
  const clock = createTestClock(instant(server.clock.now));
  const { signer } = disk.ports;
  if (signer === undefined) throw new Error('a signer');
  const vault = answered(openTemplateVault(files.keys));
  const fingers = createPressedFingers();
  const transport = createHttpTransport({ hqUrl: server.origin, signer, clock });
  const counter = await createTestCounter({
    start: instant(server.clock.now),
    enrols: false,
    ports: () => ({ ...disk.ports, transport, clock, timers: nodeTimers, vault, fingers }),
  });
  await counter.do('enrol', { code: await makeCode(server, counterId) });
  await counter.do('signIn', { staffId: CLERK, pin: PINS[CLERK] ?? '' });
  return {
    counter,
    clock,
    vault,
    fingers,
    kept: () => disk.store.read.templatesAfter('', 9),
    row: (id: string) => disk.store.read.template(id),
    enrolled: async () => {
      const found = await counter.answer('findEnrolment', { reference: REFERENCE });
      return found.ok ? (found.value as { enrolled: boolean }).enrolled : found.error.code;
    },
    stop: async () => {
      await counter.terminal.stop();
      disk.store.close();
      rmSync(files.folder, { recursive: true, force: true });
    },
  };
}

async function enrol(at: Awaited<ReturnType<typeof openAtHq>>): Promise<string> {
  const { counter, fingers } = at;
  const shown = () => counter.terminal.clerkSnapshot().capture;
  await counter.do('beginEnrolment', {
    reference: REFERENCE,
    services: ['LL-NEW'],
    language: 'en',
  });
  await counter.do('acceptConsent', {});
  for (const [finger, name] of [
    [101, 'right_thumb'],
    [107, 'left_index'],
  ] as const) {
    fingers.finger = finger;
    await counter.do('captureFinger', { finger: name });
    await until(() => shown()?.prompt === 'choose_finger');
  }
  await counter.do('finishEnrolment', {});
  await until(() => shown()?.outcome !== null);
  return JSON.stringify(shown()?.outcome);
}

const textsAtHq = async (): Promise<string> => {
  const { read } = server.database;
  const [feed, records, entries] = await Promise.all([
    read.rows<{ content: string }>("SELECT content FROM feed_item WHERE type = 'template'"),
    read.rows<{ text: string }>('SELECT text FROM private_record'),
    read.rows<{ text: string }>('SELECT text FROM entry'),
  ]);
  return [
    ...feed.map(({ content }) => content),
    ...[...records, ...entries].map((r) => r.text),
  ].join('\n');
};

beforeAll(async () => {
  server = await startTestServer();
  const at = server.clock.now;
  const staff = [CLERK, MANAGER].map((staffId) => ({
    staffId,
    name: `Person ${staffId}`,
    role: staffId === MANAGER ? ('manager' as const) : ('clerk' as const),
    pinHash: `test:${PINS[staffId] ?? ''}`.padEnd(20, ' '),
  }));
  await write(server.database, async (writer) => {
    const told = { ...office, fingerprints: RULES };
    await publish(writer, OFFICE, { content: { type: 'office', office: told }, subject: '', at });
    await publish(writer, OFFICE, { content: { type: 'roster', staff }, subject: '', at });
  });
  server.server.projector.start();
  one = await openAtHq('KA-BLR-01-C3' as CounterId);
  two = await openAtHq('KA-BLR-01-C4' as CounterId);
}, 60_000);
afterAll(async () => {
  await one.stop();
  await two.stop();
  await server.stop();
});

describe('fingers among the counters of an office', () => {
  it('FP29 FP30 who enrols at one counter is known at the other; HQ can open nothing', async () => {
    expect(await enrol(one)).toContain('enrolled');
    const [mine] = one.kept();
    await until(() => two.row(mine?.id ?? '')?.text === mine?.text);
    await until(() => two.vault.keyIds().length === 1);
    expect(two.vault.keyIds()).toEqual(one.vault.keyIds());
    expect(await two.enrolled()).toBe(true);
    expect(two.counter.bodies('seal.shared')).toEqual([]);
    expect(one.counter.bodies('seal.shared')).toMatchObject([{ to: 'KA-BLR-01-C4' }]);
    const texts = await textsAtHq();
    expect(texts).toContain(JSON.parse(mine?.text ?? '{}').box);
    expect(texts).not.toContain(REFERENCE);
    expect(texts).not.toContain('right_thumb');
  }, 120_000);

  it('FP13 the other counter finds that these fingers are enrolled already', async () => {
    const { counter, fingers } = two;
    await counter.do('beginEnrolment', {
      reference: 'KA-2000',
      services: ['LL-NEW'],
      language: 'en',
    });
    await counter.do('acceptConsent', {});
    const shown = () => counter.terminal.clerkSnapshot().capture;
    for (const [finger, name] of [
      [107, 'left_index'],
      [101, 'right_thumb'],
    ] as const) {
      fingers.finger = finger;
      await counter.do('captureFinger', { finger: name });
      await until(() => shown()?.prompt === 'choose_finger');
    }
    await counter.do('finishEnrolment', {});
    await until(() => shown()?.outcome !== null);
    expect(shown()?.outcome).toMatchObject({ failure: { code: 'FINGER_ENROLLED_ALREADY' } });
  }, 120_000);

  it('FP32 FP34 deleted at the other counter: gone here, and at HQ', async () => {
    const [mine] = one.kept();
    const { box } = JSON.parse(mine?.text ?? '{}') as { box: string };
    await two.counter.do('deleteTemplates', { reference: REFERENCE });
    await until(() => one.row(mine?.id ?? '')?.text === '');
    expect(await one.enrolled()).toBe(false);
    expect(await textsAtHq()).not.toContain(box);
  }, 60_000);

  it('FP33 templates whose time has passed are deleted by themselves', async () => {
    expect(await enrol(one)).toContain('enrolled');
    const [mine] = one.kept();
    const last = mine?.id ?? '';
    expect(await one.enrolled()).toBe(true);
    one.clock.pass(RULES.retentionDays * DAY);
    expect(await one.enrolled()).toBe(false);
    await until(() => one.row(last)?.text === '');
    expect(one.counter.bodies('finger.forgotten')).toMatchObject([{ cause: 'retention' }]);
  }, 120_000);
});
