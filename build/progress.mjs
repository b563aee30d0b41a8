/**
 * What a person sees while something takes a while: one calm line a step, with its time. On a
 * terminal the line moves (a spinner, a bar where the size is known); elsewhere a plain line is
 * printed at the start, every ten seconds, and at the end. Plain JavaScript, because it also runs
 * before anything is installed. It may touch standard error only.
 */
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const BAR_WIDTH = 24;
const TICK_MS = 120;
const PLAIN_EVERY_MS = 10_000;

/** @param {number} ms @returns {string} for example "0.4 s", "12 s", "2 min 5 s" */
export function formatDuration(ms) {
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** @param {number} done @param {number} total @returns {string} a bar and a percentage */
export function formatBar(done, total) {
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
  const filled = Math.round(share * BAR_WIDTH);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${Math.round(share * 100)} %`;
}

function plainPrinter(write, title, state) {
  write(`  ${title} ...\n`);
  let shownAt = state.startedAt;
  return () => {
    const now = Date.now();
    if (now - shownAt < PLAIN_EVERY_MS) return;
    shownAt = now;
    const share = state.total > 0 ? Math.min(1, state.done / state.total) : 0;
    const part = state.total > 0 ? `${Math.round(share * 100)} %, ` : '';
    write(`  ${title} ... ${part}${formatDuration(now - state.startedAt)}\n`);
  };
}

function movingPrinter(write, title, state) {
  let frame = 0;
  return () => {
    frame = (frame + 1) % FRAMES.length;
    const part = state.total > 0 ? ` ${formatBar(state.done, state.total)}` : '';
    const time = formatDuration(Date.now() - state.startedAt);
    write(`\r\u001B[2K${FRAMES[frame]} ${title}${part}  ${time}`);
  };
}

/**
 * Runs `work` as one visible step. `work` gets `report(done, total)` for a bar. Answers and errors
 * of `work` pass through; the closing line says which it was and how long it took.
 */
export async function step(title, work, stream = process.stderr) {
  const write = (text) => stream.write(text);
  const state = { startedAt: Date.now(), done: 0, total: 0 };
  const moving = stream.isTTY && process.env.TERM !== 'dumb';
  const show = (moving ? movingPrinter : plainPrinter)(write, title, state);
  const timer = setInterval(show, moving ? TICK_MS : 1000);
  const finish = (mark) => {
    clearInterval(timer);
    const time = formatDuration(Date.now() - state.startedAt);
    write(`${moving ? '\r\u001B[2K' : ''}${mark} ${title}  ${time}\n`);
  };
  try {
    const value = await work((done, total) => Object.assign(state, { done, total }));
    finish('✓');
    return value;
  } catch (error) {
    finish('✗');
    throw error;
  }
}
