/** The citizens' phones as one page: what came, what rings, and keys to press. */
import type { SimCall, SimMessage } from './state.ts';

const escape = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Addresses in a message open; nothing else in it does. */
const withLinks = (text: string): string =>
  text
    .split(/(https?:\/\/\S+)/)
    .map((part, index) =>
      index % 2 === 1
        ? `<a href="${escape(part)}" target="_blank" rel="noreferrer">${escape(part)}</a>`
        : escape(part),
    )
    .join('');

const button = (label: string, body: object): string =>
  `<button data-body="${escape(JSON.stringify(body))}">${escape(label)}</button>`;

const time = (at: number): string =>
  new Date(at + 19_800_000).toISOString().slice(11, 16).concat(' IST');

const messageCard = (it: SimMessage): string =>
  `<article><p class="head">SMS to ${escape(it.to)} · ${time(it.at)} · ${it.status}</p>` +
  `<p>${withLinks(it.body)}</p></article>`;

function keypad(call: SimCall): string {
  const wants = call.turns.at(-1)?.wants;
  if (wants === 'number') {
    return (
      `<form data-sid="${call.sid}"><input name="digits" inputmode="numeric" autocomplete="off" ` +
      'aria-label="Digits"><button>Send digits and #</button></form>'
    );
  }
  if (wants === 'record')
    return button('Speak, then #', { act: 'press', sid: call.sid, digits: '#' });
  const keys = ['1', '2', '3', '9', '0'];
  return keys.map((digits) => button(digits, { act: 'press', sid: call.sid, digits })).join(' ');
}

function callCard(call: SimCall): string {
  const turns = call.turns.map(
    (turn) =>
      `<blockquote>${turn.says
        .map(({ language, text }) => `<span lang="${language}">${escape(text)}</span>`)
        .join(
          ' ',
        )}${turn.plays.map((url) => ` <i>♪ ${escape(url.split('/').at(-1) ?? '')}</i>`).join('')}</blockquote>`,
  );
  const isOutbound = call.direction === 'outbound-api';
  const who = isOutbound ? `Call to ${escape(call.to)}` : `${escape(call.from)} calls HQ`;
  const ringing =
    button('Answer', { act: 'answer', sid: call.sid }) +
    ' ' +
    button('Let it ring', { act: 'decline', sid: call.sid });
  const controls =
    call.status === 'ringing' ? ringing : call.status === 'in-progress' ? keypad(call) : '';
  return (
    `<article><p class="head">${who} · ${time(call.at)} · ${call.status}</p>` +
    `${turns.join('')}<p>${controls}</p></article>`
  );
}

const STYLE =
  'body{font:18px/1.5 system-ui;margin:0 auto;padding:1rem;max-width:34rem;background:#f5f7f6}' +
  'article{background:#fff;border:1px solid #d5dcda;border-radius:12px;padding:.5rem 1rem;margin:1rem 0}' +
  '.head{color:#55605d;font-size:15px;margin:.25rem 0}p{overflow-wrap:anywhere}' +
  'blockquote{margin:.5rem 0;padding:.5rem 1rem;border-left:4px solid #0f766e;background:#eef7f5}' +
  'button,input{font:inherit;min-height:48px;min-width:48px;padding:0 1rem;border-radius:8px}' +
  'button{border:0;background:#0f766e;color:#fff;cursor:pointer}input{border:1px solid #55605d}';

const SCRIPT = `const send = async (body) => {
  await fetch('/phone', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  location.reload();
};
addEventListener('click', (event) => {
  const body = event.target.dataset?.body;
  if (body) void send(body);
});
addEventListener('submit', (event) => {
  event.preventDefault();
  const { sid, from } = event.target.dataset;
  const value = new FormData(event.target).get('digits');
  void send(JSON.stringify(sid ? { act: 'press', sid, digits: value } : { act: 'dial', from: value }));
});
setInterval(() => {
  if (document.activeElement?.tagName !== 'INPUT') location.reload();
}, 5000);`;

export function phonePage(of: {
  readonly messages: readonly SimMessage[];
  readonly calls: readonly SimCall[];
}): string {
  const cards = [
    ...of.calls.map((call) => ({ at: call.at, html: callCard(call) })),
    ...of.messages.map((message) => ({ at: message.at, html: messageCard(message) })),
  ].sort((a, b) => b.at - a.at);
  return (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Simulated phones</title>' +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<style>${STYLE}</style><h1>Simulated phones</h1>` +
    '<p>Nothing is sent and nobody is called. What citizens would get is here.</p>' +
    '<form data-from="1"><input name="digits" value="+919876543210" aria-label="Number">' +
    ' <button>Call HQ from this number</button></form>' +
    (cards.map(({ html }) => html).join('') || '<p>Nothing has come yet.</p>') +
    `<script>${SCRIPT}</script></html>`
  );
}
