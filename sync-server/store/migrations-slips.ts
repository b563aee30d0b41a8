/** The schema's step for slips for change, and for receipts by cheque. Rules: `migrations.ts`. */
import type { Migration } from './migrations.ts';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';
const counterId = (name: string): string => `${name} VARCHAR(24)`;

export const SLIPS: Migration = {
  id: 18,
  name: 'slips for change, and receipts by cheque',
  statements: [
    `CREATE TABLE IF NOT EXISTS change_slip (
      office_id VARCHAR(16) NOT NULL, slip_id VARCHAR(45) NOT NULL,
      ${counterId('owner')} NOT NULL, amount_paise BIGINT NOT NULL, owed_seq BIGINT NULL,
      grant_id CHAR(32) NULL, ${counterId('payer')} NULL,
      ${counterId('given_by')} NULL, given_seq BIGINT NULL, given_at BIGINT NULL,
      PRIMARY KEY (office_id, slip_id)) ${TABLE}`,
    'ALTER TABLE charge MODIFY tender_kind VARCHAR(16) NOT NULL',
  ],
};
