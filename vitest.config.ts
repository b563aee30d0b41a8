/** The suites by what they need: nothing, this machine, a database, a browser. */
import { defineConfig } from 'vitest/config';

const here = (...folders: string[]) =>
  folders.map((folder) => `tests/${folder}/**/*.test.{ts,tsx}`);

export default defineConfig({
  test: {
    // On two cores Vitest would keep to one: most of these wait for something.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: here(
            'domain',
            'protocol',
            'contract',
            'biometrics',
            'terminal',
            'renderer',
            'repository',
          ),
        },
      },
      {
        test: {
          name: 'machine',
          include: here(
            'adapters',
            'contracts',
            'migrations',
            'host',
            'shell',
            'simulation',
            'build',
          ),
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'server',
          include: here('sync-server'),
          globalSetup: 'tests/testkit/database.setup.ts',
          testTimeout: 30_000,
        },
      },
      {
        // One virtual machine for all of it: some minutes where the processor is shared by many.
        test: {
          name: 'hid',
          include: here('hid-vm'),
          testTimeout: 30_000,
          hookTimeout: 960_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: here('e2e'),
          globalSetup: 'tests/testkit/database.setup.ts',
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
