/**
 * The schema's steps for counters' keys after the first, for counters that took over from others, and
 * for what they signed besides their entries. Rules of a step: `migrations.ts`.
 */
import type { Migration } from './migrations.ts';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';
const office = 'office_id VARCHAR(16) NOT NULL';
const counter = 'counter_id VARCHAR(24) NOT NULL';

export const COUNTER_KEYS: Migration = {
  id: 8,
  name: 'rotated keys, successors and receipts known by their QR alone',
  statements: [
    // The key in use is the counter's own row; here are those before it and those certified for it.
    `CREATE TABLE IF NOT EXISTS counter_key (
      ${office}, ${counter}, key_id CHAR(16) NOT NULL, public_key BINARY(32) NOT NULL,
      certificate VARBINARY(512) NOT NULL, certified_at BIGINT NOT NULL, last_seq BIGINT NULL,
      PRIMARY KEY (office_id, counter_id, key_id), UNIQUE KEY any_key (key_id)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS counter_succession (
      ${office}, ${counter}, successor_id VARCHAR(24) NOT NULL, named_seq BIGINT NOT NULL,
      named_hash BINARY(32) NOT NULL, held_seq BIGINT NOT NULL, at BIGINT NOT NULL,
      PRIMARY KEY (office_id, counter_id)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS receipt_by_qr (
      ${office}, ${counter}, seq BIGINT NOT NULL, receipt_number VARCHAR(40) NOT NULL,
      total_paise BIGINT NOT NULL, gross_charged_paise BIGINT NOT NULL, issued_at BIGINT NOT NULL,
      qr VARBINARY(2048) NOT NULL, first_seen_at BIGINT NOT NULL,
      PRIMARY KEY (office_id, counter_id, seq)) ${TABLE}`,
  ],
};

export const BATCH_HEADS: Migration = {
  id: 12,
  name: 'the signed first line of each batch, for evidence',
  statements: [
    `CREATE TABLE IF NOT EXISTS batch_head (
      ${office}, ${counter}, last_seq BIGINT NOT NULL, header VARCHAR(1024) NOT NULL,
      signature CHAR(86) NOT NULL, PRIMARY KEY (office_id, counter_id, last_seq)) ${TABLE}`,
  ],
};
