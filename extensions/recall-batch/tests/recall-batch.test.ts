/// <reference types="@shopify/ui-extensions/admin.product-details.action.render" />
import { getExtension } from "@shopify/ui-extensions-tester";
import { fireEvent, waitFor } from "@testing-library/preact";
import { render } from "preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Batch } from "../../../app/contracts/batch.ts";
import type { LaunchRecallBody, Recall, RecallPreview } from "../../../app/contracts/recall.ts";

const extension = getExtension("admin.product-details.action.render", {
  configSearchDir: "extensions/recall-batch",
});

const lavender: Batch = {
  id: "0198c0de-0000-7000-8000-000000000001",
  code: "LAV-0412",
  status: "open",
  conditions: [],
  madeAt: "2026-04-12T08:00:00Z",
  place: null,
  maker: null,
  expiresOn: null,
  expiryKind: null,
  cureOn: null,
  notes: null,
  items: [
    {
      variantId: "gid://shopify/ProductVariant/11",
      produced: 100,
      remaining: 40,
      promised: 10,
      shipped: 50,
      quarantined: 0,
      writtenOff: 0,
      returned: 0,
    },
  ],
};

const nobody = { units: 0, orders: 0, buyers: 0 };
const preview: RecallPreview = {
  groups: {
    withGoods: { units: 45, orders: 30, buyers: 28 },
    inTransit: { units: 5, orders: 4, buyers: 4 },
    notShipped: { units: 10, orders: 6, buyers: 6 },
    returned: nobody,
    onShelf: { units: 40, orders: 0, buyers: 0 },
    noContact: { units: 2, orders: 1, buyers: 1 },
  },
  affected: { units: 50, orders: 34, buyers: 32 },
};

const progressed = (done: boolean): Recall => ({
  id: "0198c0de-0000-7000-8000-00000000000a",
  number: "R26-001",
  tag: "recall-R26-001",
  status: "active",
  drill: false,
  batches: [{ id: lavender.id, code: lavender.code, status: "recalled" }],
  ring: "probable",
  groups: preview.groups,
  progress: {
    orders: { total: 34, tagged: done ? 34 : 10, failed: 0 },
    customers: { total: 30, tagged: done ? 30 : 8, failed: 0 },
    recipients: {
      total: 32,
      queued: done ? 0 : 20,
      sending: 0,
      accepted: done ? 31 : 11,
      bounced: 0,
      failed: 0,
      uncertain: 0,
      unreachable: 1,
      acknowledged: 0,
      remedied: 0,
    },
    done,
  },
});

interface Call {
  method: string;
  path: string;
  body: unknown;
}

let calls: Call[];
let answers: Record<string, () => Response>;

beforeEach(() => {
  calls = [];
  answers = {
    "GET /api/v1/batches": () => Response.json({ items: [lavender], nextCursor: null }),
    "POST /api/v1/recalls/preview": () => Response.json(preview),
    "POST /api/v1/recalls": () =>
      Response.json(
        { id: progressed(false).id, number: "R26-001", tag: "recall-R26-001", status: "active" },
        { status: 201 },
      ),
    [`GET /api/v1/recalls/${progressed(false).id}`]: () => Response.json(progressed(true)),
  };
  extension.setUp();
  extension.shopify.data = { selected: [{ id: "gid://shopify/Product/1" }] };
  vi.stubGlobal("fetch", (input: string, init?: RequestInit) => {
    const method = init?.method ?? "GET";
    const path = input.split("?")[0] ?? input;
    calls.push({
      method,
      path: input,
      body: typeof init?.body === "string" ? JSON.parse(init.body) : undefined,
    });
    const answer = answers[`${method} ${path}`];
    return answer === undefined ? Promise.reject(new Error("network down")) : Promise.resolve(answer());
  });
});

afterEach(() => {
  // The body stays from test to test; what was rendered into it must not.
  render(null, document.body);
  extension.tearDown();
  vi.unstubAllGlobals();
});

const element = (selector: string): Element => {
  const found = document.body.querySelector(selector);
  if (found === null) throw new Error(`no ${selector} in\n${document.body.innerHTML}`);
  return found;
};
const button = (text: string): Element => {
  const found = [...document.body.querySelectorAll("s-button")].find((node) =>
    node.textContent?.includes(text),
  );
  if (found === undefined) throw new Error(`no button "${text}" in\n${document.body.innerHTML}`);
  return found;
};

async function chooseLavender(): Promise<void> {
  await extension.render();
  await waitFor(() => element("s-choice"));
  const list = element("s-choice-list") as Element & { values: string[] };
  list.values = [lavender.id];
  fireEvent(list, new Event("change"));
  await waitFor(() => element("s-section"));
}

async function fill(label: string, value: string): Promise<void> {
  const field = [...document.body.querySelectorAll("s-text-field, s-text-area")].find(
    (node) => (node as unknown as { label: string }).label === label || node.getAttribute("label") === label,
  ) as (Element & { value: string }) | undefined;
  if (field === undefined) throw new Error(`no field "${label}"`);
  field.value = value;
  fireEvent(field, new Event("input"));
}

describe("recalling a batch from the product page", () => {
  it("offers the batches of the product that is open", async () => {
    await extension.render();
    await waitFor(() => expect(document.body.textContent).toContain("LAV-0412"));
    expect(calls[0]?.path).toContain(`productId=${encodeURIComponent("gid://shopify/Product/1")}`);
  });

  it("says so when the product has no batch", async () => {
    answers["GET /api/v1/batches"] = () => Response.json({ items: [], nextCursor: null });
    await extension.render();
    await waitFor(() => expect(document.body.textContent).toContain("none"));
  });

  it("shows who has the chosen batch before anything happens", async () => {
    await chooseLavender();
    expect(calls.at(-1)).toMatchObject({
      path: "/api/v1/recalls/preview",
      body: { batchIds: [lavender.id] },
    });
    expect(document.body.textContent).toContain("groups.withGoods");
    // Nobody returned anything: a group without units is not a line to read under stress.
    expect(document.body.textContent).not.toContain("groups.returned");
    expect(calls.some((call) => call.path === "/api/v1/recalls")).toBe(false);
  });

  it("does not launch while the reason and the hazard are missing", async () => {
    await chooseLavender();
    fireEvent.click(button("continue"));
    await waitFor(() => button("launch"));
    fireEvent.click(button("launch"));
    await waitFor(() => expect(document.body.innerHTML).toContain("required"));
    expect(calls.some((call) => call.path === "/api/v1/recalls")).toBe(false);
  });

  it("launches with what was written, once for two clicks, and shows the progress", async () => {
    await chooseLavender();
    fireEvent.click(button("continue"));
    await waitFor(() => button("launch"));
    await fill("fields.reason", "Undeclared almond oil");
    await fill("fields.hazard", "Allergic reaction");
    await waitFor(() => expect(document.body.innerHTML).toContain("fields.hazard"));
    fireEvent.click(button("launch"));
    fireEvent.click(button("launch"));
    await waitFor(() => expect(document.body.textContent).toContain("progress.mails"));
    const launches = calls
      .filter((call) => call.path === "/api/v1/recalls")
      .map((call) => call.body as LaunchRecallBody);
    expect(new Set(launches.map((body) => body.idempotencyKey)).size).toBe(1);
    expect(launches[0]).toMatchObject({
      batchIds: [lavender.id],
      reason: "Undeclared almond oil",
      hazard: "Allergic reaction",
      drill: false,
      ring: "probable",
    });
  });

  it("keeps what was written when the launch is refused, says why, and repeats it under the same key", async () => {
    answers["POST /api/v1/recalls"] = () =>
      Response.json({ type: "x", title: "x", status: 503, detail: "The database is away." }, { status: 503 });
    await chooseLavender();
    fireEvent.click(button("continue"));
    await waitFor(() => button("launch"));
    await fill("fields.reason", "Undeclared almond oil");
    await fill("fields.hazard", "Allergic reaction");
    fireEvent.click(button("launch"));
    await waitFor(() => expect(document.body.textContent).toContain("The database is away."));
    fireEvent.click(button("launch"));
    await waitFor(() => expect(calls.filter((call) => call.path === "/api/v1/recalls")).toHaveLength(2));
    const [first, second] = calls
      .filter((call) => call.path === "/api/v1/recalls")
      .map((call) => call.body as LaunchRecallBody);
    expect(second).toEqual(first);
  });

  it("launches no second recall after a lost answer, Back and Continue, and leads to the first", async () => {
    const launches = () =>
      calls.filter((call) => call.path === "/api/v1/recalls").map((call) => call.body as LaunchRecallBody);
    const write = async (reason: string): Promise<void> => {
      fireEvent.click(button("continue"));
      await waitFor(() => button("launch"));
      await fill("fields.reason", reason);
      await fill("fields.hazard", "Allergic reaction");
      fireEvent.click(button("launch"));
    };
    delete answers["POST /api/v1/recalls"];
    await chooseLavender();
    await write("Undeclared almond oil");
    await waitFor(() => expect(document.body.textContent).toContain("unreachable"));
    fireEvent.click(button("back"));
    await waitFor(() => button("continue"));

    const { id, number } = progressed(false);
    answers["POST /api/v1/recalls"] = () =>
      Response.json(
        { type: "urn:batchbook:key_reused", title: "x", status: 409, detail: "x", recall: { id, number } },
        { status: 409 },
      );
    await write("The label does not name almond oil");
    await waitFor(() => expect(document.body.innerHTML).toContain("launchedBefore"));
    expect(launches()).toHaveLength(2);
    expect(launches()[1]?.idempotencyKey).toBe(launches()[0]?.idempotencyKey);
    expect(element("s-link").getAttribute("href")).toBe(`app:app/recalls/${id}`);
    // The form is gone with its button that would launch: sent again it would only say the same.
    expect(document.body.textContent).not.toContain("consequence");
    fireEvent.click(button("close"));
  });

  it("says that the app cannot be reached, and loads when asked again", async () => {
    const batches = answers["GET /api/v1/batches"];
    delete answers["GET /api/v1/batches"];
    await extension.render();
    await waitFor(() => expect(document.body.innerHTML).toContain("unreachable"));
    if (batches !== undefined) answers["GET /api/v1/batches"] = batches;
    fireEvent.click(button("retry"));
    await waitFor(() => expect(document.body.textContent).toContain("LAV-0412"));
  });
});
