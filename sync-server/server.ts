/** The sync server put together: the HTTP edge over a context. `main.ts` gives it a real one. */
import fastify, { type FastifyInstance } from 'fastify';

import type { ServerContext } from './context.ts';
import { DayKeeper } from './day/day-keeper.ts';
import { HeardDesk } from './fleet/heard.ts';
import { Projector } from './ingest/projector.ts';
import { JudgeWorker } from './judgement/judge-worker.ts';
import type { MessageConfig } from './messages/config.ts';
import { installMessages } from './messages/open.ts';
import type { MessageRunner } from './messages/runner.ts';
import type { PaymentConfig } from './payments/config.ts';
import { installLinks } from './payments/open-links.ts';
import { installPayments } from './payments/open.ts';
import type { PayoutConfig } from './payments/payout-config.ts';
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
import { installHqDays } from './routes/hq-days.ts';
import { installHqGateway } from './routes/hq-gateway.ts';
import { installHqOrders } from './routes/hq-orders.ts';
import { installHqPayouts } from './routes/hq-payouts.ts';
import { installHqRefunds } from './routes/hq-refunds.ts';
import { installHqRoutes } from './routes/hq-routes.ts';
import { installHqSession } from './routes/hq-session.ts';
import { installOfficeCash } from './routes/office-cash.ts';
import { installOfficeDocuments } from './routes/office-documents.ts';
import { installOfficeDays } from './routes/office-days.ts';
import { installOfficeRegisters } from './routes/office-registers.ts';
import { installOfficeSession, OfficeDesk } from './routes/office-session.ts';
import { installSlipRoutes } from './routes/slip-routes.ts';
import { installStaffPages } from './routes/staff-pages.ts';
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
  /** Null or absent: there are no transfers to the treasury. */
  readonly payouts?: PayoutConfig | null;
  /** Null or absent: messages and calls are off. */
  readonly messages?: MessageConfig | null;
  /** The citizen's page, alike. */
  readonly citizenPageFolder?: string | null;
  /** The page of an office's managers, alike. */
  readonly officePageFolder?: string | null;
}

export interface SyncServer {
  readonly app: FastifyInstance;
  readonly projector: Projector;
  /** Prices every charge again, once started. */
  readonly judge: JudgeWorker;
  /** Publishes each day's root, once started. */
  readonly roots: RootKeeper;
  /** When counters were last heard from; writes by itself, once started. */
  readonly heard: HeardDesk;
  /** What happens to days by itself, once started. */
  readonly days: DayKeeper;
  /** Asks the payment gateway and sends what is due, once started; null where UPI is off. */
  readonly payments: PaymentRunner | null;
  /** Tells and asks citizens, once started; null where messages are off. */
  readonly messages: MessageRunner | null;
  /** Answers the port. */
  listen(of: { readonly host: string; readonly port: number }): Promise<number>;
  close(): Promise<void>;
}

const REQUEST_TIMEOUT_MS = 60_000;

/** What HQ's people see and do; all of it behind their session. */
function installHq(
  app: FastifyInstance,
  options: ServerOptions,
  { proofs, drawer }: { readonly proofs: ProofDesk; readonly drawer: PdfDrawer },
): void {
  const { context } = options;
  const isOn = (options.messages ?? null) !== null;
  installHqSession(app, context, options.hqToken);
  installHqRoutes(app, context);
  const desk = new StaffDesk(context);
  installHqActs(app, context, desk);
  installHqRefunds(app, { context, desk });
  installHqOrders(app, context, desk);
  installHqGateway(app, { context, desk });
  installHqPayouts(app, { context, desk, payouts: options.payouts ?? null });
  installHqAnswers(app, { context, desk, isOn });
  installHqDays({ app, context, desk });
  installEvidenceRoutes(app, context, proofs);
  const door = { prefix: '/hq/api', viewer: 'hq', officeOf: officeInQuery, drawer } as const;
  installDocumentRoutes(app, context, door);
}

/** The page of an office's managers. */
function installOffice(
  app: FastifyInstance,
  { context, hqToken }: ServerOptions,
  drawer: PdfDrawer,
): void {
  const desk = new OfficeDesk(context, hqToken);
  installOfficeSession(app, context, desk);
  const routes = { app, context, desk };
  installOfficeDays(routes);
  installOfficeCash(routes);
  installOfficeRegisters(routes);
  installOfficeDocuments(routes, drawer);
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
  const heard = new HeardDesk(context);
  const days = new DayKeeper(context, heard);
  installCounterRoutes(app, context, { projector, heard });
  installSlipRoutes(app, context);
  const payments = await installPayments(app, context, {
    payments: options.payments ?? null,
    payouts: options.payouts ?? null,
    links: (options.messages ?? null) !== null,
  });
  const links = installLinks(app, context, {
    payments: options.payments ?? null,
    messages: options.messages ?? null,
    runner: payments,
  });
  const remind = async () => links?.remind() ?? 0;
  const messages = await installMessages(app, context, options.messages ?? null, remind);
  installCodeRoutes(app, context, messages !== null);
  await app.register(async (hq) => installHq(hq, options, { proofs, drawer }));
  await app.register(async (office) => installOffice(office, options, drawer));
  await app.register(async (citizen) => installCitizenRoutes(citizen, context, proofs));
  const { hqPageFolder, citizenPageFolder, officePageFolder = null } = options;
  if (typeof citizenPageFolder === 'string') {
    await app.register((page) => installCitizenPage(page, citizenPageFolder));
  }
  await installStaffPages(app, { hqPageFolder, officePageFolder });
  return {
    app,
    projector,
    payments,
    messages,
    judge,
    roots,
    heard,
    days,
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
      await days.stop();
      await heard.stop();
    },
  };
}
