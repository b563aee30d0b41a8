/** The verifier's face for tests. */
export interface Fault {
  readonly where: string;
  readonly what: string;
}
export interface Report {
  readonly faults: readonly Fault[];
  readonly notes: readonly string[];
  /** What the bundle proves against somebody. */
  readonly found: readonly string[];
  readonly fileSha256: string;
  readonly root: string | null;
  /** Heads under published daily roots; linked where the bundle holds that very entry. */
  readonly published: readonly {
    readonly date: string;
    /** Null for a root that is here as itself, not as the way from a head. */
    readonly seq: number | null;
    readonly root: string;
    readonly isLinked: boolean;
  }[];
  readonly receipts: ReadonlyMap<string, number>;
  readonly count: {
    readonly entries: number;
    readonly officeEntries: number;
    readonly publishedHeads: number;
    readonly paymentsProven: number;
    readonly witnessed: number;
    readonly signatures: number;
    readonly chargedPaise: number;
    readonly reversedPaise: number;
  };
}
export interface Options {
  /** SHA-256 of the raw root key, hex. */
  readonly root?: string;
  /** The text of a witness's file of roots. */
  readonly witness?: string;
}
export function verifyBundle(bytes: Uint8Array, options?: Options): Report;
export function describe(report: Report, options?: Options): string;
