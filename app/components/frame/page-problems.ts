import type { PageLink } from "./app-page.tsx";
import type { PageProblem } from "./route-error.tsx";

/** For a list's address that somebody changed by hand, or a page of it that is gone. */
export function badListAddress(back: PageLink): PageProblem {
  return { title: "This address does not lead to a list", detail: "A part of it is not valid.", back };
}

/** For an id that the shop does not have: never had, or another shop's. */
export function notFound(thing: string, back: PageLink): PageProblem {
  return {
    title: `There is no such ${thing}`,
    detail: `The link may be old, or the ${thing} may belong to another shop.`,
    back,
  };
}
