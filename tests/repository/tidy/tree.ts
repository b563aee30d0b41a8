/** The committed tree as the house rules see it: paths and texts, and what a rule finds in them. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export interface TreeFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  /** '' for a file that is no text. */
  readonly text: string;
  readonly bytes: number;
}

export interface Finding {
  readonly path: string;
  /** From 1; 0 where it is about the whole file. */
  readonly line: number;
  readonly what: string;
}

const TEXT =
  /\.(?:tsx?|mjs|cjs|json|md|ya?ml|html|css|sql|svg|rules|sh)$|^\.|\/\.|\/run$|^LICENSE$/;

/** Every tracked file that is there. */
export function readTree(root: string): readonly TreeFile[] {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  return listed
    .split('\0')
    .filter((name) => name !== '' && existsSync(path.join(root, name)))
    .map((name) => {
      const file = path.join(root, name);
      const text = TEXT.test(name) ? readFileSync(file, 'utf8') : '';
      return { path: name, text, bytes: statSync(file).size };
    });
}

/** Each line that the pattern matches, as a finding. */
export function findLines(file: TreeFile, pattern: RegExp, what: string): readonly Finding[] {
  return file.text.split('\n').flatMap((text, index) => {
    const found = pattern.exec(text);
    return found === null
      ? []
      : [{ path: file.path, line: index + 1, what: `${what}: ${found[0]}` }];
  });
}

export const describeFinding = ({ path: place, line, what }: Finding): string =>
  line === 0 ? `${place}: ${what}` : `${place}:${line}: ${what}`;
