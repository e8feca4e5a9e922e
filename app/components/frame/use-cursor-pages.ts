import { useLocation, useNavigate, useSearchParams } from "@remix-run/react";
import { ownParams } from "./admin-params.ts";

export interface CursorPages {
  /** Whether there is more than one page. */
  needed: (nextCursor: string | null) => boolean;
  pagination: (nextCursor: string | null) => {
    hasNext: boolean;
    hasPrevious: boolean;
    onNext: () => void;
    onPrevious: () => void;
  };
}

/**
 * Pages of a list whose place is a cursor in the address. Cursors only lead forward, so the way back is remembered as it
 * was walked; after a reload "previous" leads to the first page.
 * @param parameter of the address, one for each list of a page
 */
export function useCursorPages(parameter: string): CursorPages {
  const [params] = useSearchParams();
  const location = useLocation();
  const { pathname } = location;
  const navigate = useNavigate();
  const here = params.get(parameter) ?? "";
  const trails = trailsOf(location.state);
  const trail = trails[parameter] ?? [];
  const turnTo = (cursor: string, walked: string[]) => {
    const changed = ownParams(params);
    if (cursor === "") changed.delete(parameter);
    else changed.set(parameter, cursor);
    navigate(
      { pathname, search: changed.toString() },
      { state: { trails: { ...trails, [parameter]: walked } }, preventScrollReset: parameter !== "after" },
    );
  };
  return {
    needed: (nextCursor) => nextCursor !== null || here !== "",
    pagination: (nextCursor) => ({
      hasNext: nextCursor !== null,
      hasPrevious: here !== "",
      onNext: () => turnTo(nextCursor ?? "", [...trail, here]),
      onPrevious: () => turnTo(trail.at(-1) ?? "", trail.slice(0, -1)),
    }),
  };
}

function trailsOf(state: unknown): Record<string, string[]> {
  if (typeof state !== "object" || state === null || !("trails" in state)) return {};
  return state.trails as Record<string, string[]>;
}
