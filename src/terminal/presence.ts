/** Who is at the screen: somebody who is signed in and has not locked it. */
import { fail, ok, type Result } from '#domain/result.ts';

import { here, type Context } from './context.ts';

/** SIGN_IN_FIRST or SCREEN_LOCKED. */
export function checkPerson(context: Context): Result<null> {
  const { staffId, locked } = here(context);
  if (staffId === null) return fail('SIGN_IN_FIRST');
  return locked ? fail('SCREEN_LOCKED') : ok(null);
}
