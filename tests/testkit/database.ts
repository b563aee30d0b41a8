/**
 * A schema of its own for a test file, on the run's private server. Use in `beforeAll`, and call
 * `drop` in `afterAll`.
 */
import { inject } from 'vitest';

import { createSchema, type TestDatabase } from './schema.ts';

export type { TestDatabase } from './schema.ts';

/** Makes an empty schema with a random name. */
export const createTestDatabase = (): Promise<TestDatabase> =>
  createSchema(inject('databaseServer'));
