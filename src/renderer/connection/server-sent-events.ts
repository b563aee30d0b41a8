/**
 * Reads the text of an event stream (server-sent events) in whatever pieces it arrives. `fetch` and
 * this stand in for EventSource, which cannot send the token's header. Pure: no network here.
 */
export interface StreamEvent {
  readonly event: string;
  readonly data: string;
}

export interface EventStreamReader {
  /** The events completed by this piece of text. */
  feed(text: string): readonly StreamEvent[];
}

const LINE_END = /\r\n|\n|\r/;

function parseBlock(lines: readonly string[]): StreamEvent | null {
  let event = 'message';
  const data: string[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') event = value;
    if (field === 'data') data.push(value);
  }
  return data.length === 0 ? null : { event, data: data.join('\n') };
}

export function createEventStreamReader(): EventStreamReader {
  let rest = '';
  let block: string[] = [];
  return {
    feed: (text) => {
      const lines = (rest + text).split(LINE_END);
      // The last piece has no end yet; a lone CR at the end may be half of CRLF.
      rest = lines.pop() ?? '';
      const events: StreamEvent[] = [];
      for (const line of lines) {
        if (line !== '') {
          block.push(line);
          continue;
        }
        const event = parseBlock(block);
        block = [];
        if (event !== null) events.push(event);
      }
      return events;
    },
  };
}
