import { problemResponse } from "#app/contracts/problem.ts";

const notFound = (): Response => problemResponse("not_found", "There is no such path.");

/** Any other path below /api. */
export const loader = notFound;
export const action = notFound;
