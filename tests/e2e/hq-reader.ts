/** What HQ holds, read from its database's rows. */
import { createConnection, type RowDataPacket } from 'mysql2/promise';

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
