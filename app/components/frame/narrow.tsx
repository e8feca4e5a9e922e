import { useBreakpoints } from "@shopify/polaris";
import { createContext, useContext } from "react";

/** True when the request came from a phone: the server then draws the narrow form at once and nothing jumps. */
const NarrowContext = createContext(false);

export const NarrowProvider = NarrowContext.Provider;

/** Whether tables become lists. */
export function useIsNarrow(): boolean {
  const narrow = useContext(NarrowContext);
  return useBreakpoints({ defaults: { smDown: narrow } }).smDown;
}
