/**
 * The open line from HQ (F12): server-sent events, of which only the name counts. A line that says
 * nothing for a while is taken for dead, because a router may have forgotten it.
 */
const SILENCE_MS = 45_000;
const NEWS = /^event: feed$/m;
const MAX_REST = 4_096;

/** Ends with `onEnd` once, unless it was stopped. */
export function listenTo(of: {
  readonly url: URL;
  readonly headers: Record<string, string>;
  readonly onNews: () => void;
  readonly onEnd: () => void;
  readonly silenceMs?: number;
}): () => void {
  const { url, headers, silenceMs = SILENCE_MS } = of;
  const control = new AbortController();
  let isStopped = false;
  let silence = setTimeout(() => control.abort(), silenceMs);

  function heard(): void {
    clearTimeout(silence);
    silence = setTimeout(() => control.abort(), silenceMs);
  }

  /** What is left after the last whole event. */
  function take(text: string): string {
    const events = text.split('\n\n');
    const rest = events.pop() ?? '';
    if (events.some((event) => NEWS.test(event))) of.onNews();
    return rest.slice(-MAX_REST);
  }

  async function run(): Promise<void> {
    const response = await fetch(url, { headers, redirect: 'error', signal: control.signal });
    if (!response.ok) return;
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of response.body ?? []) {
      heard();
      rest = take(rest + decoder.decode(chunk, { stream: true }));
    }
  }

  const end = (): void => {
    clearTimeout(silence);
    control.abort();
    if (!isStopped) of.onEnd();
  };
  run().then(end, end);
  return () => {
    isStopped = true;
    end();
  };
}
