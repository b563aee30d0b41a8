/** The first step of every command: whether what the lock file wants is installed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { packagesAreInstalled } from '#build/bootstrap.mjs';
import { inRoot } from '#build/paths.ts';

const lock = {
  packages: {
    '': { name: 'raseed' },
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/own': { link: true },
    'node_modules/other-system': { version: '1.0.0', optional: true },
  },
};
const whole = { 'node_modules/zod': { version: '4.6.7' }, 'node_modules/own': { link: true } };

test('nothing is installed on a fresh clone', () => {
  expect(packagesAreInstalled(lock, undefined)).toBe(false);
});

test('what the lock wants may be there without the packages for other systems', () => {
  expect(packagesAreInstalled(lock, { packages: whole })).toBe(true);
});

test.each([
  ['a package is missing', { 'node_modules/own': { link: true } }],
  ['a version is another', { ...whole, 'node_modules/zod': { version: '4.6.6' } }],
  ['a stand-in is not linked', { ...whole, 'node_modules/own': { version: '1.0.0' } }],
  [
    'another version for this system',
    { ...whole, 'node_modules/other-system': { version: '2.0.0' } },
  ],
])('it is installed again when %s', (_why, packages) => {
  expect(packagesAreInstalled(lock, { packages })).toBe(false);
});

test('commands run with the pinned Node', () => {
  const { dependencies } = JSON.parse(
    execFileSync(process.execPath, ['-p', 'JSON.stringify(require("./package.json"))'], {
      cwd: inRoot(),
      encoding: 'utf8',
    }),
  ) as { dependencies: { node: string } };
  expect(process.version).toBe(`v${dependencies.node}`);
});

test('an unknown command answers which there are, without a stack', () => {
  const said = spawnSync(process.execPath, [inRoot('build/bootstrap.mjs'), 'strat'], {
    encoding: 'utf8',
  });
  expect(said.status).toBe(1);
  expect(said.stderr).toMatch(/^Commands: .*start.*test.*\.\n$/);
});
