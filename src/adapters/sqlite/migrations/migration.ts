/** One step of the schema. A step that has been released is never edited: the next one mends it. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}
