/**
 * The schema's steps for paying by UPI: what is known of each charge, its orders, successes and
 * refund duties, the gateway's messages seen before, and effects that are to go out. Rules of a step:
 * `migrations.ts`.
 */
import type { Migration } from './migrations.ts';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';
const office = 'office_id VARCHAR(16) NOT NULL';

export const PAYMENTS: Migration = {
  id: 9,
  name: 'paying by UPI, and effects that go out',
  statements: [
    `CREATE TABLE IF NOT EXISTS upi_collection (
      ${office}, charge_id VARCHAR(40) NOT NULL, counter_id VARCHAR(24) NOT NULL,
      amount_paise BIGINT NOT NULL, settled_by VARCHAR(16) NULL, state MEDIUMTEXT NOT NULL,
      poll_at BIGINT NULL, PRIMARY KEY (office_id, charge_id), KEY upi_poll (poll_at)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS upi_order (
      order_id VARCHAR(45) NOT NULL, ${office}, charge_id VARCHAR(40) NOT NULL,
      gateway_order_id VARCHAR(64) NULL, link TEXT NULL, PRIMARY KEY (order_id)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS upi_success (
      gateway_payment_id VARCHAR(64) NOT NULL, ${office}, charge_id VARCHAR(40) NOT NULL,
      order_id VARCHAR(45) NOT NULL, amount_paise BIGINT NOT NULL, bank_reference VARCHAR(64) NULL,
      PRIMARY KEY (gateway_payment_id)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS upi_refund_duty (
      ${office}, charge_id VARCHAR(40) NOT NULL, gateway_payment_id VARCHAR(64) NOT NULL,
      order_id VARCHAR(45) NOT NULL, amount_paise BIGINT NOT NULL, reason VARCHAR(24) NOT NULL,
      state VARCHAR(16) NOT NULL, attempt INT NOT NULL,
      PRIMARY KEY (office_id, charge_id, gateway_payment_id), KEY upi_duty_state (state)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS gateway_message (
      message_hash BINARY(32) NOT NULL, type VARCHAR(100) NOT NULL, order_id VARCHAR(100) NULL,
      reference VARCHAR(100) NULL, received_at BIGINT NOT NULL,
      PRIMARY KEY (message_hash), KEY gateway_message_age (received_at)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS outbox (
      effect_key VARCHAR(120) NOT NULL, kind VARCHAR(40) NOT NULL, body TEXT NOT NULL,
      state VARCHAR(8) NOT NULL, attempts INT NOT NULL, due_at BIGINT NOT NULL,
      lease CHAR(32) NULL, last_error VARCHAR(200) NULL, created_at BIGINT NOT NULL,
      PRIMARY KEY (effect_key), KEY outbox_due (state, due_at)) ${TABLE}`,
  ],
};

export const PAYMENT_BOOKS: Migration = {
  id: 11,
  name: 'quotes of UPI charges, the books of the gateway',
  statements: [
    `CREATE TABLE IF NOT EXISTS upi_charge_quote (
      ${office}, quote_id VARCHAR(40) NOT NULL, charge_id VARCHAR(40) NOT NULL,
      receipt_number VARCHAR(40) NULL, PRIMARY KEY (office_id, quote_id, charge_id),
      KEY upi_receipt (office_id, receipt_number)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS gateway_event (
      event_id VARCHAR(64) NOT NULL, type VARCHAR(40) NOT NULL, order_id VARCHAR(64) NULL,
      gateway_payment_id VARCHAR(64) NULL, settlement_id VARCHAR(64) NULL,
      utr VARCHAR(64) NULL, amount_paise BIGINT NOT NULL, fee_paise BIGINT NOT NULL, tax_paise BIGINT NOT NULL,
      seen_at BIGINT NOT NULL, PRIMARY KEY (event_id, type),
      KEY gateway_event_order (order_id), KEY gateway_event_settlement (settlement_id)) ${TABLE}`,
  ],
};

export const UPI_REFUNDS: Migration = {
  id: 15,
  name: 'refunds of a payment in parts, when a payment was seen, when the books were read',
  statements: [
    'DROP TABLE IF EXISTS upi_refund_duty',
    // Made anew from the charge's state whenever that moves.
    `CREATE TABLE IF NOT EXISTS upi_refund (
      ${office}, charge_id VARCHAR(40) NOT NULL, gateway_payment_id VARCHAR(64) NOT NULL,
      part INT NOT NULL, order_id VARCHAR(45) NOT NULL, amount_paise BIGINT NOT NULL,
      reason VARCHAR(24) NOT NULL, state VARCHAR(16) NOT NULL, attempt INT NOT NULL,
      since BIGINT NOT NULL, PRIMARY KEY (office_id, charge_id, gateway_payment_id, part),
      KEY upi_refund_state (state), KEY upi_refund_payment (gateway_payment_id)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS upi_seen (
      gateway_payment_id VARCHAR(64) NOT NULL, seen_at BIGINT NOT NULL,
      PRIMARY KEY (gateway_payment_id)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS gateway_pull (
      book VARCHAR(16) NOT NULL, began_at BIGINT NOT NULL, PRIMARY KEY (book)) ${TABLE}`,
  ],
};

export const SANCTIONS: Migration = {
  id: 17,
  name: 'the numbers of sanctions, and which of them citizens were told',
  statements: [
    `CREATE TABLE IF NOT EXISTS refund_sanction (
      ${office}, refund_id CHAR(32) NOT NULL, sanction_number VARCHAR(40) NOT NULL,
      told_at BIGINT NULL, PRIMARY KEY (office_id, refund_id),
      UNIQUE KEY sanction_series (office_id, sanction_number),
      KEY sanction_told (told_at)) ${TABLE}`,
  ],
};

export const SETTLEMENTS: Migration = {
  id: 19,
  name: 'what the gateway paid out, and whose of it arrived',
  statements: [
    `CREATE TABLE IF NOT EXISTS gateway_settlement (
      settlement_id VARCHAR(64) NOT NULL, state VARCHAR(16) NOT NULL, utr VARCHAR(64) NULL,
      net_paise BIGINT NOT NULL, own_fee_paise BIGINT NOT NULL, settled_at BIGINT NULL,
      seen_at BIGINT NOT NULL, read_utr VARCHAR(64) NULL,
      PRIMARY KEY (settlement_id), KEY settlement_seen (seen_at)) ${TABLE}`,
    // Beside the movement it belongs to, which is older than this.
    `CREATE TABLE IF NOT EXISTS gateway_event_refund (
      event_id VARCHAR(64) NOT NULL, refund_id VARCHAR(64) NOT NULL,
      PRIMARY KEY (event_id)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS settlement_arrival (
      ${office}, settlement_id VARCHAR(64) NOT NULL, utr VARCHAR(64) NOT NULL, nth INT NOT NULL,
      gross_paise BIGINT NOT NULL, refunded_paise BIGINT NOT NULL, fee_paise BIGINT NOT NULL,
      tax_paise BIGINT NOT NULL, payments INT NOT NULL, settled_on CHAR(10) NOT NULL,
      awaiting_paise BIGINT NOT NULL, fact_lines MEDIUMTEXT NOT NULL, returned_at BIGINT NULL,
      PRIMARY KEY (office_id, settlement_id, utr, nth)) ${TABLE}`,
  ],
};

export const PAYOUTS: Migration = {
  id: 21,
  name: 'settled money sent on to the treasury',
  statements: [
    `CREATE TABLE IF NOT EXISTS payout (
      ${office}, payout_id VARCHAR(40) NOT NULL, amount_paise BIGINT NOT NULL,
      ordered_lines MEDIUMTEXT NOT NULL, state VARCHAR(16) NOT NULL,
      ordered_by VARCHAR(16) NOT NULL, approved_by VARCHAR(16) NULL, ordered_at BIGINT NOT NULL,
      approved_at BIGINT NULL, bank_reference VARCHAR(64) NULL, trouble VARCHAR(200) NULL,
      ask_at BIGINT NULL, PRIMARY KEY (office_id, payout_id), KEY payout_ask (ask_at)) ${TABLE}`,
  ],
};
