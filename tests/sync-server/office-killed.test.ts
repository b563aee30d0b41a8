/**
 * A few of the moments at which docs/spec/faults.md kills HQ's program while something is done at an
 * office's desk; all of them by `npm run test:faults`.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Point } from '#tests/faults/database-wire.ts';
import { DESK_ACTS } from '#tests/faults/office-acts.ts';
import { KilledDesk } from '#tests/faults/office-kills.ts';
import { createOfficeStage, type OfficeStage } from '#tests/faults/office-stage.ts';
import { createTestDatabase } from '#tests/testkit/database.ts';

let stage: OfficeStage;
let desk: KilledDesk;
beforeAll(async () => {
  stage = await createOfficeStage(await createTestDatabase());
  desk = new KilledDesk(stage);
}, 60_000);
afterAll(async () => {
  await stage.close();
}, 60_000);

const ITS_COMMIT = { from: 'INSERT INTO office_entry', only: 'COMMIT', nth: 1 };
const untold: Point = { ...ITS_COMMIT, moment: 'after' };
const undone: Point = { ...ITS_COMMIT, moment: 'before' };

test.each([
  ['before', 'prepare', undone, false],
  ['before', 'close', undone, false],
  ['after', 'close', untold, true],
  ['after', 'supplement', untold, true],
  ['after', 'carried', untold, true],
  ['before', 'accepted', undone, false],
] as const)(
  'DC11 P4 P5 killed %s the commit of %s: it is there once, whole, and goes on',
  async (_, act, point, wasDone) => {
    const kill = await desk.atStatement(DESK_ACTS[act], point);
    expect(kill).toEqual({ at: 'COMMIT', wasDone, faults: [] });
  },
  60_000,
);
