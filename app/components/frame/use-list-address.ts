import { useLocation, useNavigate, useNavigation, useSearchParams } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { ownParams } from "./admin-params.ts";
import { useCursorPages } from "./use-cursor-pages.ts";
import type { CursorPages } from "./use-cursor-pages.ts";

const SEARCH_DELAY_MS = 300;

/** The state of a list lives in the page's address: search, filters and place, so that back and reload keep it. */
export interface ListAddress {
  get: (name: string) => string | null;
  /** Sets or (with null) removes filters and goes to the first page. */
  set: (changes: Record<string, string | null>, replace?: boolean) => void;
  /** What stands in the search field; the address follows a moment later. */
  search: string;
  setSearch: (text: string) => void;
  loading: boolean;
  /** Whether anything but the place is set. */
  filtered: boolean;
  pages: CursorPages;
}

export function useListAddress(): ListAddress {
  const [params] = useSearchParams();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const navigation = useNavigation();
  const pages = useCursorPages("after");
  const set = (changes: Record<string, string | null>, replace = false) => {
    const changed = ownParams(params);
    changed.delete("after");
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) changed.delete(name);
      else changed.set(name, value);
    }
    navigate({ pathname, search: changed.toString() }, { replace, preventScrollReset: true });
  };
  const typed = useTypedSearch(params.get("q") ?? "", (text) => set({ q: text === "" ? null : text }, true));
  return {
    get: (name) => params.get(name),
    set,
    search: typed.text,
    setSearch: typed.setText,
    loading: navigation.state === "loading" && navigation.location.pathname === pathname,
    filtered: [...ownParams(params).keys()].some((name) => name !== "after"),
    pages,
  };
}

function useTypedSearch(current: string, apply: (text: string) => void) {
  const [text, setText] = useState(current);
  const sent = useRef(current);
  const latest = useRef(apply);
  latest.current = apply;
  useEffect(() => {
    // The address changed by other means (back, a link): the field follows.
    if (current === sent.current) return;
    sent.current = current;
    setText(current);
  }, [current]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      if (text === sent.current) return;
      sent.current = text;
      latest.current(text);
    }, SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return { text, setText };
}
