/**
 * The schema's steps for messages and calls to citizens, and for payment links. Numbers of telephones
 * are not here: a row names the private record that holds one. Rules of a step: `migrations.ts`.
 */
import type { Migration } from './migrations.ts';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';
const office = 'office_id VARCHAR(16) NOT NULL';
const counter = 'counter_id VARCHAR(24) NOT NULL';

export const MESSAGES: Migration = {
  id: 10,
  name: 'messages, calls and payment links',
  statements: [
    // How far each journal has been read for what citizens are told.
    `CREATE TABLE IF NOT EXISTS message_progress (
      ${office}, ${counter}, seq BIGINT NOT NULL, PRIMARY KEY (office_id, counter_id)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS message (
      ${office}, message_id CHAR(32) NOT NULL, ${counter}, ref CHAR(32) NOT NULL,
      template VARCHAR(16) NOT NULL, fill TEXT NOT NULL, state VARCHAR(16) NOT NULL,
      reason VARCHAR(40) NULL, vendor_id CHAR(34) NULL, attempt INT NOT NULL,
      begun_at BIGINT NULL, created_at BIGINT NOT NULL, changed_at BIGINT NOT NULL,
      PRIMARY KEY (office_id, message_id), KEY message_state (state, changed_at)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS citizen_call (
      ${office}, call_id CHAR(32) NOT NULL, ${counter}, quote_id VARCHAR(40) NOT NULL,
      quote_seq BIGINT NOT NULL, receipt_seq BIGINT NULL, ref CHAR(32) NOT NULL,
      salt BINARY(32) NOT NULL, draw INT NOT NULL, state VARCHAR(16) NOT NULL,
      reason VARCHAR(40) NULL, due_at BIGINT NOT NULL, attempt INT NOT NULL,
      begun_at BIGINT NULL, vendor_id CHAR(34) NULL, number_hash BINARY(32) NULL,
      answer VARCHAR(16) NULL, channel VARCHAR(8) NULL, answered_at BIGINT NULL,
      recording VARCHAR(40) NULL, case_id CHAR(32) NULL, told_at BIGINT NULL,
      PRIMARY KEY (office_id, call_id), UNIQUE KEY call_quote (office_id, counter_id, quote_id),
      KEY call_due (state, due_at), KEY call_number (number_hash, begun_at),
      KEY call_answer (answered_at), KEY call_case (office_id, case_id)) ${TABLE}`,
    // Who wants no messages, and numbers that are none: as digests.
    `CREATE TABLE IF NOT EXISTS number_standing (
      number_hash BINARY(32) NOT NULL, standing VARCHAR(12) NOT NULL, at BIGINT NOT NULL,
      PRIMARY KEY (number_hash)) ${TABLE}`,
    // The digits of a receipt number, as a telephone keys them in.
    `CREATE TABLE IF NOT EXISTS receipt_digits (
      ${office}, ${counter}, seq BIGINT NOT NULL, digits VARCHAR(40) NOT NULL,
      PRIMARY KEY (office_id, counter_id, seq), KEY receipt_digits_digits (digits)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS payment_link (
      ${office}, charge_id VARCHAR(40) NOT NULL, token CHAR(26) NOT NULL,
      order_id VARCHAR(45) NOT NULL, ${counter}, ref CHAR(32) NOT NULL, quote MEDIUMTEXT NOT NULL,
      url VARCHAR(500) NULL, expires_at BIGINT NOT NULL, created_at BIGINT NOT NULL,
      remind_at BIGINT NULL, PRIMARY KEY (office_id, charge_id, order_id),
      UNIQUE KEY link_token (token), UNIQUE KEY link_order (order_id),
      KEY link_remind (remind_at)) ${TABLE}`,
  ],
};
