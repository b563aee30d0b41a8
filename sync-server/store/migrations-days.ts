/**
 * The schema's step for what an office's desk does: days, cash on its way, books of leaves, cheques.
 * Rules of a step: `migrations.ts`.
 */
import type { Migration } from './migrations.ts';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';
const office = 'office_id VARCHAR(16) NOT NULL';
const staff = (column: string) => `${column} VARCHAR(16) NULL`;

export const OFFICE_DESK: Migration = {
  id: 20,
  name: 'what the desk of an office does',
  statements: [
    'DROP TABLE IF EXISTS office_day',
    // Each change of what a day's document says raises its revision; `late` after it was closed.
    `CREATE TABLE IF NOT EXISTS office_day (
      ${office}, business_date CHAR(10) NOT NULL, revision BIGINT NOT NULL,
      state VARCHAR(12) NOT NULL, prepared MEDIUMTEXT NULL, closed_revision BIGINT NULL,
      closed_how VARCHAR(16) NULL, ${staff('maker')}, ${staff('checker')},
      check_state VARCHAR(16) NULL, check_seq BIGINT NULL, closed_at BIGINT NULL, supplements INT NOT NULL,
      document_seq BIGINT NULL, late INT NOT NULL, changed_at BIGINT NOT NULL,
      PRIMARY KEY (office_id, business_date), KEY day_state (state, business_date),
      KEY day_late (late, changed_at), KEY day_everywhere (business_date)) ${TABLE}`,
    `INSERT IGNORE INTO office_day (office_id, business_date, revision, state, supplements, late,
      changed_at) SELECT DISTINCT office_id, business_date, 1, 'open', 0, 0, 0 FROM book_day`,
    // The safe of each office by the books, for those who look at all offices at once.
    `CREATE TABLE IF NOT EXISTS office_cash (
      ${office}, safe_paise BIGINT NOT NULL, PRIMARY KEY (office_id),
      KEY cash_most (safe_paise)) ${TABLE}`,
    `INSERT IGNORE INTO office_cash (office_id, safe_paise)
      SELECT office_id, SUM(amount_paise) FROM book_day WHERE account = 'safe' GROUP BY office_id`,
    `CREATE TABLE IF NOT EXISTS upi_awaiting (
      ${office}, charge_id VARCHAR(40) NOT NULL, counter_id VARCHAR(24) NOT NULL,
      amount_paise BIGINT NOT NULL, since BIGINT NOT NULL,
      PRIMARY KEY (office_id, charge_id)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS office_desk (
      ${office}, settings MEDIUMTEXT NOT NULL, PRIMARY KEY (office_id)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS deposit (
      ${office}, deposit_id VARCHAR(40) NOT NULL, state VARCHAR(12) NOT NULL,
      amount_paise BIGINT NOT NULL, bag_number VARCHAR(40) NOT NULL, due_on CHAR(10) NOT NULL,
      prepared MEDIUMTEXT NOT NULL, prepared_at BIGINT NOT NULL, prepared_on CHAR(10) NOT NULL,
      ${staff('carrier')}, ${staff('witness')}, ${staff('let_go_by')}, carried_at BIGINT NULL,
      carried_on CHAR(10) NULL, accepted_paise BIGINT NULL, bank_reference VARCHAR(64) NULL,
      bank_key VARCHAR(140) NULL, realised_on CHAR(10) NULL, words VARCHAR(500) NULL,
      ${staff('ended_by')}, ended_at BIGINT NULL, ended_on CHAR(10) NULL,
      PRIMARY KEY (office_id, deposit_id), KEY deposit_state (state, due_on),
      KEY deposit_bank (bank_key)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS remittance (
      ${office}, remittance_id VARCHAR(40) NOT NULL, state VARCHAR(12) NOT NULL,
      prepared MEDIUMTEXT NOT NULL, prepared_at BIGINT NOT NULL, challan_number VARCHAR(64) NULL,
      realised_on CHAR(10) NULL, ${staff('ended_by')}, ended_at BIGINT NULL,
      PRIMARY KEY (office_id, remittance_id)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS leaf_book (
      ${office}, book_id VARCHAR(24) NOT NULL, first_leaf INT NOT NULL, last_leaf INT NOT NULL,
      issued_at BIGINT NOT NULL, issued_by VARCHAR(16) NOT NULL, ${staff('custodian')},
      counted_next INT NOT NULL, is_closed INT NOT NULL, words VARCHAR(500) NULL,
      PRIMARY KEY (office_id, book_id)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS leaf_used (
      ${office}, book_id VARCHAR(24) NOT NULL, leaf INT NOT NULL, counter_id VARCHAR(24) NOT NULL,
      seq BIGINT NOT NULL, kind VARCHAR(40) NOT NULL, amount_paise BIGINT NOT NULL,
      PRIMARY KEY (office_id, book_id, leaf)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS instrument (
      ${office}, instrument_id VARCHAR(45) NOT NULL, counter_id VARCHAR(24) NOT NULL,
      seq BIGINT NOT NULL, body MEDIUMTEXT NOT NULL, amount_paise BIGINT NOT NULL,
      received_at BIGINT NOT NULL, received_on CHAR(10) NOT NULL,
      received_by VARCHAR(16) NOT NULL, state VARCHAR(12) NOT NULL,
      bank_reference VARCHAR(64) NULL, ended_on CHAR(10) NULL, ${staff('ended_by')},
      reason VARCHAR(16) NULL, receipts TEXT NOT NULL,
      PRIMARY KEY (office_id, instrument_id),
      KEY instrument_received (office_id, received_on)) ${TABLE}`,
  ],
};
