/** What a manager is told of this machine, and what asking does not do. */
import { expect, it } from 'vitest';

import { createOpenCounter, createTestCounter } from '#tests/testkit/counter.ts';
import { IDLE_LOCK_MS } from '#terminal/watch.ts';

it('journal, second copy and key are described as they are', async () => {
  const counter = await createOpenCounter();
  const said = await counter.do('describeCounter', {});
  expect(said.counterId).toBe('KA-BLR-01-C3');
  expect(said.journal.lastSeq).toBe(counter.store.read.lastEntry()?.seq);
  expect(said.journal.acknowledgedSeq).toBe(0);
  expect(said.backup).toEqual({ place: null, last: null, isWorking: false, failure: null });
  expect(said.key).toMatchObject({ asked: [] });
  expect(said.key.validTo).toMatch(/^20\d\d-\d\d-\d\d$/);
  expect(await counter.refusal('backUpNow', {})).toBe('BACKUP_NO_PLACE');
});

it('a page that only looks does not keep an unwatched screen open', async () => {
  const counter = await createOpenCounter();
  counter.pass(IDLE_LOCK_MS - 1_000);
  await counter.do('describeCounter', {});
  await counter.do('exchangePlaces', {});
  counter.pass(2_000);
  expect(counter.terminal.clerkSnapshot().phase).toBe('locked');
});

it('with nobody signed in the journal can be looked at, and nothing before the enrolment', async () => {
  const counter = await createTestCounter();
  await counter.do('verifyJournal', {});
  counter.pass(1);
  const { journalCheck } = counter.terminal.clerkSnapshot();
  expect(journalCheck).toMatchObject({ state: 'good' });
  expect(journalCheck?.endedAt).not.toBeNull();
  const unknown = await createTestCounter({ enrols: false });
  expect(await unknown.refusal('verifyJournal', {})).toBe('NOT_ENROLLED');
  expect(await unknown.refusal('describeCounter', {})).toBe('NOT_ENROLLED');
});
