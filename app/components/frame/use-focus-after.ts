import { useEffect, useRef } from "react";

/**
 * A dialog gives the focus back to what opened it. Where that went away with what the dialog did, it goes to `next`, so that
 * the keyboard goes on from there and not from the top.
 */
export function useFocusAfter(open: boolean, next: () => HTMLElement | null | undefined): void {
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !open && document.activeElement === document.body) next()?.focus();
    wasOpen.current = open;
    // Only when it opens or closes: `next` is asked then, and is new in every drawing.
  }, [open]);
}
