/** The comparing thread of an installed program, as the bundler makes it. */
import { pathToFileURL } from 'node:url';

import { expect, test } from 'vitest';

import { growFinger } from '#biometrics/synthetic/finger.ts';
import { pressFinger } from '#biometrics/synthetic/impression.ts';
import { createThreadMatcher, threadFile } from '#adapters/matcher/matcher.ts';
import { ensureBundles } from '#build/bundles.ts';
import { inRoot } from '#build/paths.ts';

test('FP16 it is started from what the archive gave, and needs nothing beside it', async () => {
  await ensureBundles({ only: ['electron'] });
  const file = threadFile(pathToFileURL(inRoot('dist', 'electron', 'host.mjs')).href);
  expect(file.protocol).toBe('data:');
  const matcher = createThreadMatcher(file);
  const taken = await Promise.all(
    [1, 2].map((seed) => matcher.extract(pressFinger(growFinger(101), { seed }), 1)),
  );
  const templates = taken.map((each) => (each.ok ? each.value.template : new Uint8Array()));
  const [kept = new Uint8Array(), again = new Uint8Array()] = templates;
  expect((await matcher.compare(again, [kept]))[0]?.isMatch).toBe(true);
  await matcher.close();
}, 120_000);
