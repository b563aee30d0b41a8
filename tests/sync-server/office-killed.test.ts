/**
 * A few of the moments at which docs/spec/faults.md kills HQ's program while something is done at an
 * office's desk; all of them by `npm run test:faults`.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { DESK_ACTS, type DeskAct } from '#tests/faults/office-acts.ts';
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

test.each([
  ['before', 'prepare', false],
  ['before', 'close', false],
  ['after', 'close', true],
  ['after', 'supplement', true],
  ['after', 'carried', true],
  ['before', 'accepted', false],
] as const)(
  'DC11 P4 P5 killed %s the commit of %s: it is there once, whole, and goes on',
  async (moment, name, wasDone) => {
    const act: DeskAct = DESK_ACTS[name];
    // The commit that follows the fact's own row.
    const kill = await desk.atStatement(act, { from: [act.fact], only: 'COMMIT', nth: 1, moment });
    expect(kill).toEqual({ at: 'COMMIT', wasDone, faults: [] });
  },
  60_000,
);
