/** Virtual time: what is due earliest runs first, and everything that it started comes to rest. */

export interface VirtualTime {
  /** Milliseconds of true time, which nobody in the world knows. */
  now(): number;
  /** Runs `work` once after `delayMs`; the answer cancels it. */
  after(delayMs: number, work: () => void): () => void;
  /** Runs the next thing due. False when nothing is. */
  step(): Promise<boolean>;
}

interface Due {
  readonly atMs: number;
  readonly order: number;
  readonly work: () => void;
  isCancelled: boolean;
}

const isBefore = (a: Due, b: Due): boolean =>
  a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

/** Every microtask has run when an immediate does; nothing in the world waits for real time. */
const rest = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

export function createVirtualTime(startMs: number): VirtualTime {
  let nowMs = startMs;
  let made = 0;
  const queue: Due[] = [];
  return {
    now: () => nowMs,
    after: (delayMs, work) => {
      made += 1;
      const due: Due = {
        atMs: nowMs + Math.max(0, delayMs),
        order: made,
        work,
        isCancelled: false,
      };
      let at = queue.length;
      for (let before = queue[at - 1]; before !== undefined; before = queue[at - 1]) {
        if (!isBefore(due, before)) break;
        at -= 1;
      }
      queue.splice(at, 0, due);
      return () => {
        due.isCancelled = true;
      };
    },
    step: async () => {
      let due = queue.shift();
      while (due?.isCancelled === true) due = queue.shift();
      if (due === undefined) return false;
      nowMs = due.atMs;
      due.work();
      await rest();
      return true;
    },
  };
}
