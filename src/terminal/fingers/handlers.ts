/** The fingerprint commands and what each needs. */
import type { Handlers } from '#terminal/commands.ts';
import { fail } from '#domain/result.ts';

const noScanner = () => fail('SCANNER_NOT_FOUND');

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
  findEnrolment: { needs: 'person', run: noScanner },
  beginEnrolment: { needs: 'person', run: noScanner },
  beginStaffEnrolment: { needs: 'person', run: noScanner },
  acceptConsent: { needs: 'person', run: noScanner },
  captureFinger: { needs: 'person', run: noScanner },
  finishEnrolment: { needs: 'person', run: noScanner },
  cancelCapture: { needs: 'person', run: noScanner },
  verifyCitizen: { needs: 'shift', run: noScanner },
  sendCode: { needs: 'shift', run: noScanner },
  fallBack: { needs: 'shift', run: noScanner },
  stepUpByFinger: { needs: 'person', run: noScanner },
  deleteTemplates: { needs: 'person', run: noScanner },
  deleteStaffTemplates: { needs: 'person', run: noScanner },
};
