/**
 * The schema's steps for what HQ judges, decides and publishes: the office chains and what they say,
 * re-pricing, money in suspense, daily roots. Rules of a step: `migrations.ts`.
 */
import type { Migration } from './migrations.ts';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';
const office = 'office_id VARCHAR(16) NOT NULL';
const counter = 'counter_id VARCHAR(24) NOT NULL';
const staff = (column: string) => `${column} VARCHAR(16) NULL`;

export const OFFICE_CHAIN: Migration = {
  id: 5,
  name: 'office chains and what they decide',
  statements: [
    `CREATE TABLE IF NOT EXISTS office_chain (
      ${office}, seq BIGINT NOT NULL, head_hash BINARY(32) NOT NULL,
      PRIMARY KEY (office_id)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS office_entry (
      ${office}, seq BIGINT NOT NULL, kind VARCHAR(40) NOT NULL, hash BINARY(32) NOT NULL,
      text MEDIUMTEXT NOT NULL, signature VARCHAR(86) NOT NULL,
      PRIMARY KEY (office_id, seq)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS case_work (
      ${office}, case_id CHAR(32) NOT NULL, ${staff('assignee')}, resolution VARCHAR(40) NULL,
      reason VARCHAR(500) NULL, ${staff('closed_by')},
      PRIMARY KEY (office_id, case_id)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS refund_duty (
      ${office}, refund_id CHAR(32) NOT NULL, ${counter}, seq BIGINT NOT NULL,
      receipt_number VARCHAR(40) NOT NULL, citizen_ref CHAR(32) NOT NULL,
      charged_paise BIGINT NOT NULL, expected_paise BIGINT NOT NULL,
      amount_paise BIGINT NOT NULL, basis VARCHAR(16) NOT NULL, state VARCHAR(16) NOT NULL,
      created_at BIGINT NOT NULL, changed_at BIGINT NOT NULL, ${staff('endorsed_by')},
      ${staff('approved_by')}, ${staff('paid_by')}, paid_how VARCHAR(16) NULL,
      paid_reference VARCHAR(64) NULL,
      PRIMARY KEY (office_id, refund_id), KEY refund_state (state, created_at)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS suspense (
      ${office}, ${counter}, entry_hash BINARY(32) NOT NULL, seq BIGINT NOT NULL,
      branch_head BINARY(32) NOT NULL, kind VARCHAR(40) NOT NULL,
      receipt_number VARCHAR(40) NOT NULL, amount_paise BIGINT NOT NULL,
      held_at BIGINT NOT NULL, decided_at BIGINT NULL, decision VARCHAR(40) NULL,
      PRIMARY KEY (office_id, counter_id, entry_hash), KEY suspense_open (decided_at)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS hq_staff (
      staff_id VARCHAR(16) NOT NULL, name VARCHAR(80) NOT NULL, role VARCHAR(16) NOT NULL,
      pin_hash VARCHAR(200) NOT NULL, PRIMARY KEY (staff_id)) ${TABLE}`,
  ],
};

export const REPRICING: Migration = {
  id: 6,
  name: 'every charge priced again',
  statements: [
    // Where a quote lies in its counter's journal: what is charged names it by its id.
    `CREATE TABLE IF NOT EXISTS quote_place (
      ${office}, ${counter}, quote_id VARCHAR(40) NOT NULL, seq BIGINT NOT NULL,
      PRIMARY KEY (office_id, counter_id, quote_id)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS counter_judgement (
      ${office}, ${counter}, seq BIGINT NOT NULL, change_no INT NOT NULL,
      change_seq BIGINT NOT NULL, PRIMARY KEY (office_id, counter_id)) ${TABLE}`,
    `INSERT IGNORE INTO counter_judgement (office_id, counter_id, seq, change_no, change_seq)
      SELECT office_id, counter_id, 0, 0, 0 FROM counter`,
    // Each change of the law that HQ knows: charges under it are priced again.
    `CREATE TABLE IF NOT EXISTS book_change (
      change_no INT NOT NULL, tariff_id VARCHAR(64) NOT NULL, version INT NOT NULL,
      kind VARCHAR(16) NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (change_no),
      UNIQUE KEY change_once (tariff_id, version, kind)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS tariff_recall (
      tariff_id VARCHAR(64) NOT NULL, version INT NOT NULL, recalled_at BIGINT NOT NULL,
      reason VARCHAR(500) NOT NULL, staff_id VARCHAR(16) NOT NULL,
      PRIMARY KEY (tariff_id, version)) ${TABLE}`,
  ],
};

export const TRANSPARENCY: Migration = {
  id: 7,
  name: 'daily roots over the heads',
  statements: [
    `CREATE TABLE IF NOT EXISTS daily_root (
      root_date CHAR(10) NOT NULL, document MEDIUMTEXT NOT NULL, document_hash CHAR(64) NOT NULL,
      created_at BIGINT NOT NULL, published_at BIGINT NULL, PRIMARY KEY (root_date)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS daily_head (
      root_date CHAR(10) NOT NULL, ${counter}, seq BIGINT NOT NULL,
      head_hash BINARY(32) NOT NULL, PRIMARY KEY (root_date, counter_id)) ${TABLE}`,
  ],
};
