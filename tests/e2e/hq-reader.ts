/** What HQ holds, read two ways: from its database's rows and from its API. */
import { createConnection, type RowDataPacket } from 'mysql2/promise';

import type { Charges } from '#server/api/contract.ts';

export interface ChargeAtHq {
  readonly receiptNumber: string;
  readonly totalPaise: number;
}

/** The rows of `receipt.issued` entries, as they were sent. */
export async function chargesInDatabase(databaseUrl: string): Promise<readonly ChargeAtHq[]> {
  const connection = await createConnection({ uri: databaseUrl });
  try {
    const [rows] = await connection.query<(RowDataPacket & { text: string })[]>(
      "SELECT text FROM entry WHERE kind = 'receipt.issued' ORDER BY counter_id, seq",
    );
    return rows.map(({ text }) => (JSON.parse(text) as { body: ChargeAtHq }).body);
  } finally {
    await connection.end();
  }
}

export async function hqCookie(hqUrl: string, token: string): Promise<string> {
  const session = await fetch(`${hqUrl}/hq/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: hqUrl },
    body: JSON.stringify({ token }),
  });
  return (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

export async function chargesByApi(of: {
  readonly hqUrl: string;
  readonly cookie: string;
  readonly date: string;
}): Promise<Charges> {
  const response = await fetch(`${of.hqUrl}/hq/api/charges?date=${of.date}&limit=500`, {
    headers: { cookie: of.cookie },
  });
  return (await response.json()) as Charges;
}
