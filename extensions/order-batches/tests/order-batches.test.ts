/// <reference types="@shopify/ui-extensions/admin.order-details.block.render" />
import { getExtension } from "@shopify/ui-extensions-tester";
import { fireEvent, waitFor } from "@testing-library/preact";
import { render } from "preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Assignment, Order, OrderLine } from "../../../app/contracts/order.ts";

const extension = getExtension("admin.order-details.block.render", {
  configSearchDir: "extensions/order-batches",
});

const line = (overrides: Partial<OrderLine>): OrderLine => ({
  id: "gid://shopify/LineItem/1",
  variantId: "gid://shopify/ProductVariant/11",
  title: "Lavender bar",
  quantity: 3,
  tracked: true,
  unassigned: 0,
  unassignedShipped: 0,
  reason: null,
  assignments: [],
  ...overrides,
});

const order = (lines: OrderLine[]): Order => ({
  id: "gid://shopify/Order/1001",
  name: "#1001",
  processedAt: "2026-05-01T10:00:00Z",
  cancelledAt: null,
  deleted: false,
  test: false,
  shopifyUpdatedAt: "2026-05-01T10:00:00Z",
  lines,
});

let answer: () => Promise<Response>;
let asked: string[];

beforeEach(() => {
  asked = [];
  extension.setUp();
  extension.shopify.data = { selected: [{ id: "gid://shopify/Order/1001" }] };
  vi.stubGlobal("fetch", (input: string) => {
    asked.push(input);
    return answer();
  });
});

afterEach(() => {
  // The body stays from test to test; what was rendered into it must not.
  render(null, document.body);
  extension.tearDown();
  vi.unstubAllGlobals();
});

const text = () => document.body.textContent ?? "";

const LAVENDER: Assignment = {
  ...{ batchId: "a", code: "LAV-0412", units: 1 },
  ...{ state: "promised", confidence: "assumed", onHold: false },
};

describe("the batches on the order page", () => {
  it("shows every batch of every line with its units", async () => {
    answer = () =>
      Promise.resolve(
        Response.json(
          order([
            line({
              assignments: [
                { ...LAVENDER, units: 2, state: "shipped" },
                {
                  ...LAVENDER,
                  ...{ batchId: "b", code: "LAV-0501", units: 1, confidence: "confirmed", onHold: true },
                },
              ],
            }),
          ]),
        ),
      );
    await extension.render();
    await waitFor(() => expect(text()).toContain("LAV-0412"));
    expect(text()).toContain("LAV-0501");
    expect(text()).toContain("state.shipped");
    expect(text()).toContain("confidence.confirmed");
    expect(text().match(/onHold/g)).toHaveLength(1);
    expect(asked).toEqual([`/api/v1/orders/${encodeURIComponent("gid://shopify/Order/1001")}`]);
  });

  it("tells units that wait for a batch from units that shipped without one", async () => {
    answer = () => Promise.resolve(Response.json(order([line({ unassigned: 3, unassignedShipped: 1 })])));
    await extension.render();
    await waitFor(() => expect(text()).toContain("unassignedShipped"));
    expect([...document.body.querySelectorAll("s-badge")]).toHaveLength(2);
  });

  it("says that a line is not tracked", async () => {
    answer = () => Promise.resolve(Response.json(order([line({ tracked: false, reason: "gift_card" })])));
    await extension.render();
    await waitFor(() => expect(text()).toContain("notTracked"));
  });

  it("shows the parts of a set below the line that was sold", async () => {
    const sold = { id: "gid://shopify/LineItem/7", title: "Gift box", tracked: false, reason: "set" };
    const part = line({
      ...{ id: "gid://shopify/LineItem/7?component=1", title: "Lavender bar" },
      assignments: [{ ...LAVENDER, units: 3 }],
    });
    answer = () => Promise.resolve(Response.json(order([line(sold), part])));
    await extension.render();
    await waitFor(() => expect(text()).toContain("LAV-0412"));
    expect(text()).not.toContain("notTracked");
    expect(document.body.querySelectorAll("s-box")).toHaveLength(1);
    expect(document.body.querySelector("s-box")?.textContent).toContain("LAV-0412");
  });

  it.each([
    ["awaiting_payment", "waitsForPayment"],
    ["awaiting_fulfilment", "waitsForShipping"],
    ["no_batch", "unassigned"],
  ])("says of units without a batch for %s: %s", async (reason, words) => {
    answer = () => Promise.resolve(Response.json(order([line({ unassigned: 2, reason })])));
    await extension.render();
    await waitFor(() => expect(text()).toContain(words));
    expect(document.body.querySelectorAll("s-badge")).toHaveLength(1);
  });

  it("says that the order is not assigned yet, and looks again when asked", async () => {
    answer = () => Promise.resolve(Response.json({ detail: "no such order" }, { status: 404 }));
    await extension.render();
    await waitFor(() => expect(text()).toContain("unknown"));
    answer = () => Promise.resolve(Response.json(order([line({ title: "Rose candle" })])));
    const again = document.body.querySelector("s-button");
    if (again === null) throw new Error("no button to look again");
    fireEvent.click(again);
    await waitFor(() => expect(document.body.querySelector("s-text")).not.toBeNull());
    expect(asked).toHaveLength(2);
  });

  it("shows the app's own words when it refuses", async () => {
    answer = () => Promise.resolve(Response.json({ detail: "The database is away." }, { status: 503 }));
    await extension.render();
    await waitFor(() => expect(document.body.innerHTML).toContain("The database is away."));
  });
});
