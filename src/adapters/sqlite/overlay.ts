/** Views that lie over those of the file: by name, then by id, in the order in which they were put. */
import type { ViewName } from '#domain/journal/views.ts';

import type { AnyView, ViewRow } from './packing.ts';

type ById = ReadonlyMap<string, AnyView>;
const NONE: ById = new Map();

export interface Overlay {
  get(name: ViewName, id: string): AnyView | undefined;
  put(name: ViewName, id: string, value: AnyView): void;
  drop(name: ViewName, id: string): void;
  named(name: ViewName): ById;
  rows(): Iterable<ViewRow>;
  isEmpty(): boolean;
  clear(): void;
}

export function createOverlay(): Overlay {
  const byName = new Map<ViewName, Map<string, AnyView>>();
  return {
    get: (name, id) => byName.get(name)?.get(id),
    put: (name, id, value) => {
      const byId = byName.get(name);
      if (byId === undefined) byName.set(name, new Map([[id, value]]));
      else byId.set(id, value);
    },
    drop: (name, id) => void byName.get(name)?.delete(id),
    named: (name) => byName.get(name) ?? NONE,
    rows: function* () {
      for (const [name, byId] of byName) {
        for (const [id, value] of byId) yield { name, id, value };
      }
    },
    isEmpty: () => byName.size === 0,
    clear: () => byName.clear(),
  };
}
