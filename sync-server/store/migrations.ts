/**
 * The schema, step by step. A step that has been released is never changed: a new one follows it.
 * Every table names its engine, character set and collation, and office data begins its key with
 * the office, so that a cluster can split by it.
 */
import { BATCH_HEADS, COUNTER_KEYS } from './migrations-keys.ts';
import { BOOKS } from './migrations-books.ts';
import { OFFICE_DESK } from './migrations-days.ts';
import { FINGERS } from './migrations-fingers.ts';
import { IDENTITY } from './migrations-identity.ts';
import { OFFICE_CHAIN, REPRICING, TRANSPARENCY } from './migrations-judgement.ts';
import { MESSAGES } from './migrations-messages.ts';
import {
  PAYMENT_BOOKS,
  PAYMENTS,
  PAYOUTS,
  SANCTIONS,
  SETTLEMENTS,
  UPI_REFUNDS,
} from './migrations-payments.ts';
import { SLIPS } from './migrations-slips.ts';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

export interface Migration {
  readonly id: number;
  readonly name: string;
  readonly statements: readonly string[];
}

const office = 'office_id VARCHAR(16) NOT NULL';
const counter = 'counter_id VARCHAR(24) NOT NULL';

const FLEET: Migration = {
  id: 1,
  name: 'offices, counters and how they enrol',
  statements: [
    `CREATE TABLE IF NOT EXISTS office (
      ${office}, details MEDIUMTEXT NOT NULL, feed_cursor BIGINT NOT NULL,
      PRIMARY KEY (office_id)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS staff (
      ${office}, staff_id VARCHAR(16) NOT NULL, name VARCHAR(80) NOT NULL,
      role VARCHAR(16) NOT NULL, pin_hash VARCHAR(200) NOT NULL,
      PRIMARY KEY (office_id, staff_id)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS counter (
      ${office}, ${counter}, key_id CHAR(16) NOT NULL, public_key BINARY(32) NOT NULL,
      certificate VARBINARY(512) NOT NULL, enrolled_at BIGINT NOT NULL,
      PRIMARY KEY (office_id, counter_id), UNIQUE KEY counter_key (key_id)) ${TABLE}`,
    // Made at enrolment: locking a row that is not there yet would deadlock.
    `CREATE TABLE IF NOT EXISTS counter_head (
      ${office}, ${counter}, seq BIGINT NOT NULL, head_hash BINARY(32) NOT NULL,
      received_at BIGINT NULL, last_entry_at BIGINT NULL,
      PRIMARY KEY (office_id, counter_id)) ${TABLE}`,
    // Apart from the head: whoever projects must not hold up what arrives.
    `CREATE TABLE IF NOT EXISTS counter_projection (
      ${office}, ${counter}, seq BIGINT NOT NULL,
      PRIMARY KEY (office_id, counter_id)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS enrolment_code (
      code_hash BINARY(32) NOT NULL, ${office}, ${counter}, expires_at BIGINT NOT NULL,
      used_at BIGINT NULL, used_public_key BINARY(32) NULL,
      PRIMARY KEY (code_hash), KEY code_counter (office_id, counter_id)) ${TABLE}`,
  ],
};

const JOURNAL: Migration = {
  id: 2,
  name: 'the journals as they came',
  statements: [
    `CREATE TABLE IF NOT EXISTS entry (
      ${office}, ${counter}, seq BIGINT NOT NULL, kind VARCHAR(40) NOT NULL,
      hash BINARY(32) NOT NULL, text MEDIUMTEXT NOT NULL, signature VARCHAR(86) NULL,
      received_at BIGINT NOT NULL,
      PRIMARY KEY (office_id, counter_id, seq)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS private_record (
      ${office}, ${counter}, ref CHAR(32) NOT NULL, salt CHAR(43) NOT NULL,
      text MEDIUMTEXT NOT NULL, digest BINARY(32) NOT NULL, received_at BIGINT NOT NULL,
      PRIMARY KEY (office_id, counter_id, ref)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS quarantine (
      ${office}, ${counter}, batch_hash BINARY(32) NOT NULL, first_seq BIGINT NOT NULL,
      last_seq BIGINT NOT NULL, head_hash BINARY(32) NOT NULL, reason VARCHAR(40) NOT NULL,
      received_at BIGINT NOT NULL, body MEDIUMTEXT NOT NULL,
      PRIMARY KEY (office_id, counter_id, batch_hash),
      KEY quarantine_head (office_id, counter_id, head_hash)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS case_file (
      ${office}, case_id CHAR(32) NOT NULL, ${counter}, kind VARCHAR(40) NOT NULL,
      opened_at BIGINT NOT NULL, closed_at BIGINT NULL, details TEXT NOT NULL,
      PRIMARY KEY (office_id, case_id), KEY case_open (closed_at, opened_at)) ${TABLE}`,
  ],
};

const DOWNWARD: Migration = {
  id: 3,
  name: 'tariffs and the feed',
  statements: [
    `CREATE TABLE IF NOT EXISTS tariff (
      tariff_id VARCHAR(64) NOT NULL, version INT NOT NULL, hash BINARY(32) NOT NULL,
      document MEDIUMTEXT NOT NULL, valid_from BIGINT NOT NULL, valid_to BIGINT NULL,
      published_at BIGINT NOT NULL,
      PRIMARY KEY (tariff_id, version)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS feed_item (
      ${office}, cursor_no BIGINT NOT NULL, type VARCHAR(40) NOT NULL,
      subject VARCHAR(100) NOT NULL, content MEDIUMTEXT NOT NULL, created_at BIGINT NOT NULL,
      PRIMARY KEY (office_id, cursor_no), KEY feed_subject (office_id, type, subject)) ${TABLE}`,
  ],
};

const FIGURES: Migration = {
  id: 4,
  name: 'what the journals say, for HQ',
  statements: [
    `CREATE TABLE IF NOT EXISTS charge (
      ${office}, ${counter}, seq BIGINT NOT NULL, receipt_number VARCHAR(40) NOT NULL,
      service_code VARCHAR(64) NOT NULL, tariff_id VARCHAR(64) NOT NULL,
      tariff_version INT NOT NULL, tender_kind VARCHAR(8) NOT NULL, total_paise BIGINT NOT NULL,
      issued_at BIGINT NOT NULL, received_at BIGINT NOT NULL, business_date CHAR(10) NOT NULL,
      staff_id VARCHAR(16) NULL, reversed_seq BIGINT NULL,
      PRIMARY KEY (office_id, counter_id, seq),
      KEY charge_receipt (office_id, counter_id, receipt_number),
      KEY charge_day (business_date, issued_at)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS happening (
      ${office}, ${counter}, seq BIGINT NOT NULL, kind VARCHAR(40) NOT NULL,
      business_date CHAR(10) NOT NULL, at BIGINT NOT NULL, amount_paise BIGINT NOT NULL,
      PRIMARY KEY (office_id, counter_id, seq), KEY happening_day (business_date, kind)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS service_name (
      service_code VARCHAR(64) NOT NULL, name_en VARCHAR(400) NOT NULL,
      name_hi VARCHAR(400) NOT NULL, PRIMARY KEY (service_code)) ${TABLE}`,
  ],
};

export const MIGRATIONS: readonly Migration[] = [
  FLEET,
  JOURNAL,
  DOWNWARD,
  FIGURES,
  OFFICE_CHAIN,
  REPRICING,
  TRANSPARENCY,
  COUNTER_KEYS,
  PAYMENTS,
  MESSAGES,
  PAYMENT_BOOKS,
  BATCH_HEADS,
  IDENTITY,
  FINGERS,
  UPI_REFUNDS,
  BOOKS,
  SANCTIONS,
  SLIPS,
  SETTLEMENTS,
  OFFICE_DESK,
  PAYOUTS,
];
