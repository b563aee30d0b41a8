/** The comparing thread: takes one message at a time, in order, and answers those that ask. */
import { parentPort } from 'node:worker_threads';

import { assert, unreachable } from '#domain/result.ts';
import type { FingerImage } from '#terminal/ports/matcher.ts';

import { createMatcherWork, type Capture } from './work.ts';

export type Order =
  | { readonly type: 'extract'; readonly image: FingerImage; readonly position: number }
  | { readonly type: 'compare'; readonly probe: Uint8Array; readonly kept: readonly Uint8Array[] }
  | { readonly type: 'bestOf'; readonly captures: readonly Capture[] }
  | { readonly type: 'remember'; readonly id: string; readonly templates: readonly Uint8Array[] }
  | { readonly type: 'search'; readonly probes: readonly Uint8Array[] };

export interface Ask {
  readonly id: number;
  readonly order: Order;
}

const port = parentPort;
assert(port !== null, 'this file is a thread');
const work = createMatcherWork();

function answer(order: Order): unknown {
  switch (order.type) {
    case 'extract':
      return work.extract(order.image, order.position);
    case 'compare':
      return work.compare(order.probe, order.kept);
    case 'bestOf':
      return work.bestOf(order.captures);
    case 'remember':
      work.remember(order.id, order.templates);
      return null;
    case 'search':
      return work.search(order.probes);
    default:
      return unreachable(order);
  }
}

port.on('message', ({ id, order }: Ask) => port.postMessage({ id, value: answer(order) }));
