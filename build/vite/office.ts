/** The bundle of the manager's page, served by the sync server from dist/office. */
import { inRoot } from '#build/paths.ts';

import { bundlePage } from './hq.ts';

export const buildOffice = (outDir = inRoot('dist', 'office')): Promise<void> =>
  bundlePage({ folder: 'office', base: '/office/', outDir });
