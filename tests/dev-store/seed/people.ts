/** Made-up people with addresses that belong to nobody (example.com, fictitious numbers). */
import type { Random } from "../state/random.ts";
import type { CustomerInput } from "../state/customers/customers.ts";
import type { Address } from "../state/types.ts";

const FIRST_NAMES = [
  "Ada",
  "Ben",
  "Clara",
  "Dario",
  "Elena",
  "Finn",
  "Grace",
  "Hugo",
  "Iris",
  "Jonas",
  "Kira",
  "Leo",
  "Maya",
  "Noah",
  "Olive",
  "Pablo",
  "Quinn",
  "Rosa",
  "Sven",
  "Tara",
  "Uma",
  "Victor",
  "Wren",
  "Yusuf",
  "Zoë",
] as const;
const LAST_NAMES = [
  "Abbott",
  "Brandt",
  "Castillo",
  "Dubois",
  "Eriksen",
  "Fischer",
  "Greene",
  "Hughes",
  "Ivanova",
  "Jensen",
  "Kowalski",
  "Larsen",
  "Moreau",
  "Novak",
  "O'Brien",
  "Park",
  "Quigley",
  "Rossi",
  "Santos",
  "Tanaka",
  "Ueda",
  "Vance",
  "Whitaker",
  "Young",
] as const;
const PLACES = [
  ["Burlington", "Vermont", "VT", "05401"],
  ["Portland", "Maine", "ME", "04101"],
  ["Albany", "New York", "NY", "12207"],
  ["Northampton", "Massachusetts", "MA", "01060"],
  ["Asheville", "North Carolina", "NC", "28801"],
  ["Boulder", "Colorado", "CO", "80302"],
  ["Eugene", "Oregon", "OR", "97401"],
  ["Madison", "Wisconsin", "WI", "53703"],
] as const;
const STREETS = [
  "Maple Street",
  "Orchard Road",
  "Mill Lane",
  "Hillside Avenue",
  "River Road",
  "Church Street",
] as const;
const LOCALES = ["en", "en", "en", "en", "en-US", "fr-CA", "de"] as const;

export type Person = Required<Pick<CustomerInput, "firstName" | "lastName" | "email" | "locale">> & {
  defaultAddress: Address;
};

/** `number` keeps the mail addresses apart. */
export function makePerson(random: Random, number: number): Person {
  const firstName = random.pick(FIRST_NAMES);
  const lastName = random.pick(LAST_NAMES);
  const [city, province, provinceCode, zip] = random.pick(PLACES);
  const plain = (name: string): string =>
    name
      .normalize("NFD")
      .replaceAll(/[^A-Za-z]/g, "")
      .toLowerCase();
  return {
    firstName,
    lastName,
    email: `${plain(firstName)}.${plain(lastName)}.${number}@example.com`,
    locale: random.pick(LOCALES),
    defaultAddress: {
      firstName,
      lastName,
      company: null,
      address1: `${random.int(1, 240)} ${random.pick(STREETS)}`,
      address2: null,
      city,
      province,
      provinceCode,
      country: "United States",
      countryCode: "US",
      zip,
      phone: `+1 555 01${String(random.int(10, 99))}`,
    },
  };
}
