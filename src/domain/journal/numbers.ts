/** Numbers of series, as ids bear them. */

/** The number at the end of an id: 412 of `KA-BLR-01-C3-Q412`, 42 of `…/2627/000042`. */
export function numberOf(id: string): number {
  const isDigit = (at: number): boolean => id.charCodeAt(at) >= 48 && id.charCodeAt(at) <= 57;
  let start = id.length;
  while (start > 0 && isDigit(start - 1)) start -= 1;
  return Number(id.slice(start));
}
