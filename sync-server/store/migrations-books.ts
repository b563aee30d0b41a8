/** The schema's step for an office's books. Rules of a step: `migrations.ts`. */
import type { Migration } from './migrations.ts';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';
const office = 'office_id VARCHAR(16) NOT NULL';
const counter = 'counter_id VARCHAR(24) NOT NULL';
const day = 'business_date CHAR(10) NOT NULL';
const shift = 'shift_id VARCHAR(40) NOT NULL';
const posting =
  'account VARCHAR(96) NOT NULL, kind VARCHAR(40) NOT NULL, tender VARCHAR(12) NOT NULL';

export const BOOKS: Migration = {
  id: 16,
  name: 'the books of each office',
  statements: [
    // Counters' postings have their shift; the facts of the office's chain have neither.
    `CREATE TABLE IF NOT EXISTS book (
      ${office}, ${day}, ${counter}, ${shift}, ${posting}, amount_paise BIGINT NOT NULL,
      entries INT NOT NULL, first_seq BIGINT NOT NULL,
      PRIMARY KEY (office_id, business_date, counter_id, shift_id, account, kind, tender),
      KEY book_shift (office_id, counter_id, shift_id)) ${TABLE}`,
    // The same, summed over counters and shifts: balances over years read from few rows.
    `CREATE TABLE IF NOT EXISTS book_day (
      ${office}, ${day}, ${posting}, amount_paise BIGINT NOT NULL, entries INT NOT NULL,
      PRIMARY KEY (office_id, business_date, account, kind, tender),
      KEY book_everywhere (business_date, office_id)) ${TABLE}`,
    // How far the books of a counter go: never past its projection, behind it only to catch up.
    `CREATE TABLE IF NOT EXISTS counter_books (
      ${office}, ${counter}, seq BIGINT NOT NULL, PRIMARY KEY (office_id, counter_id)) ${TABLE}`,
    `INSERT IGNORE INTO counter_books (office_id, counter_id, seq)
      SELECT office_id, counter_id, 0 FROM counter`,
    `CREATE TABLE IF NOT EXISTS office_shift (
      ${office}, ${counter}, ${shift}, ${day}, staff_id VARCHAR(16) NOT NULL,
      opened_seq BIGINT NOT NULL, opened_at BIGINT NOT NULL, float_paise BIGINT NOT NULL,
      personal_paise BIGINT NOT NULL, taken_over_from VARCHAR(40) NULL, sealed INT NOT NULL,
      closed_seq BIGINT NULL, closed_at BIGINT NULL, closed_hash BINARY(32) NULL,
      z_number INT NULL, from_seq BIGINT NULL, counted_paise BIGINT NULL,
      expected_paise BIGINT NULL, variance_paise BIGINT NULL, reason VARCHAR(500) NULL,
      receipts INT NULL, reversals INT NULL, closed_by VARCHAR(16) NULL,
      handed_to VARCHAR(16) NULL, PRIMARY KEY (office_id, counter_id, shift_id),
      KEY shift_day (office_id, business_date), KEY shift_open (office_id, closed_seq),
      KEY shift_everywhere (business_date)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS day_service (
      ${office}, ${day}, ${counter}, service_code VARCHAR(64) NOT NULL,
      tender VARCHAR(12) NOT NULL, receipts INT NOT NULL, charged_paise BIGINT NOT NULL,
      reversals INT NOT NULL, reversed_paise BIGINT NOT NULL,
      PRIMARY KEY (office_id, business_date, counter_id, service_code, tender)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS day_event (
      ${office}, ${day}, ${counter}, seq BIGINT NOT NULL, kind VARCHAR(40) NOT NULL, ${shift},
      staff_id VARCHAR(16) NOT NULL, at BIGINT NOT NULL, amount_paise BIGINT NOT NULL,
      body MEDIUMTEXT NOT NULL,
      PRIMARY KEY (office_id, business_date, counter_id, seq)) ${TABLE}`,
    // Each change of what a day's document says raises its revision.
    `CREATE TABLE IF NOT EXISTS office_day (
      ${office}, ${day}, revision BIGINT NOT NULL, state VARCHAR(12) NOT NULL,
      prepared MEDIUMTEXT NULL, closed_seq BIGINT NULL, closed_revision BIGINT NULL,
      closed_how VARCHAR(16) NULL, maker VARCHAR(16) NULL, checker VARCHAR(16) NULL,
      check_state VARCHAR(16) NULL, closed_at BIGINT NULL, supplements INT NOT NULL,
      document_seq BIGINT NULL,
      PRIMARY KEY (office_id, business_date), KEY day_state (state, business_date),
      KEY day_everywhere (business_date)) ${TABLE}`,
    // How much of a charge by UPI is in the books: what moved since is the difference.
    `CREATE TABLE IF NOT EXISTS upi_booked (
      ${office}, charge_id VARCHAR(40) NOT NULL, upi_paise BIGINT NOT NULL,
      owed_paise BIGINT NOT NULL, PRIMARY KEY (office_id, charge_id)) ${TABLE}`,
    // When each counter was last heard from, and how long its journal was then by its own word.
    `CREATE TABLE IF NOT EXISTS counter_seen (
      ${office}, ${counter}, seen_at BIGINT NOT NULL, told_seq BIGINT NOT NULL,
      PRIMARY KEY (office_id, counter_id)) ${TABLE}`,
  ],
};
