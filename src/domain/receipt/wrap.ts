/**
 * Breaks a text into lines of a given width without losing a character: at spaces, else after a
 * hyphen or a slash, else between the clusters a reader sees as one letter, and inside a cluster
 * only where it alone is wider than the line. The width of a text is asked for, not known.
 */

/** A no-break space (a head and its number) is a letter like any other here. */
const BREAKING_SPACE = /[^\S\u00A0]+/;

/** Width of a text in dots, as it would be drawn. */
export type Measure = (text: string) => number;

const clusters = new Intl.Segmenter('hi', { granularity: 'grapheme' });

const clustersOf = (word: string): string[] =>
  Array.from(clusters.segment(word), (part) => part.segment);

/** Longest run of `parts` from `start` that fits; at least one part. Returns the end index. */
function fittingEnd(
  parts: readonly string[],
  start: number,
  { maxDots, measure }: { maxDots: number; measure: Measure },
): number {
  let end = start + 1;
  let text = parts[start] ?? '';
  while (end < parts.length) {
    text += parts[end] ?? '';
    if (measure(text) > maxDots) break;
    end += 1;
  }
  return end;
}

/** Moves a break back to just after a hyphen or slash, where that keeps more than half. */
function kindlyEnd(parts: readonly string[], start: number, end: number): number {
  if (end >= parts.length) return end;
  for (let at = end; at > start + (end - start) / 2; at -= 1) {
    if (/[-/,.·]$/.test(parts[at - 1] ?? '')) return at;
  }
  return end;
}

/** A word wider than the line, cut into pieces that fit. */
function breakWord(word: string, maxDots: number, measure: Measure): string[] {
  const fits = { maxDots, measure };
  const parts = clustersOf(word).flatMap((cluster) =>
    measure(cluster) > maxDots ? Array.from(cluster) : [cluster],
  );
  const pieces: string[] = [];
  for (let start = 0; start < parts.length;) {
    const end = kindlyEnd(parts, start, fittingEnd(parts, start, fits));
    pieces.push(parts.slice(start, end).join(''));
    start = end;
  }
  return pieces;
}

/** The lines of `text`, none wider than `maxDots`; at least one line, which may be empty. */
export function wrapText(text: string, maxDots: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(BREAKING_SPACE).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure(longer) <= maxDots) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = measure(word) <= maxDots ? [word] : breakWord(word, maxDots, measure);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}
