/** Official documents at an office's page: of the session's own office, and blind to open shifts (DO10). */
import { fail, ok } from '#domain/result.ts';
import type { PdfDrawer } from '#server/documents/pdf/drawer.ts';
import { installDocumentRoutes } from './document-routes.ts';
import type { OfficeRoutes } from './office-route.ts';

export function installOfficeDocuments(
  { app, context, desk }: OfficeRoutes,
  drawer: PdfDrawer,
): void {
  installDocumentRoutes(app, context, {
    prefix: '/office/api',
    viewer: 'office',
    officeOf: async (request) => {
      const at = await desk.at(request);
      return at === null ? fail('NOT_SIGNED_IN') : ok(at.officeId);
    },
    drawer,
  });
}
