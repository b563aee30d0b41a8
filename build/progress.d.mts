/** The shapes of `progress.mjs`, which is plain JavaScript because it runs before set-up. */
export type ReportProgress = (done: number, total: number) => void;

export declare function formatDuration(ms: number): string;
export declare function formatBar(done: number, total: number): string;
export declare function step<T>(
  title: string,
  work: (report: ReportProgress) => Promise<T> | T,
  stream?: { write(text: string): unknown; isTTY?: boolean },
): Promise<T>;
