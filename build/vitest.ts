/**
 * Runs the test suites and counts what came out, from Vitest's own report, so that the last line of
 * `npm test` is a plain count.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, inRoot } from './paths.ts';
import { runShown } from './run.ts';

export interface TestCount {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface TestRun extends TestCount {
  readonly exitCode: number;
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly unknown[];
  }[];
}

/** A file that could not even be loaded holds no failed test, and is a failure all the same. */
export function countTests(report: VitestReport): TestCount {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

export function describeCount({ passed, failed, skipped }: TestCount): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Runs Vitest with these further words (projects, files, filters). */
export async function runVitest(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<TestRun> {
  const reportFile = cacheFolder('vitest', `report-${process.pid}.json`);
  mkdirSync(path.dirname(reportFile), { recursive: true });
  const program = inRoot('node_modules', 'vitest', 'vitest.mjs');
  const report = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const exitCode = await runShown(process.execPath, [program, 'run', ...report, ...words], { env });
  if (!existsSync(reportFile)) return { exitCode: exitCode || 1, passed: 0, failed: 0, skipped: 0 };
  const count = countTests(JSON.parse(readFileSync(reportFile, 'utf8')) as VitestReport);
  rmSync(reportFile);
  return { exitCode, ...count };
}
