/** What reached the bank of an office, head by head: bags that it accepted, cheques, and settlements. */
import type { DepositLine } from '#domain/deposits/deposit.ts';
import { SUSPENSE } from '#domain/ledger/office-postings.ts';
import { negate, paise, subtract } from '#domain/money.ts';
import type { Reader } from './database.ts';
import type { PreparedDeposit } from './deposits.ts';

interface Accepted {
  readonly prepared: string;
  readonly accepted: number;
}

/** DE11: a bag as it was filled; what the bank found beyond or short of it is in suspense. */
async function depositLines(reader: Reader, officeId: string): Promise<readonly DepositLine[]> {
  const rows = await reader.rows<Accepted>(
    'SELECT prepared, accepted_paise AS accepted FROM deposit ' +
      "WHERE office_id = ? AND state = 'accepted'",
    [officeId],
  );
  return rows.flatMap(({ prepared, accepted }) => {
    const { lines, amountPaise } = JSON.parse(prepared) as PreparedDeposit;
    const differencePaise = subtract(paise(accepted), amountPaise);
    const rest = differencePaise === 0 ? [] : [{ account: SUSPENSE, amountPaise: differencePaise }];
    return [...lines, ...rest];
  });
}

/** Receipts are made of a cheque only when the bank has paid it. */
async function instrumentLines(reader: Reader, officeId: string): Promise<readonly DepositLine[]> {
  const rows = await reader.rows<{ account: string; total: number }>(
    'SELECT account, SUM(amount_paise) AS total FROM book_day WHERE office_id = ? ' +
      "AND tender = 'instrument' AND account LIKE 'revenue:%' GROUP BY account",
    [officeId],
  );
  return rows.map(({ account, total }) => ({ account, amountPaise: negate(paise(total)) }));
}

async function settlementLines(reader: Reader, officeId: string): Promise<readonly DepositLine[]> {
  const rows = await reader.rows<{ lines: string }>(
    'SELECT fact_lines AS `lines` FROM settlement_arrival ' +
      'WHERE office_id = ? AND returned_at IS NULL',
    [officeId],
  );
  return rows.flatMap(({ lines }) => JSON.parse(lines) as readonly DepositLine[]);
}

export async function reachedBank(
  reader: Reader,
  officeId: string,
): Promise<readonly DepositLine[]> {
  return [
    ...(await depositLines(reader, officeId)),
    ...(await instrumentLines(reader, officeId)),
    ...(await settlementLines(reader, officeId)),
  ];
}
