const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a thousand times more than using one, so each zone keeps its own. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/** Whether a zone is one that can be reckoned with here: Shopify may know newer ones. */
export function isTimeZone(timeZone: string): boolean {
  try {
    formatterOf(timeZone);
    return true;
  } catch {
    return false;
  }
}

/**
 * The calendar day at an instant, in the shop's zone, as `YYYY-MM-DD`: what "today" means for cure and expiry dates
 * (DOMAIN.md cases 24 and 25). Days of this form compare as text.
 * @throws RangeError when the zone is not an IANA zone.
 */
export function shopDay(instant: Date, timeZone: string): string {
  let year = "";
  let month = "";
  let day = "";
  for (const part of formatterOf(timeZone).formatToParts(instant)) {
    if (part.type === "year") year = part.value;
    else if (part.type === "month") month = part.value;
    else if (part.type === "day") day = part.value;
  }
  return `${year.padStart(4, "0")}-${month}-${day}`;
}
