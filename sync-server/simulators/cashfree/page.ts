/** The control page of the simulated gateway: what a citizen's phone can do with each code. */
import type { SimTransfer } from './transfers.ts';
import { netOf, type SimLedger, type SimOrder, type SimSettlement } from './ledger.ts';

const rupees = (amountPaise: number): string => (amountPaise / 100).toFixed(2);
const safe = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const button = (label: string, body: Readonly<Record<string, string>>): string =>
  `<button data-body="${safe(JSON.stringify(body))}">${label}</button>`;

/** What a citizen's phone can do with a code. */
const PHONE_ACTS = [
  ['pay', 'Pay'],
  ['begin', 'Pay, the bank is slow'],
  ['fail', 'The payment fails'],
  ['drop', 'Leave the app'],
  ['double', 'Pay twice'],
] as const;

function row(order: SimOrder): string {
  const payments = order.payments.map(
    (it) =>
      `<li>${it.id} ${it.status}${it.backPaise > 0 ? `, ${rupees(it.backPaise)} sent back` : ''} ` +
      `${it.status === 'SUCCESS' ? '' : button('It succeeds', { act: 'succeed', order: order.id, payment: it.id })}</li>`,
  );
  const acts = PHONE_ACTS.map(([act, label]) => button(label, { act, order: order.id }));
  return (
    `<section><h2>₹${rupees(order.amountPaise)} · ${safe(order.id)} · ${order.status}</h2>` +
    `${acts.join(' ')}<ul>${payments.join('')}</ul></section>`
  );
}

function settlementRow(of: SimSettlement): string {
  const settlement = of.id;
  const acts =
    of.status === 'SUCCESS'
      ? button('The bank sends it back', { act: 'send_back', settlement })
      : button('It arrives', { act: 'land', settlement });
  return `<li>${of.id} ${of.utr} ₹${rupees(netOf(of))} ${of.status} ${acts}</li>`;
}

const TRANSFER_ACTS = [
  ['bank_pays', 'The bank pays it'],
  ['bank_fails', 'The bank will not'],
  ['bank_returns', 'The bank sends it back'],
] as const;

function transferRow({ id, amountPaise, status }: SimTransfer): string {
  const acts = TRANSFER_ACTS.map(([act, label]) => button(label, { act, transfer: id }));
  return `<li>${safe(id)} ₹${rupees(amountPaise)} ${status} ${acts.join(' ')}</li>`;
}

/** Its script posts a button's words and draws the page again. */
const SCRIPT = `addEventListener('click', async (event) => {
  const body = event.target.dataset?.body;
  if (!body) return;
  await fetch('/phone', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  location.reload();
});`;

export function controlPage(of: {
  readonly ledger: SimLedger;
  readonly held: boolean;
  readonly fault: string;
  readonly transfers: { readonly transfers: ReadonlyMap<string, SimTransfer> } | null;
}): string {
  const orders = [...of.ledger.orders.values()].toReversed();
  const transfers = [...(of.transfers?.transfers.values() ?? [])].map(transferRow).join('');
  const settlements = of.ledger.settlements.map(settlementRow).join('');
  const common = [
    button('Settle', { act: 'settle' }),
    of.held
      ? button('Release webhooks', { act: 'release' })
      : button('Hold webhooks', { act: 'hold' }),
    button('Lose what is held', { act: 'lose' }),
    button('Deliver twice, newest first', { act: 'deliver_twice' }),
    of.fault === 'none'
      ? button('The gateway breaks down', { act: 'break' })
      : button('The gateway works again', { act: 'mend' }),
  ];
  return (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Simulated phone</title>' +
    '<style>body{font:16px system-ui;margin:2rem;max-width:48rem}button{padding:.5rem 1rem}</style>' +
    `<h1>Simulated gateway: no money moves</h1><p>${common.join(' ')}</p>` +
    (settlements === '' ? '' : `<h2>Settlements</h2><ul>${settlements}</ul>`) +
    (transfers === '' ? '' : `<h2>Transfers to the treasury</h2><ul>${transfers}</ul>`) +
    (orders.map(row).join('') || '<p>No code has been asked for yet.</p>') +
    `<script>${SCRIPT}</script></html>`
  );
}
