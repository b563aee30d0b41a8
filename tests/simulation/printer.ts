/**
 * A printer that outlives its counter's process. At the instant at which paper comes out, the entry
 * that says so must be durable (P2), and no job may come out twice as an original.
 */
import { fail } from '#domain/result.ts';
import type { PrintJob, PrintOutcome, Printer, PrinterStatus } from '#terminal/ports/printer.ts';

import { countDurable, durableBody, type SimDisk } from './disk.ts';
import type { Life, World } from './world.ts';

export interface SimPrinter {
  attach(life: Life): Printer;
  /** Paper comes out, whole. */
  emit(job: PrintJob): void;
  /** The counter's past is another from now on. */
  forget(): void;
}

const READY: PrinterStatus = { ready: true, paper: 'ok', cover: 'closed', failure: null };

export function createSimPrinter(
  world: World,
  of: { readonly name: string; readonly disk: SimDisk },
): SimPrinter {
  const { report, time } = world;
  const chance = world.chance.fork(`printer ${of.name}`);
  const papers = new Map<string, number>();

  const count = (name: string): number => {
    const so = (papers.get(name) ?? 0) + 1;
    papers.set(name, so);
    return so;
  };

  /** Each paper was asked for by an entry of its own, and a receipt has one original. */
  function checkOnce(jobId: string, text: string): void {
    const asked = countDurable(of.disk, 'print.queued', (body) => body['jobId'] === jobId);
    if (count(jobId) > asked) report.violate('P4', `${of.name}: ${jobId} came out unasked`);
    if (text.includes('DUPLICATE')) return;
    if (count(`${jobId} original`) > 1) {
      report.violate('P4', `${of.name}: two originals of ${jobId}`);
    }
  }

  /** Counts the pasts of this counter: what an older one queued is not looked at. */
  let past = 0;

  function emit({ jobId, document }: PrintJob): void {
    const job = durableBody(of.disk, 'print.queued', (body) => body['jobId'] === jobId);
    report.note(`${of.name} paper ${jobId}`);
    if (job === null) report.violate('P2 I1', `${of.name}: paper ${jobId} has no durable entry`);
    else if (job['document'] === 'receipt') {
      checkOnce(jobId, JSON.stringify(document));
      const { subject } = job;
      const receipt = durableBody(
        of.disk,
        'receipt.issued',
        (body) => body['receiptNumber'] === subject,
      );
      if (receipt === null) {
        report.violate('P2 I1', `${of.name}: receipt ${String(subject)} printed, not durable`);
      }
    }
  }

  function outcome(job: PrintJob): PrintOutcome {
    if (!chance.happens(world.hostility.printer)) {
      emit(job);
      return { kind: 'confirmed', paper: 'ok' };
    }
    if (chance.happens(0.5)) {
      report.reach('paper failed');
      return { kind: 'failed', failure: fail('PRINTER_PAPER_OUT').error };
    }
    report.reach('paper unconfirmed');
    if (chance.happens(0.5)) emit(job);
    return { kind: 'unconfirmed', failure: fail('PRINTER_TIMEOUT').error };
  }

  const printer: SimPrinter = {
    forget: () => {
      papers.clear();
      past += 1;
    },
    emit,
    attach: (life) => ({
      status: () => Promise.resolve(READY),
      kickDrawer: () => Promise.resolve({ kind: 'confirmed', paper: 'ok' }),
      print: (job) =>
        new Promise((resolve) => {
          if (!life.isAlive) return;
          if (chance.happens(world.hostility.crash)) {
            report.reach('counter died with paper in the printer');
            if (chance.happens(0.5)) emit(job);
            life.end('with paper in the printer');
            return;
          }
          const own = past;
          time.after(chance.between(200, 4_000), () => {
            if (own !== past) return;
            // The job is in the printer's own memory: it comes out whoever has died meanwhile.
            const answer = outcome(job);
            if (life.isAlive) resolve(answer);
          });
        }),
    }),
  };
  return printer;
}
