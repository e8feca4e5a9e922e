import { describe, expect, it } from "vitest";
import {
  byFlag,
  byInstant,
  byNumber,
  byText,
  byWords,
  searchPredicate,
  type Filters,
} from "./search-query.ts";

type Thing = { id: number; name: string; tags: string[]; at: number; test: boolean };

const filters: Filters<Thing> = {
  default: byWords((thing) => [thing.name]),
  id: byNumber((thing) => thing.id),
  name: byText((thing) => [thing.name]),
  tag: byText((thing) => thing.tags),
  at: byInstant((thing) => thing.at),
  test: byFlag((thing) => thing.test),
};

const day = (date: string): number => Date.parse(`${date}T12:00:00Z`);
const things: Thing[] = [
  { id: 1, name: "Oat soap", tags: ["bath"], at: day("2026-01-01"), test: false },
  { id: 2, name: "Pine candle", tags: ["home", "gift"], at: day("2026-02-01"), test: false },
  { id: 3, name: "Pine soap", tags: ["gift"], at: day("2026-03-01"), test: true },
];

describe("Shopify's search syntax", () => {
  it.each([
    ["", [1, 2, 3]],
    ["soap", [1, 3]],
    ["name:'Oat soap'", [1]],
    ['name:"oat SOAP"', [1]],
    ["name:pine*", [2, 3]],
    ["id:>=2", [2, 3]],
    ["id:gid://shopify/Order/2", [2]],
    ["at:>'2026-01-15T00:00:00Z' AND at:<='2026-02-01T12:00:00Z'", [2]],
    ["at:>2026-01-15 at:<2026-02-15", [2]],
    ["tag:gift -test:true", [2]],
    ["tag:gift NOT tag:home", [3]],
    ["tag:bath OR tag:home", [1, 2]],
    ["tag:bath,home", [1, 2]],
    ["(tag:bath OR tag:gift) AND soap", [1, 3]],
    ["id:1 OR id:2 AND tag:gift", [1, 2]],
  ])("%s", (query, ids) => {
    expect(things.filter(searchPredicate(query, filters)).map((thing) => thing.id)).toEqual(ids);
  });

  it.each([
    ["colour:red", /filter colour is not implemented/],
    ["(soap", /closing parenthesis/],
    ["soap)", /closing parenthesis too many/],
    ["soap AND", /ends too early/],
  ])("%s is refused", (query, message) => {
    expect(() => searchPredicate(query, filters)).toThrow(message);
  });

  it("refuses a date it cannot read rather than find nothing", () => {
    expect(() => things.filter(searchPredicate("at:>yesterday", filters))).toThrow(/not a date/);
  });
});
