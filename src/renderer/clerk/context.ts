/** What every clerk's screen is given besides the snapshot: the way to the terminal and the window. */
import type { ShiftClosed, TerminalConnection } from '#contract/answers.ts';
import type { Link } from '#renderer/connection/screen-connection.ts';

export interface ClerkContext {
  readonly connection: TerminalConnection;
  readonly link: Link;
  readonly switchLanguage: () => void;
  /** Null where the shell opens the citizen's window by itself. */
  readonly openDisplay: (() => void) | null;
  /** The answer to a count outlives the screen that asked for it. */
  readonly shiftClosed: (answer: ShiftClosed) => void;
}
