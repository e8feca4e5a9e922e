import { isLockConflict } from "./sort-errors.ts";

const MAX_TRIES = 5;

/**
 * Does work that the database undoes as a whole when another transaction is in its way, and does it again at once then.
 * @throws what the work throws, a conflict only at the last try
 */
export async function retryLockConflicts<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isLockConflict(error) || tried === MAX_TRIES) throw error;
    }
  }
}
