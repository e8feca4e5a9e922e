import { problemResponse } from "#app/contracts/problem.ts";

/** Any other path below /api. */
export const loader = (): Response => problemResponse("not_found", "There is no such path.");
export const action = loader;
