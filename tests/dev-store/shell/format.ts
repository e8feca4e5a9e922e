import type { Address, Cents, Customer, Instant, Shop } from "../state/types.ts";

// Making a format costs a hundred times what using it does, and an order list uses hundreds.
const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** "€12.50" in the shop's currency. */
export function money(shop: Shop, cents: Cents): string {
  const key = `${shop.locale} ${shop.currency}`;
  const format =
    numberFormats.get(key) ??
    new Intl.NumberFormat(shop.locale, { style: "currency", currency: shop.currency });
  numberFormats.set(key, format);
  return format.format(cents / 100);
}

/** "22 Nov, 14:05" in the shop's time zone; with the year when it is not this one. */
export function dateTime(shop: Shop, instant: Instant): string {
  const sameYear = new Date(instant).getUTCFullYear() === new Date().getUTCFullYear();
  const key = `${shop.timezone} ${sameYear}`;
  const format =
    dateFormats.get(key) ??
    new Intl.DateTimeFormat("en-GB", {
      day: "numeric",
      month: "short",
      ...(sameYear ? {} : { year: "numeric" }),
      hour: "2-digit",
      minute: "2-digit",
      timeZone: shop.timezone,
    });
  dateFormats.set(key, format);
  return format.format(instant);
}

/** First and last name, else the email address. */
export function customerName(customer: Customer): string {
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(" ");
  return name || customer.email || "No name";
}

/** The lines of a postal address, empty ones left out. */
export function addressLines(address: Address): string[] {
  return [
    [address.firstName, address.lastName].filter(Boolean).join(" "),
    address.company,
    address.address1,
    address.address2,
    [address.zip, address.city, address.provinceCode].filter(Boolean).join(" "),
    address.country,
  ].filter((line): line is string => Boolean(line));
}

/** "1 item", "3 items". */
export function count(units: number, singular: string, plural = `${singular}s`): string {
  return `${units.toLocaleString("en")} ${units === 1 ? singular : plural}`;
}
