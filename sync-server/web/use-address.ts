/** A filter that is kept in the page's address: what is seen can be sent, and comes back with Back. */
import { useState } from 'react';

function write(name: string, value: string): void {
  const url = new URL(location.href);
  if (value === '') url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  history.replaceState(null, '', url);
}

/** Empty where the address says nothing. */
export function useAddress(name: string): readonly [string, (value: string) => void] {
  const [value, setValue] = useState(() => new URLSearchParams(location.search).get(name) ?? '');
  const set = (next: string): void => {
    setValue(next);
    write(name, next);
  };
  return [value, set];
}
