/** The schema's step for fingerprints and one-time codes. Rules of a step: `migrations.ts`. */
import type { Migration } from './migrations.ts';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

export const FINGERS: Migration = {
  id: 14,
  name: 'where sealed fingerprints lie, and one-time codes',
  statements: [
    // `ref` names the private record with the latest sealed templates; null once forgotten.
    `CREATE TABLE IF NOT EXISTS finger_enrolment (
      office_id VARCHAR(16) NOT NULL, enrolment_id CHAR(32) NOT NULL,
      counter_id VARCHAR(24) NOT NULL, ref CHAR(32) NULL,
      PRIMARY KEY (office_id, enrolment_id)) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS one_time_code (
      office_id VARCHAR(16) NOT NULL, counter_id VARCHAR(24) NOT NULL, code_id CHAR(32) NOT NULL,
      visit_id VARCHAR(40) NOT NULL, code_hash BINARY(32) NOT NULL, message_id CHAR(32) NOT NULL,
      sent_at BIGINT NOT NULL, valid_until BIGINT NOT NULL, tries INT NOT NULL,
      used_at BIGINT NULL, PRIMARY KEY (office_id, counter_id, code_id),
      KEY code_visit (office_id, counter_id, visit_id, sent_at)) ${TABLE}`,
  ],
};
