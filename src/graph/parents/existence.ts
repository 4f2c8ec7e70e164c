// Whether an entity exists is asked of the department that registers it. Where that department is down the answer is unknown:
// the entity is assumed, so that the other departments' fields still come, and its own fields carry the error.
import { PublicError } from '../../errors.ts';

/** The fact; null where there is none; undefined where the department could not tell. */
export async function existsUnlessUnknown<Fact>(
  asked: Fact | null | Promise<Fact | null>,
): Promise<Fact | null | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof PublicError && String(error.extensions['code']).startsWith('DEPARTMENT_')) return undefined;
    throw error;
  }
}
