import { useFetcher } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect, useRef, useState } from "react";
import type { ActionFailure, ActionResult } from "./action-result.ts";

interface Action<Payload> {
  /** Sends unless something is already on its way. */
  send: (payload: Payload) => void;
  busy: boolean;
  failure: ActionFailure | null;
  /** Forgets the last failure. */
  clear: () => void;
}

interface Options<Value> {
  /** Called once for each success, after the page's data is fresh again. */
  onDone?: (value: Value) => void;
  /** Another route's action; this page's when left out. */
  to?: string;
}

/** One button's or form's way to the server: JSON out, a toast for success, a failure to show in place for anything else. */
export function useAction<Payload, Value = null>(options: Options<Value> = {}): Action<Payload> {
  const fetcher = useFetcher<ActionResult<Value>>();
  const shopify = useAppBridge();
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const answered = useRef<unknown>(undefined);
  const latest = useRef(options);
  latest.current = options;
  const busy = fetcher.state !== "idle";
  const result = fetcher.data;

  useEffect(() => {
    if (busy || result === undefined || answered.current === result) return;
    answered.current = result;
    if (!result.ok) {
      setFailure(result);
      return;
    }
    setFailure(null);
    if (result.said !== "") shopify.toast.show(result.said);
    latest.current.onDone?.(result.value);
  }, [busy, result, shopify]);

  return {
    busy,
    failure,
    clear: () => setFailure(null),
    send: (payload) => {
      if (busy) return;
      setFailure(null);
      fetcher.submit(JSON.stringify(payload), {
        method: "post",
        encType: "application/json",
        ...(options.to === undefined ? {} : { action: options.to }),
      });
    },
  };
}
