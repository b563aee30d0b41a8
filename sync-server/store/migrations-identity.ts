/** The schema's step for how citizens showed who they are. Rules of a step: `migrations.ts`. */
import type { Migration } from './migrations.ts';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

export const IDENTITY: Migration = {
  id: 13,
  name: 'how citizens showed who they are',
  statements: [
    `CREATE TABLE IF NOT EXISTS identity_shown (
      office_id VARCHAR(16) NOT NULL, counter_id VARCHAR(24) NOT NULL, seq BIGINT NOT NULL,
      month CHAR(7) NOT NULL, staff_id VARCHAR(16) NOT NULL, way VARCHAR(8) NOT NULL,
      reason VARCHAR(24) NULL, PRIMARY KEY (office_id, counter_id, seq),
      KEY identity_month (month, office_id, staff_id)) ${TABLE}`,
  ],
};
