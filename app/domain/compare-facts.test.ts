import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compareFacts, factsFingerprint, type IncomingFacts } from "./compare-facts.ts";
import type { OrderFacts } from "./order-facts.ts";
import { readOrderBody } from "./read-order-body.ts";

const FIXTURES = join(import.meta.dirname, "../../tests/fixtures/orders");

function read(name: string): OrderFacts {
  return readOrderBody(JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), "utf8"))).facts;
}

describe("a fingerprint", () => {
  test("is the same for equal facts, whatever the order of their lines and the stamp they carry", () => {
    const facts = read("bundle");
    const again = { ...read("bundle"), lines: [...read("bundle").lines].reverse(), updatedAt: new Date(0) };
    expect(factsFingerprint(again)).toBe(factsFingerprint(facts));
  });

  test("is the same where one of the APIs knows the customer's language and fractions of a second", () => {
    const facts = read("fulfilled-delivered");
    const told: OrderFacts = {
      ...facts,
      processedAt: new Date(facts.processedAt.getTime() + 250),
      customer: facts.customer && { ...facts.customer, locale: "de" },
    };
    expect(factsFingerprint(told)).toBe(factsFingerprint(facts));
  });

  test("is the same where only one of the APIs can tell a tip from a custom line", () => {
    const facts = read("tip");
    const told = facts.lines.map((line) => ({
      ...line,
      notGoods: line.notGoods && ("custom_line" as const),
    }));
    expect(factsFingerprint({ ...facts, lines: told })).toBe(factsFingerprint(facts));
  });

  test.each<[string, (facts: OrderFacts) => OrderFacts]>([
    ["a cancellation", (facts) => ({ ...facts, cancelledAt: new Date(0) })],
    ["a new address", (facts) => ({ ...facts, contact: { ...facts.contact, email: "new@mail.example" } })],
    ["a line less", (facts) => ({ ...facts, lines: facts.lines.slice(1) })],
    [
      "a unit that ships",
      (facts) => ({
        ...facts,
        lines: facts.lines.map((line) => ({ ...line, units: { ...line.units, promised: 0, shipped: 1 } })),
      }),
    ],
    ["the customer removed", (facts) => ({ ...facts, customer: null })],
  ])("differs by %s", (_, change) => {
    const facts = read("bundle");
    expect(factsFingerprint(change(facts))).not.toBe(factsFingerprint(facts));
  });
});

describe("facts that arrive", () => {
  const stored = { updatedAt: new Date("2026-04-07T10:00:00Z"), fingerprint: "a" };
  const early = new Date("2026-04-07T09:59:59Z");
  const late = new Date("2026-04-07T10:00:01Z");
  const same = stored.updatedAt;

  test.each<[string, Partial<IncomingFacts>, ReturnType<typeof compareFacts>]>([
    ["newer", { updatedAt: late }, "apply"],
    ["newer but doubtful", { updatedAt: late, doubt: "ask_shopify" }, "ask_shopify"],
    [
      "newer and doubtful, but Shopify's own answer",
      { updatedAt: late, doubt: "ask_shopify", source: "shopify" },
      "apply",
    ],
    ["older (case 3)", { updatedAt: early }, "ignore"],
    ["older, asked for", { updatedAt: early, source: "shopify" }, "ignore"],
    ["a duplicate (case 1)", { updatedAt: same, fingerprint: "a" }, "ignore"],
    ["different under the same stamp (case 2)", { updatedAt: same }, "ask_shopify"],
    ["different under the same stamp, asked for", { updatedAt: same, source: "shopify" }, "apply"],
  ])("%s: %s", (_, over, expected) => {
    const incoming: IncomingFacts = {
      updatedAt: late,
      fingerprint: "b",
      source: "webhook",
      doubt: null,
      ...over,
    };
    expect(compareFacts(stored, incoming)).toBe(expected);
  });

  test("first, are applied unless they leave a doubt", () => {
    const incoming: IncomingFacts = { updatedAt: early, fingerprint: "b", source: "webhook", doubt: null };
    expect(compareFacts(null, incoming)).toBe("apply");
    expect(compareFacts(null, { ...incoming, doubt: "ask_shopify" })).toBe("ask_shopify");
  });
});
