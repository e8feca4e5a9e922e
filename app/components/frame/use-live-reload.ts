import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

const RELOAD_INTERVAL_MS = 1_500;

/** Loads the page's data again every second and a half while `live`, but not while the tab is hidden or offline. */
export function useLiveReload(live: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!live || state !== "idle") return;
    const timer = setTimeout(function reload() {
      if (document.hidden || !navigator.onLine) {
        again = setTimeout(reload, RELOAD_INTERVAL_MS);
        return;
      }
      revalidate();
    }, RELOAD_INTERVAL_MS);
    let again = timer;
    return () => {
      clearTimeout(timer);
      clearTimeout(again);
    };
  }, [live, state, revalidate]);
}
