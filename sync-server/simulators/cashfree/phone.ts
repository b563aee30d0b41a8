/** The simulated gateway's control page: what citizens, the bank and the network do. */
import { z } from 'zod';

import { controlPage } from './page.ts';
import type { Simulator } from './server.ts';

const phoneBody = z.object({
  act: z.enum([
    'pay',
    'fail',
    'drop',
    'begin',
    'succeed',
    'double',
    'settle',
    'land',
    'send_back',
    'bank_pays',
    'bank_fails',
    'bank_returns',
    'deliver_twice',
    'hold',
    'release',
    'lose',
    'break',
    'mend',
  ]),
  order: z.string().optional(),
  payment: z.string().optional(),
  settlement: z.string().optional(),
  transfer: z.string().optional(),
});
const BANK = { bank_pays: 'SUCCESS', bank_fails: 'FAILED', bank_returns: 'REVERSED' } as const;
const BEGIN = { pay: 'SUCCESS', fail: 'FAILED', drop: 'USER_DROPPED', begin: 'PENDING' } as const;

async function act(simulator: Simulator, of: z.infer<typeof phoneBody>): Promise<unknown> {
  const { ledger } = simulator;
  const { order = '', payment = '' } = of;
  const settlement = ledger.settlements.find(({ id }) => id === of.settlement);
  switch (of.act) {
    case 'settle':
      return ledger.settle();
    case 'bank_pays':
    case 'bank_fails':
    case 'bank_returns':
      return simulator.transfers?.say(of.transfer ?? '', BANK[of.act]) ?? null;
    case 'land':
    case 'send_back':
      if (settlement === undefined) return null;
      return of.act === 'land' ? ledger.land(settlement) : ledger.sendBack(settlement);
    case 'deliver_twice':
      return simulator.deliver({ times: 2, backwards: true });
    case 'lose':
      return simulator.waiting.splice(0).length;
    case 'break':
    case 'mend':
      simulator.fault = of.act === 'break' ? 'broken' : 'none';
      return simulator.fault;
    case 'double':
      ledger.pay(order, 'SUCCESS');
      return ledger.pay(order, 'SUCCESS');
    case 'hold':
    case 'release':
      simulator.held = of.act === 'hold';
      return simulator.held ? null : simulator.deliver();
    case 'succeed':
      return ledger.end(order, { paymentId: payment, status: 'SUCCESS' });
    default:
      return ledger.pay(order, BEGIN[of.act]);
  }
}

/** The citizen's phone: `GET /` is the page, `POST /phone` what its buttons do. */
export function installPhone(simulator: Simulator): void {
  const { app } = simulator;
  app.get('/', (_request, reply) => reply.type('text/html').send(controlPage(simulator)));
  app.get('/books', () => ({
    orders: [...simulator.ledger.orders.values()],
    waiting: simulator.waiting.length,
    violations: simulator.violations,
  }));
  app.post('/phone', async (request, reply) => {
    const body = phoneBody.safeParse(request.body);
    if (!body.success) return reply.code(400).send({ code: 'act' });
    return { did: await act(simulator, body.data) };
  });
}
