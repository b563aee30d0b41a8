/** The fingerprint commands and what each needs. */
import { ok } from '#domain/result.ts';
import type { Handlers } from '#terminal/commands.ts';

import { fallBack, sendCode } from './bypass.ts';
import { findEnrolment, stepUpByFinger, verifyCitizen } from './check.ts';
import {
  acceptConsent,
  beginEnrolment,
  beginStaffEnrolment,
  captureFinger,
  finishEnrolment,
} from './enrol.ts';
import { deleteStaffTemplates, deleteTemplates } from './forget.ts';
import { dropSession } from './session.ts';

type FingerCommand =
  | 'findEnrolment'
  | 'beginEnrolment'
  | 'beginStaffEnrolment'
  | 'acceptConsent'
  | 'captureFinger'
  | 'finishEnrolment'
  | 'cancelCapture'
  | 'verifyCitizen'
  | 'sendCode'
  | 'fallBack'
  | 'stepUpByFinger'
  | 'deleteTemplates'
  | 'deleteStaffTemplates';

export const FINGER_HANDLERS: Pick<Handlers, FingerCommand> = {
  findEnrolment: { needs: 'person', run: findEnrolment },
  beginEnrolment: { needs: 'person', run: beginEnrolment },
  beginStaffEnrolment: { needs: 'person', run: beginStaffEnrolment },
  acceptConsent: { needs: 'person', run: acceptConsent },
  captureFinger: { needs: 'person', run: captureFinger },
  finishEnrolment: { needs: 'person', run: finishEnrolment },
  cancelCapture: {
    needs: 'enrolled',
    run: (context) => {
      dropSession(context);
      return ok(null);
    },
  },
  verifyCitizen: { needs: 'shift', run: verifyCitizen },
  sendCode: { needs: 'shift', run: sendCode },
  fallBack: { needs: 'shift', run: fallBack },
  // Of most acts only by somebody who is there: see `isAtTheDoor`.
  stepUpByFinger: { needs: 'enrolled', run: stepUpByFinger },
  deleteTemplates: { needs: 'person', run: deleteTemplates },
  deleteStaffTemplates: { needs: 'person', run: deleteStaffTemplates },
};
