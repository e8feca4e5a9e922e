import { describe, expect, test } from "vitest";
import { checkDraft, emptyDraft, monthOf, newBatchPayload, writeMonth } from "./batch-draft.ts";
import type { BatchDraft, DraftItem } from "./batch-draft.ts";

const ZONE = "Pacific/Apia";
const CLOCK = { timeZone: ZONE, today: "2026-11-23" };
const NOW = new Date("2026-11-22T11:30:00Z");

const item = (change: Partial<DraftItem> = {}): DraftItem => ({
  variantId: "gid://shopify/ProductVariant/7",
  productId: "gid://shopify/Product/3",
  title: "Lavender soap · 90 g",
  sku: "LAV-90",
  imageUrl: null,
  produced: "48",
  taken: 0,
  locationId: "",
  ...change,
});

const draft = (change: Partial<BatchDraft> = {}): BatchDraft => ({
  ...emptyDraft(NOW, ZONE),
  items: [item()],
  ...change,
});

describe("a batch in the form", () => {
  test("starts at the shop's own day and time", () => {
    expect(emptyDraft(NOW, ZONE)).toMatchObject({ madeDay: "2026-11-23", madeTime: "00:30" });
  });

  test("is sent with the instant that the shop's clock meant", () => {
    const payload = newBatchPayload(draft({ madeDay: "2026-11-20", madeTime: "09:15" }), CLOCK);
    expect(payload.madeAt).toBe("2026-11-19T20:15:00.000Z");
  });

  test("leaves out what was left empty, and the kind of an expiry that is not there", () => {
    expect(newBatchPayload(draft({ place: "  ", notes: "" }), CLOCK)).toMatchObject({
      code: null,
      place: null,
      notes: null,
      expiresOn: null,
      expiryKind: null,
      items: [{ variantId: "gid://shopify/ProductVariant/7", produced: 48 }],
    });
  });

  test.each([
    ["05/2027", "2027-05-31"],
    ["Feb 28", "2028-02-29"],
    ["2027-11", "2027-11-30"],
    ["", null],
  ])("with an expiry month of %j expires on %s (case 28)", (expiryMonth, expiresOn) => {
    const payload = newBatchPayload(draft({ expiryMonth, expiresOn: "2030-01-01" }), CLOCK);
    expect(payload).toMatchObject({ expiresOn, expiryKind: expiresOn === null ? null : "best_before" });
  });

  test("keeps its month and its day when the label says one or the other", () => {
    expect(writeMonth("2027-05-31")).toBe("05/2027");
    expect(monthOf(writeMonth("2027-05-31"), "2026-11-23")?.lastDay).toBe("2027-05-31");
  });

  test.each<[string, Partial<BatchDraft>, string[]]>([
    ["nothing wrong", {}, []],
    ["no variant", { items: [] }, ["items"]],
    ["no units", { items: [item({ produced: "" })] }, ["items.0.produced"]],
    ["half a unit", { items: [item({ produced: "1.5" })] }, ["items.0.produced"]],
    ["fewer than none", { items: [item({ produced: "-3" })] }, ["items.0.produced"]],
    ["a new item of zero units", { items: [item({ produced: "0" })] }, ["items.0.produced"]],
    ["fewer than are taken", { items: [item(), item({ produced: "9", taken: 10 })] }, ["items.1.produced"]],
    ["as many as are taken", { items: [item({ produced: "10", taken: 10 })] }, []],
    ["no time", { madeTime: "" }, ["madeAt"]],
    ["cured after it expires", { cureOn: "2027-02-02", expiresOn: "2027-02-01" }, ["cureOn"]],
    ["a month that is none", { expiryMonth: "13/2027" }, ["expiresOn"]],
    ["a day where a month stands", { expiryMonth: "2027-05-31" }, ["expiresOn"]],
    ["no month", { expiryMonth: " ", expiresOn: "2026-01-01" }, []],
    ["a month that ended before it was made", { expiryMonth: "10/2026" }, ["expiresOn"]],
    ["the month it was made in", { expiryMonth: "11/2026" }, []],
    ["cured after its month", { cureOn: "2027-06-01", expiryMonth: "May 2027" }, ["cureOn"]],
    ["expired before it was made", { expiresOn: "2026-11-01" }, ["expiresOn"]],
  ])("is checked before it is sent: %s", (_name, change, paths) => {
    expect(checkDraft(draft(change), CLOCK).map((error) => error.path)).toEqual(paths);
  });
});
