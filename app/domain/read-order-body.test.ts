import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { MalformedOrderError } from "./body-fields.ts";
import type { OrderFacts } from "./order-facts.ts";
import { readOrderBody } from "./read-order-body.ts";

const FIXTURES = join(import.meta.dirname, "../../tests/fixtures/orders");

type Json = Record<string, unknown>;

function load(folder: string, name: string): Json {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as Json;
}

function read(name: string): OrderFacts {
  return readOrderBody(load(FIXTURES, name)).facts;
}

/** Each line as `SKU or title: promised/shipped/returned/cancelled/left`, with why it is no goods. */
function lines(facts: OrderFacts): string[] {
  return facts.lines.map(({ sku, title, units, notGoods }) => {
    const { promised, shipped, returned, cancelled, leftWithoutRestock } = units;
    const numbers = [promised, shipped, returned, cancelled, leftWithoutRestock].join("/");
    return `${sku ?? title}: ${numbers}${notGoods === null ? "" : ` ${notGoods}`}`;
  });
}

describe("units per line, as promised/shipped/returned/cancelled/left", () => {
  test.each([
    ["open", ["SOAP-LAV-100: 2/0/0/0/0", "CNDL-FIG-220: 1/0/0/0/0"]],
    ["fulfilled-delivered", ["SOAP-LAV-100: 0/2/0/0/0"]],
    ["fulfilled-in-transit", ["SOAP-LAV-100: 0/2/0/0/0"]],
    ["partially-fulfilled", ["SOAP-LAV-100: 1/2/0/0/0", "CNDL-FIG-220: 1/0/0/0/0"]],
    ["pending-fulfilment", ["SOAP-LAV-100: 3/0/0/0/0"]],
    ["refund-cancel", ["SOAP-LAV-100: 1/0/0/2/0"]],
    ["refund-return", ["SOAP-LAV-100: 0/3/1/0/0"]],
    ["refund-no-restock", ["SOAP-LAV-100: 2/1/0/0/0"]],
    ["refund-legacy-restock", ["SOAP-LAV-100: 0/0/0/2/0", "CNDL-FIG-220: 0/1/1/0/0"]],
    ["refund-money-only", ["CNDL-FIG-220: 0/1/0/0/0"]],
    ["edited-added-line", ["SOAP-LAV-100: 1/0/0/0/0", "SOAP-OAT-100: 2/0/0/0/0"]],
    ["edited-raised", ["SOAP-LAV-100: 4/0/0/0/0"]],
    ["edited-lowered", ["SOAP-LAV-100: 1/0/0/2/0"]],
    ["edited-removed-line", ["SOAP-LAV-100: 1/0/0/0/0", "CNDL-FIG-220: 0/0/0/1/0"]],
    ["cancelled-restocked", ["SOAP-LAV-100: 0/0/0/2/0"]],
    ["cancelled-not-restocked", ["SOAP-LAV-100: 0/0/0/0/2", "CNDL-FIG-220: 0/0/0/0/1"]],
    ["cancelled-after-shipping", ["SOAP-LAV-100: 0/1/0/1/0"]],
    ["gift-card", ["Gift Card: 0/0/0/0/1 gift_card", "SOAP-OAT-100: 1/0/0/0/0"]],
    ["tip", ["SOAP-OAT-100: 1/0/0/0/0", "Tip: 1/0/0/0/0 tip"]],
    ["custom-line", ["Hand engraving: 1/0/0/0/0 custom_line", "CNDL-FIG-220: 1/0/0/0/0"]],
    ["bundle", ["SOAP-LAV-100: 2/0/0/0/0", "SOAP-OAT-100: 2/0/0/0/0", "CNDL-FIG-220: 1/0/0/0/0"]],
    ["guest", ["SOAP-LAV-100: 1/0/0/0/0"]],
    ["pos", ["CNDL-FIG-220: 0/1/0/0/0"]],
    ["test-order", ["SOAP-LAV-100: 1/0/0/0/0"]],
    ["local-pickup-and-free-gift", ["SOAP-LAV-100: 1/0/0/0/0", "SOAP-OAT-100: 1/0/0/0/0"]],
    ["deleted-variant", ["CNDL-FIG-220: 1/0/0/0/0"]],
    ["test-notification", ["SOAP-LAV-100: 0/1/0/0/0"]],
  ])("%s", (name, expected) => {
    expect(lines(read(name))).toEqual(expected);
  });

  test("only a line with shipped units and units refunded without restock leaves a doubt", () => {
    const names = readdirSync(FIXTURES).map((file) => file.replace(/\.json$/, ""));
    const doubtful = names.filter((name) => readOrderBody(load(FIXTURES, name)).doubt !== null);
    expect(doubtful).toEqual(["refund-no-restock"]);
  });

  test("a doubt about a line that is not goods is none", () => {
    const body = load(FIXTURES, "refund-no-restock");
    const [line] = body["line_items"] as Json[];
    Object.assign(line ?? {}, { variant_id: null, product_id: null });
    expect(readOrderBody(body).doubt).toBeNull();
  });

  test("a parcel that a carrier reports on is in transit until it is delivered", () => {
    expect(read("fulfilled-in-transit").lines[0]?.units.inTransit).toBe(2);
    expect(read("fulfilled-delivered").lines[0]?.units.inTransit).toBe(0);
    expect(read("pos").lines[0]?.units.inTransit).toBe(0);
  });
});

describe("the order itself", () => {
  test("is read with its times as instants", () => {
    expect(read("cancelled-restocked")).toMatchObject({
      orderId: 6600450015n,
      name: "#2065",
      processedAt: new Date("2026-04-07T08:20:29Z"),
      updatedAt: new Date("2026-04-10T07:30:02Z"),
      cancelledAt: new Date("2026-04-10T07:30:00Z"),
      test: false,
      locale: "de-DE",
    });
    expect(read("partially-fulfilled").lines[0]?.shippedAt).toEqual(new Date("2026-04-08T13:10:42Z"));
    expect(read("test-order").test).toBe(true);
  });

  test("reaches its buyer by its own address and phone, and its customer by theirs", () => {
    expect(read("open")).toMatchObject({
      contact: {
        email: "mara.vogel@mail.example",
        phone: "+49 30 5550123",
        name: "Mara Vogel",
        address: ["Lindenweg 7", "Hinterhaus", "10405 Berlin", "Berlin", "Germany"],
      },
      customer: {
        customerId: 7100450011n,
        locale: null,
        contact: {
          email: "mara.vogel@mail.example",
          phone: "+491705550188",
          name: "Mara Vogel",
          address: ["Vogel Keramik", "Gartenstraße 3", "14467 Potsdam", "Brandenburg", "Germany"],
        },
      },
    });
  });

  test("of a guest goes by the contact address and where it was billed (case 79)", () => {
    expect(read("guest")).toMatchObject({
      customer: null,
      locale: null,
      contact: {
        email: "Guest.Buyer@Mail.example",
        phone: null,
        name: "Jo Ash",
        address: ["Ash Ltd", "12 High Street", "Leeds", "LS1 4AP", "United Kingdom"],
      },
    });
  });

  test("of a walk-in buyer has nobody to reach (cases 52 and 81)", () => {
    expect(read("pos").contact).toEqual({ email: null, phone: null, name: null, address: [] });
  });

  test("keeps ids that JSON numbers cannot hold", () => {
    const facts = read("test-notification");
    expect(facts.orderId).toBe(820982911946154508n);
    expect(facts.lines[0]?.lineId).toBe(866550311766439021n);
  });

  test("keeps texts as they are and drops what a database text cannot hold", () => {
    const body = load(FIXTURES, "open");
    body["name"] = "  #1\0 <script> ";
    expect(readOrderBody(body).facts.name).toBe("#1 <script>");
  });

  test("names the lines by their place, and a deleted variant by none", () => {
    expect(read("bundle").lines.map((line) => line.position)).toEqual([0, 1, 2]);
    expect(read("deleted-variant").lines[0]).toMatchObject({
      variantId: null,
      productId: 80120034003n,
      notGoods: null,
    });
  });
});

describe("a body that is not an order is refused at the place where it fails", () => {
  function changed(change: (body: Json, line: Json) => void): Json {
    const body = load(FIXTURES, "refund-cancel");
    change(body, (body["line_items"] as Json[])[0] ?? {});
    return body;
  }

  test.each<[string, unknown]>([
    ["", null],
    ["", []],
    ["", "order"],
    ["id", changed((body) => delete body["admin_graphql_api_id"] && delete body["id"])],
    ["updated_at", changed((body) => delete body["updated_at"])],
    ["updated_at", changed((body) => (body["updated_at"] = "yesterday"))],
    ["updated_at", changed((body) => (body["updated_at"] = "2026-04-07"))],
    ["created_at", changed((body) => delete body["processed_at"] && delete body["created_at"])],
    ["line_items", changed((body) => (body["line_items"] = {}))],
    ["line_items[0]", changed((body) => (body["line_items"] = [7]))],
    ["line_items[0].quantity", changed((_, line) => delete line["quantity"])],
    ["line_items[0].quantity", changed((_, line) => (line["quantity"] = -1))],
    ["line_items[0].quantity", changed((_, line) => (line["quantity"] = 1.5))],
    ["line_items[0].quantity", changed((_, line) => (line["quantity"] = "2"))],
    ["line_items[0].quantity", changed((_, line) => (line["quantity"] = 3_000_000_000))],
    ["line_items[0].variant_id", changed((_, line) => (line["variant_id"] = "abc"))],
    ["line_items[0].gift_card", changed((_, line) => (line["gift_card"] = "no"))],
    ["line_items[0].title", changed((_, line) => (line["title"] = 5))],
    ["line_items[1].id", changed((body, line) => (body["line_items"] = [line, line]))],
    ["refunds[0].created_at", changed((body) => delete (body["refunds"] as Json[])[0]?.["created_at"])],
    ["customer", changed((body) => (body["customer"] = "Mara"))],
  ])("%s", (path, body) => {
    let thrown: unknown;
    try {
      readOrderBody(body);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(MalformedOrderError);
    expect(thrown).toMatchObject({ path });
  });

  test("what does not decide anything may be missing", () => {
    const { facts } = readOrderBody({
      id: "42",
      created_at: "2026-04-07T10:20:30Z",
      updated_at: "2026-04-07T10:20:30Z",
      line_items: [{ id: 7, quantity: 2, variant_id: 5, fulfillable_quantity: 2 }],
    });
    expect(facts).toMatchObject({ orderId: 42n, name: "", customer: null });
    expect(lines(facts)).toEqual([": 2/0/0/0/0"]);
  });

  test("a way of restocking that is not known puts nothing back", () => {
    const body = changed((order) => {
      for (const refund of order["refunds"] as { refund_line_items: Json[] }[]) {
        for (const line of refund.refund_line_items) line["restock_type"] = "teleport";
      }
    });
    expect(lines(readOrderBody(body).facts)).toEqual(["SOAP-LAV-100: 1/0/0/0/2"]);
  });
});

// eslint-disable-next-line no-restricted-properties -- a switch of this test, not of the app
const samples = process.env["BATCHBOOK_ORDER_SAMPLES"];

describe.runIf(samples !== undefined)(
  "order bodies as Shopify publishes them (BATCHBOOK_ORDER_SAMPLES names their folder)",
  () => {
    test.each([
      ["open-one-line", ["IPOD2009BLACK: 1/0/0/0/0"]],
      ["fulfilled", ["IPOD2009BLACK: 0/1/0/0/0"]],
      [
        "custom-lines-without-variant",
        [
          "Red Leather Coat: 1/0/0/0/0 custom_line",
          "Blue Suede Shoes: 1/0/0/0/0 custom_line",
          "Raspberry Beret: 2/0/0/0/0 custom_line",
        ],
      ],
      [
        "cancelled-no-restock",
        ["IPOD2008GREEN: 0/0/0/0/1", "IPOD2008RED: 0/0/0/0/1", "IPOD2008BLACK: 0/0/0/0/1"],
      ],
      [
        "cancelled-partly-refunded",
        ["IPOD2008GREEN: 0/0/0/0/1", "IPOD2008RED: 0/0/0/0/1", "IPOD2008BLACK: 0/0/0/0/1"],
      ],
      [
        "refunded-legacy-restock",
        ["IPOD2008GREEN: 0/0/0/1/0", "IPOD2008RED: 1/0/0/0/0", "IPOD2008BLACK: 0/0/0/1/0"],
      ],
    ])("%s", (name, expected) => {
      const { facts, doubt } = readOrderBody(load(samples ?? "", name));
      expect(lines(facts)).toEqual(expected);
      expect(doubt).toBeNull();
    });
  },
);
