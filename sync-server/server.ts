/** The sync server put together: the HTTP edge over a context. `main.ts` gives it a real one. */
import { existsSync } from 'node:fs';

import fastifyStatic from '@fastify/static';
import fastify, { type FastifyInstance } from 'fastify';

import type { ServerContext } from './context.ts';
import { Projector } from './ingest/projector.ts';
import { JudgeWorker } from './judgement/judge-worker.ts';
import type { MessageConfig } from './messages/config.ts';
import { installMessages } from './messages/open.ts';
import type { MessageRunner } from './messages/runner.ts';
import type { PaymentConfig } from './payments/config.ts';
import { installLinks } from './payments/open-links.ts';
import { installPayments } from './payments/open.ts';
import type { PaymentRunner } from './payments/runner.ts';
import { installAnswers } from './routes/answers.ts';
import { installCitizenPage } from './routes/citizen-page.ts';
import { installCodeRoutes } from './routes/code-routes.ts';
import { installCitizenRoutes } from './routes/citizen-routes.ts';
import { installCounterRoutes, MAX_BODY_BYTES } from './routes/counter-routes.ts';
import { PdfDrawer } from './documents/pdf/drawer.ts';
import { installDocumentRoutes, officeInQuery } from './routes/document-routes.ts';
import { installEvidenceRoutes } from './routes/evidence-routes.ts';
import { installHqActs } from './routes/hq-acts.ts';
import { installHqAnswers } from './routes/hq-answers.ts';
import { installHqGateway } from './routes/hq-gateway.ts';
import { installHqOrders } from './routes/hq-orders.ts';
import { installHqRefunds } from './routes/hq-refunds.ts';
import { installHqRoutes } from './routes/hq-routes.ts';
import { installHqSession } from './routes/hq-session.ts';
import { installSlipRoutes } from './routes/slip-routes.ts';
import { StaffDesk } from './routes/staff-desk.ts';
import { ProofDesk } from './transparency/proofs.ts';
import { RootKeeper } from './transparency/root-keeper.ts';

export interface ServerOptions {
  readonly context: ServerContext;
  readonly hqToken: string;
  /** Built page; null or absent on disk: the API alone. */
  readonly hqPageFolder: string | null;
  /** Null or absent: UPI is off. */
  readonly payments?: PaymentConfig | null;
  /** Null or absent: messages and calls are off. */
  readonly messages?: MessageConfig | null;
  /** The citizen's page, alike. */
  readonly citizenPageFolder?: string | null;
}

export interface SyncServer {
  readonly app: FastifyInstance;
  readonly projector: Projector;
  /** Prices every charge again, once started. */
  readonly judge: JudgeWorker;
  /** Publishes each day's root, once started. */
  readonly roots: RootKeeper;
  /** Asks the payment gateway and sends what is due, once started; null where UPI is off. */
  readonly payments: PaymentRunner | null;
  /** Tells and asks citizens, once started; null where messages are off. */
  readonly messages: MessageRunner | null;
  /** Answers the port. */
  listen(of: { readonly host: string; readonly port: number }): Promise<number>;
  close(): Promise<void>;
}

const REQUEST_TIMEOUT_MS = 60_000;

async function installPage(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, { root: folder, prefix: '/hq/', cacheControl: false });
  app.get('/hq', (_request, reply) => reply.redirect('/hq/'));
  app.get('/', (_request, reply) => reply.redirect('/hq/'));
}

export async function createServer(options: ServerOptions): Promise<SyncServer> {
  const { context } = options;
  const app = fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
    logger: false,
  });
  const projector = new Projector(context);
  const judge = new JudgeWorker(context);
  const roots = new RootKeeper(context);
  const proofs = new ProofDesk(context);
  const drawer = new PdfDrawer();
  installAnswers(app, context);
  installCounterRoutes(app, context, projector);
  installSlipRoutes(app, context);
  const payments = await installPayments(app, context, options.payments ?? null);
  const links = installLinks(app, context, {
    payments: options.payments ?? null,
    messages: options.messages ?? null,
    runner: payments,
  });
  const remind = async () => links?.remind() ?? 0;
  const messages = await installMessages(app, context, options.messages ?? null, remind);
  installCodeRoutes(app, context, messages !== null);
  await app.register(async (hq) => {
    installHqSession(hq, context, options.hqToken);
    installHqRoutes(hq, context);
    const desk = new StaffDesk(context);
    installHqActs(hq, context, desk);
    installHqRefunds(hq, { context, desk });
    installHqOrders(hq, context, desk);
    installHqGateway(hq, { context, desk });
    installHqAnswers(hq, { context, desk, isOn: messages !== null });
    installEvidenceRoutes(hq, context, proofs);
    const door = { prefix: '/hq/api', viewer: 'hq', officeOf: officeInQuery, drawer } as const;
    installDocumentRoutes(hq, context, door);
  });
  await app.register(async (citizen) => installCitizenRoutes(citizen, context, proofs));
  const { hqPageFolder, citizenPageFolder } = options;
  if (typeof citizenPageFolder === 'string') {
    await app.register((page) => installCitizenPage(page, citizenPageFolder));
  }
  if (hqPageFolder !== null && existsSync(hqPageFolder)) await installPage(app, hqPageFolder);
  return {
    app,
    projector,
    payments,
    messages,
    judge,
    roots,
    async listen({ host, port }) {
      await app.listen({ host, port });
      const address = app.server.address();
      return typeof address === 'object' && address !== null ? address.port : port;
    },
    async close() {
      await app.close();
      await projector.stop();
      await payments?.stop();
      await messages?.stop();
      await judge.stop();
      await roots.stop();
      await drawer.stop();
    },
  };
}
