/** A postal address as both of Shopify's APIs give it, in parts. */
export interface PostalAddress {
  company: string | null;
  address1: string | null;
  address2: string | null;
  city: string | null;
  provinceCode: string | null;
  province: string | null;
  zip: string | null;
  /** In words. */
  country: string | null;
  /** ISO 3166-1 alpha-2. */
  countryCode: string | null;
}

/** Where the postal code stands on one line after city and region. */
const REGION_AND_CODE_AFTER_CITY = new Set(["US", "CA", "AU", "PR"]);

/** Where the postal code has a line of its own below the city. */
const CODE_BELOW_CITY = new Set(["GB", "IE", "GG", "JE", "IM"]);

/** The lines of an address below the person's name, as printed on a letter in the country it goes to. */
export function addressLines(address: PostalAddress): string[] {
  return [
    address.company,
    address.address1,
    address.address2,
    ...townLines(address),
    address.country ?? address.countryCode,
  ].filter((line): line is string => line !== null && line !== "");
}

function townLines(address: PostalAddress): (string | null)[] {
  const { city, zip, province, provinceCode, countryCode } = address;
  if (countryCode !== null && REGION_AND_CODE_AFTER_CITY.has(countryCode)) {
    return [joined(city, provinceCode ?? province, zip)];
  }
  if (countryCode !== null && CODE_BELOW_CITY.has(countryCode)) return [city, zip];
  return [joined(zip, city), province];
}

function joined(...parts: (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== "").join(" ");
}
