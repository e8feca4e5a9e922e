import { createContext, useContext, useMemo } from "react";
import type { ReactNode } from "react";
import { shopDay } from "#app/domain/shop-day.ts";
import { sayExactly, sayInstant } from "./shop-time.ts";

interface ShopClock {
  timeZone: string;
  /** The server's clock when the page was made, so that server and browser say the same words. */
  now: Date;
  /** The shop's calendar day, `YYYY-MM-DD`. */
  today: string;
}

const ClockContext = createContext<ShopClock | null>(null);

/** Gives every page below it the shop's time zone and the present instant. */
export function ShopClockProvider(props: { timeZone: string; now: string; children: ReactNode }) {
  const { timeZone, now } = props;
  const clock = useMemo(() => {
    const instant = new Date(now);
    return { timeZone, now: instant, today: shopDay(instant, timeZone) };
  }, [timeZone, now]);
  return <ClockContext.Provider value={clock}>{props.children}</ClockContext.Provider>;
}

export function useShopClock(): ShopClock {
  const clock = useContext(ClockContext);
  if (clock === null) throw new Error("useShopClock needs a ShopClockProvider above it");
  return clock;
}

interface InstantProps {
  at: Date | string;
  /** Day and time in full, as in a record. */
  exact?: boolean;
  /** It stands within a sentence: "today", not "Today". */
  within?: boolean;
}

/** An instant in plain words, in the shop's time zone; the exact time is its title. */
export function Instant({ at, exact = false, within = false }: InstantProps) {
  const { now, timeZone } = useShopClock();
  const said = sayInstant(at, now, timeZone);
  const precisely = `${sayExactly(at, timeZone)} (${timeZone})`;
  return (
    <time dateTime={new Date(at).toISOString()} title={precisely}>
      {exact ? sayExactly(at, timeZone) : within ? said.charAt(0).toLowerCase() + said.slice(1) : said}
    </time>
  );
}
