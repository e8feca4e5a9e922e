import { expect, test } from "vitest";
import { addressLines, type PostalAddress } from "./postal-address.ts";

const nowhere: PostalAddress = {
  company: null,
  address1: null,
  address2: null,
  city: null,
  provinceCode: null,
  province: null,
  zip: null,
  country: null,
  countryCode: null,
};

test.each<[string, Partial<PostalAddress>, string[]]>([
  [
    "the United States",
    {
      address1: "1 Elm St",
      city: "Troy",
      provinceCode: "NY",
      province: "New York",
      zip: "12180",
      country: "United States",
      countryCode: "US",
    },
    ["1 Elm St", "Troy NY 12180", "United States"],
  ],
  [
    "the United Kingdom",
    {
      company: "Ash Ltd",
      address1: "12 High Street",
      city: "Leeds",
      province: "England",
      zip: "LS1 4AP",
      country: "United Kingdom",
      countryCode: "GB",
    },
    ["Ash Ltd", "12 High Street", "Leeds", "LS1 4AP", "United Kingdom"],
  ],
  [
    "France",
    {
      address1: "3 rue Haute",
      address2: "",
      city: "Lyon",
      zip: "69001",
      country: "France",
      countryCode: "FR",
    },
    ["3 rue Haute", "69001 Lyon", "France"],
  ],
  ["a country known by its code only", { city: "Lyon", countryCode: "FR" }, ["Lyon", "FR"]],
  ["nowhere", {}, []],
])("a letter to %s", (_, address, lines) => {
  expect(addressLines({ ...nowhere, ...address })).toEqual(lines);
});
