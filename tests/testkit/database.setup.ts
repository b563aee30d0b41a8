/**
 * Starts one private database server for a test run and tells every test where it is. Several
 * projects of the same run share the one server; the last to end stops it.
 */
import type { TestProject } from 'vitest/node';
import {
  startTestDatabase,
  type RunningTestServer,
  type TestDatabaseServer,
} from '#build/database/test-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly databaseServer: TestDatabaseServer;
  }
}

interface Shared {
  users: number;
  server: Promise<RunningTestServer>;
}

// Each project loads this module anew, in the same process: only the global object is shared.
const place = globalThis as typeof globalThis & { raseedTestDatabase?: Shared };

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = (place.raseedTestDatabase ??= { users: 0, server: startTestDatabase() });
  shared.users += 1;
  const running = await shared.server;
  project.provide('databaseServer', running.server);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    delete place.raseedTestDatabase;
    await running.stop();
  };
}
