import { beforeEach, describe, expect, test } from "vitest";
import { MAX_IMPORT_ROWS, batchFileBody, importBatchesBody } from "#app/contracts/batch-import.ts";
import type { ImportBatchesBody } from "#app/contracts/batch-import.ts";
import { createBatchBody } from "#app/contracts/batch.ts";
import type { ShopContext } from "#app/services/context.ts";
import { createBatch } from "#app/services/create-batch.ts";
import { exportLeftOutRows } from "#app/services/export-left-out-rows.ts";
import { getBatchImport } from "#app/services/get-batch-import.ts";
import { getOrder } from "#app/services/get-order.ts";
import { importBatches } from "#app/services/import-batches.ts";
import { listBatches } from "#app/services/list-batches.ts";
import { listBatchTimeline } from "#app/services/list-batch-timeline.ts";
import { makeImportTemplate } from "#app/services/make-import-template.ts";
import { previewBatchImport } from "#app/services/preview-batch-import.ts";
import { queueBatchImportsUnderWay } from "#app/services/queue-batch-import.ts";
import { saveSettings } from "#app/services/save-settings.ts";
import { startBatchImport } from "#app/services/start-batch-import.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { makeLocation } from "../../factories/location.ts";
import { placeOrder } from "../../factories/place-order.ts";
import { expectInvariants } from "../../setup/invariants.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";

const { db } = useTestDatabase();
const NOW = new Date("2026-11-22T09:00:00Z");
const ACTOR = "merchant:7";
const HEAD = "Batch code,SKU,Units,Made on,Best before";
const never = new AbortController().signal;

let ctx: ShopContext;
let small: bigint;

beforeEach(async () => {
  const shop = await makeShop(db, { timeZone: "Europe/Lisbon" });
  ctx = makeContext(db, shop, { now: NOW });
  const { variantIds } = await makeProduct(db, shop, {
    title: "Lavender soap",
    variants: [
      { title: "Small", sku: "LAV-S" },
      { title: "Large", sku: "LAV-L" },
    ],
  });
  small = variantIds[0];
});

function file(lines: string[], over: Partial<ImportBatchesBody> = {}) {
  return importBatchesBody.parse({
    ...{ text: lines.join("\n"), columns: null, dayOrder: null },
    ...{ id: crypto.randomUUID(), fileName: "batches.csv", status: "open" },
    ...over,
  });
}

async function preview(lines: string[], over: object = {}) {
  const made = await previewBatchImport(
    ctx,
    batchFileBody.parse({ text: lines.join("\n"), columns: null, dayOrder: null, ...over }),
  );
  if (!made.ok) throw new Error(made.why);
  return made.preview;
}

/** Confirms the file and has the worker carry it out. */
async function imported(lines: string[], over: Partial<ImportBatchesBody> = {}, within = ctx) {
  const body = file(lines, over);
  const started = await startBatchImport(within, body, ACTOR);
  if (!started.ok) throw new Error(started.why);
  await importBatches(within, body.id, never);
  const view = await getBatchImport(within, body.id);
  if (view === null) throw new Error("the import is not there");
  return view;
}

async function batches(within = ctx) {
  const listed = await listBatches(within, { limit: 250 });
  if (!listed.ok) throw new Error("the list has no such page");
  return listed.page.items;
}

const codes = async (within = ctx) => (await batches(within)).map((batch) => batch.code).sort();
const queued = () =>
  db.$queryRaw<
    { id: string }[]
  >`SELECT key AS id FROM graphile_worker.jobs WHERE task_identifier = 'import-batches'`;

test("a file becomes batches with items, ledger and history as if they had been typed in", async () => {
  const view = await imported([
    "Batch code,SKU,Units,Made on,Made at,Use by,Cure date,Place,Maker,Notes",
    "LAV-1,LAV-S,48,2026-03-04,09:30,05/2027,2026-04-15,Kitchen,Ana,First pour",
    "LAV-1,LAV-L,20,,,,,,,",
    "LAV-2,LAV-S,7,2026-07-01,,,,,,",
  ]);
  expect(view).toMatchObject({
    isDone: true,
    total: 2,
    settled: 2,
    batches: 2,
    items: 3,
    units: 75,
    refused: [],
  });
  const [second, first] = await batches();
  expect(first).toMatchObject({
    ...{ code: "LAV-1", status: "open", madeAt: "2026-03-04T09:30:00.000Z", place: "Kitchen", maker: "Ana" },
    ...{ expiresOn: "2027-05-31", expiryKind: "use_by", cureOn: "2026-04-15", notes: "First pour" },
    openedAt: NOW.toISOString(),
    totals: { produced: 68, remaining: 68, promised: 0, shipped: 0, quarantined: 0, writtenOff: 0 },
  });
  // A day without a time begins at the shop's midnight.
  expect(second).toMatchObject({ code: "LAV-2", madeAt: "2026-06-30T23:00:00.000Z", expiresOn: null });
  const timeline = await listBatchTimeline(ctx, first?.id ?? "", { limit: 10 });
  expect(timeline.items).toMatchObject([
    { kind: "created", actor: ACTOR, data: { fileName: "batches.csv", status: "open" } },
  ]);
  await expectInvariants(db);
});

test("nothing is written before it is confirmed, and the preview says what would be", async () => {
  const shown = await preview([HEAD, "A,LAV-S,3,2026-03-04,", "A,LAV-L,2,2026-03-04,", "B,?,1,2026-03-04,"]);
  expect(shown).toMatchObject({
    missing: [],
    totals: { rows: 3, batches: 1, items: 2, units: 5, leftOut: 1, passedOver: 0, timeless: 1 },
    batches: [
      { row: 2, code: "A", timeless: true, items: [{ variantTitle: "Small", produced: 3 }, { produced: 2 }] },
    ],
    problems: {
      total: 1,
      listed: [{ row: 4, column: "SKU", message: expect.stringContaining("SKU ?") as string }],
    },
  });
  expect(await codes()).toEqual([]);
  expect(await queued()).toEqual([]);
});

test("the orders that wait get the oldest batch of the file, whatever order it has them in, over several sets", async () => {
  const order = await placeOrder(ctx, { lines: [{ variantId: small, quantity: 3 }] });
  const between = Array.from({ length: 120 }, (_, index) => `L-${index},LAV-L,1,2026-02-01,`);
  await imported([HEAD, "NEW,LAV-S,5,2026-06-01,", ...between, "OLD,LAV-S,5,2026-01-01,"]);
  expect((await getOrder(ctx, String(order.orderId)))?.lines[0]).toMatchObject({
    unassigned: 0,
    assignments: [{ code: "OLD", units: 3, state: "promised" }],
  });
  await expectInvariants(db);
});

test("drafts wait for somebody to open them", async () => {
  const order = await placeOrder(ctx, { lines: [{ variantId: small, quantity: 3 }] });
  await imported([HEAD, "A,LAV-S,5,2026-06-01,"], { status: "draft" });
  expect(await batches()).toMatchObject([{ code: "A", status: "draft", openedAt: null }]);
  expect((await getOrder(ctx, String(order.orderId)))?.lines[0]).toMatchObject({ unassigned: 3 });
});

test("113 formulas, semicolons, a byte order mark and dates of either kind: safe, previewed, asked about", async () => {
  const lines = [
    "\uFEFFBatch code;SKU;Units;Made on;Notes",
    `=HYPERLINK("http://x");LAV-S;3;3/2/2026;+1`,
    "'@SUM(A1);LAV-L;4;4/2/2026;",
  ];
  const asked = await preview(lines);
  expect(asked.dayOrder).toMatchObject({ kind: "ambiguous", example: { row: 2, text: "3/2/2026" } });
  const unanswered = await startBatchImport(ctx, file(lines), ACTOR);
  expect(unanswered).toEqual({ ok: false, why: "Choose first which number of the dates is the day." });
  expect(await codes()).toEqual([]);

  await imported(lines, { dayOrder: "dmy" });
  expect(await batches()).toMatchObject([
    { code: "@SUM(A1)", madeAt: "2026-02-04T00:00:00.000Z" },
    { code: '=HYPERLINK("http://x")', madeAt: "2026-02-03T00:00:00.000Z", notes: "+1" },
  ]);
});

describe("114 a code that is taken", () => {
  test("in any case of letters is a problem of its row, and the rest is imported", async () => {
    await imported([HEAD, "LAV-1,LAV-S,1,2026-01-01,"]);
    const lines = [HEAD, "lav-1,LAV-S,5,2026-02-01,", "LAV-2,LAV-S,6,2026-02-01,"];
    expect((await preview(lines)).problems.listed).toMatchObject([{ row: 2, column: "Batch code" }]);
    expect(await imported(lines)).toMatchObject({ batches: 1, leftOut: 1, refused: [] });
    expect(await codes()).toEqual(["LAV-1", "LAV-2"]);
  });

  test("by the batch form, between the confirmation and its turn: refused and told, and the rest is imported", async () => {
    const body = file([HEAD, "A,LAV-S,1,2026-01-01,", "B,LAV-S,2,2026-01-01,"]);
    await startBatchImport(ctx, body, ACTOR);
    await createBatch(
      ctx,
      createBatchBody.parse({
        code: "a",
        madeAt: NOW.toISOString(),
        items: [{ variantId: String(small), produced: 9 }],
      }),
      ACTOR,
    );
    await importBatches(ctx, body.id, never);
    expect(await getBatchImport(ctx, body.id)).toMatchObject({
      ...{ isDone: true, total: 2, batches: 1, units: 2 },
      refused: [
        { row: 2, code: "A", message: expect.stringContaining("Another batch got this code") as string },
      ],
    });
    await expectInvariants(db);
  });

  test("by the form at the same moment: one of the two makes it, and nothing is made twice", async () => {
    const lines = Array.from({ length: 60 }, (_, index) => `C-${index},LAV-S,1,2026-01-01,`);
    const body = file([HEAD, ...lines]);
    await startBatchImport(ctx, body, ACTOR);
    const typed = Array.from({ length: 20 }, (_, index) =>
      createBatch(
        ctx,
        createBatchBody.parse({
          ...{ code: `c-${index * 3}`, madeAt: "2026-01-01T08:00:00Z" },
          items: [{ variantId: String(small), produced: 1 }],
        }),
        ACTOR,
      ),
    );
    const [, , made] = await Promise.all([
      importBatches(ctx, body.id, never),
      importBatches(ctx, body.id, never),
      Promise.all(typed),
    ]);
    const view = await getBatchImport(ctx, body.id);
    expect(view).toMatchObject({ isDone: true, settled: 60 });
    expect((view?.batches ?? 0) + made.filter((result) => result.ok).length).toBe(60);
    expect(await codes()).toHaveLength(60);
    await expectInvariants(db);
  });
});

test("115 an odd code is warned about and imported", async () => {
  const lines = [
    HEAD,
    `${"X".repeat(21)},LAV-S,1,2026-01-01,`,
    " SPACED ,LAV-S,1,2026-01-01,",
    "É-1,LAV-S,1,2026-01-01,",
  ];
  const { warnings, totals } = await preview(lines);
  expect(warnings.listed.map(({ row, message }) => `${row} ${message}`)).toEqual([
    "2 21 characters: a GS1 barcode holds a batch number of up to 20.",
    "3 The spaces around this code are left out.",
    "4 A GS1 barcode cannot hold É.",
  ]);
  expect(totals).toMatchObject({ batches: 3, leftOut: 0 });
  await imported(lines);
  expect(await codes()).toEqual(["SPACED", "X".repeat(21), "É-1"]);
});

test("116 a code that looks like another one is warned about and imported", async () => {
  await imported([HEAD, "LOT-10,LAV-S,1,2026-01-01,"]);
  const lines = [HEAD, "LOT-1O,LAV-S,1,2026-01-01,"];
  const { warnings } = await preview(lines);
  expect(warnings.listed).toEqual([
    { row: 2, column: "Batch code", message: "Easily mistaken for batch LOT-10." },
  ]);
  await imported(lines);
  expect(await codes()).toEqual(["LOT-10", "LOT-1O"]);
});

test("28 a month of expiry in a file is the last day of that month", async () => {
  await imported([
    HEAD,
    "A,LAV-S,1,2026-03-04,02/2028",
    "B,LAV-S,1,2026-03-04,Feb-29",
    "C,LAV-S,1,2026-03-04,2027-05",
  ]);
  const dates = (await batches()).map((batch) => `${batch.code} ${batch.expiresOn ?? ""}`);
  expect(dates.sort()).toEqual(["A 2028-02-29", "B 2029-02-28", "C 2027-05-31"]);
});

test("120 dates are plain dates of no zone, and short years are completed by the rule of GS1", async () => {
  const lisbon = ctx;
  const auckland = makeContext(db, await makeShop(db, { timeZone: "Pacific/Auckland" }), { now: NOW });
  await makeProduct(db, auckland.shop, { title: "Soap", variants: [{ title: "Small", sku: "LAV-S" }] });
  for (const within of [lisbon, auckland]) {
    await imported([HEAD, "A,LAV-S,1,4.3.26,31.12.75", "B,LAV-S,1,4.3.26,31.12.26"], {}, within);
    const dates = (await batches(within)).map((batch) => `${batch.code} ${batch.expiresOn ?? ""}`);
    expect(dates.sort()).toEqual(["A 2075-12-31", "B 2026-12-31"]);
  }
  // The day it was made begins when the shop's day does.
  expect((await batches(auckland))[0]?.madeAt).toBe("2026-03-03T11:00:00.000Z");
});

test("what the batch form would refuse is a problem of its row", async () => {
  const { problems } = await preview([
    "Batch code,SKU,Units,Made on,Best before,Cure date,Place",
    `${"X".repeat(61)},LAV-S,1,2026-01-01,,,`,
    "A,LAV-S,1000001,2026-01-01,,,",
    "B,LAV-S,1,2029-01-01,,,",
    "C,LAV-S,1,2026-01-01,2026-06-01,2026-07-01,",
    `D,LAV-S,1,2026-01-01,,,"two\nlines"`,
  ]);
  expect(problems.listed).toEqual([
    { row: 2, column: "Batch code", message: "The batch code: at most 60 characters." },
    { row: 3, column: "Units", message: "What was made: at most 1,000,000 units." },
    { row: 4, column: "Made on", message: "The day it was made: must not be more than a year ahead." },
    { row: 5, column: "Cure date", message: "The cure date: must not be after the expiry date." },
    { row: 6, column: "Place", message: "The place: must be on one line." },
  ]);
});

test("pressed twice it is one import, and the same file again imports nothing", async () => {
  const lines = [HEAD, "A,LAV-S,1,2026-01-01,"];
  const body = file(lines);
  const both = await Promise.all([startBatchImport(ctx, body, ACTOR), startBatchImport(ctx, body, ACTOR)]);
  expect(both).toEqual([
    { ok: true, batches: 1 },
    { ok: true, batches: 1 },
  ]);
  expect(await queued()).toHaveLength(1);
  await importBatches(ctx, body.id, never);
  await importBatches(ctx, body.id, never);
  expect(await startBatchImport(ctx, file(lines), ACTOR)).toEqual({
    ...{ ok: false, why: "No row of the file can be imported." },
  });
  expect(await batches()).toMatchObject([{ code: "A", totals: { produced: 1 } }]);
});

test("a worker that is stopped leaves off between two sets, and the next one goes on there", async () => {
  const lines = Array.from({ length: 150 }, (_, index) => `C-${index},LAV-S,2,2026-01-01,`);
  const body = file([HEAD, ...lines]);
  await startBatchImport(ctx, body, ACTOR);
  let asked = 0;
  const afterOne = {
    get aborted() {
      asked += 1;
      return asked > 1;
    },
  } as AbortSignal;
  expect(await importBatches(ctx, body.id, afterOne)).toEqual({ isDone: false });
  expect(await getBatchImport(ctx, body.id)).toMatchObject({ isDone: false, settled: 100, batches: 100 });
  expect(await importBatches(ctx, body.id, never)).toEqual({ isDone: true });
  expect(await getBatchImport(ctx, body.id)).toMatchObject({
    isDone: true,
    settled: 150,
    batches: 150,
    units: 300,
  });
  expect(await db.batchImport.findFirst({ select: { plan: true } })).toEqual({ plan: null });
  await expectInvariants(db);
});

test("another shop's codes, variants and imports never match", async () => {
  const otherShop = await makeShop(db);
  const other = makeContext(db, otherShop, { now: NOW });
  await makeProduct(db, otherShop, { title: "Rose soap", variants: [{ title: "Bar", sku: "ROSE" }] });
  const view = await imported([HEAD, "A,LAV-S,1,2026-01-01,"]);

  expect(await getBatchImport(other, view.id)).toBeNull();
  const lines = [
    HEAD,
    "A,ROSE,1,2026-01-01,",
    "B,LAV-S,1,2026-01-01,",
    `C,gid://shopify/ProductVariant/${small},1,2026-01-01,`,
  ];
  const theirs = await previewBatchImport(
    other,
    batchFileBody.parse({ text: lines.join("\n"), columns: null, dayOrder: null }),
  );
  expect(theirs).toMatchObject({
    preview: {
      totals: { batches: 1, leftOut: 2 },
      batches: [{ code: "A", items: [{ productTitle: "Rose soap" }] }],
    },
  });
  // The id of another shop's import is free here.
  await imported([HEAD, "A,ROSE,1,2026-01-01,"], { id: view.id }, other);
  expect(await codes(other)).toEqual(["A"]);
  expect(await codes()).toEqual(["A"]);
});

test.each([
  ["SKU", "CRÈME-É", "Batch code,SKU,Units,Made on", ""],
  ["SKU in another case", "crÈme-É", "Batch code,SKU,Units,Made on", ""],
  ["product", "Étui Ñandú", "Batch code,Product,Variant,Units,Made on", "Größe XL,"],
  ["product with its variant", "Étui Ñandú - Größe XL", "Batch code,Product,Units,Made on", ""],
  ["barcode", "0400000000017", "Batch code,EAN,Units,Made on", ""],
])("a variant is found by its %s, letters with marks included", async (_by, name, head, variant) => {
  const { variantIds } = await makeProduct(db, ctx.shop, {
    title: "Étui Ñandú",
    variants: [
      { title: "Größe XL", sku: "CRÈME-É" },
      { title: "Größe S", sku: "CRÈME-S" },
    ],
  });
  await db.variant.updateMany({
    where: { shopId: ctx.shop.id, id: variantIds[0] },
    data: { barcode: "0400000000017" },
  });
  const { problems, batches: found } = await preview([head, `A,${name},${variant}3,2026-01-01`]);
  expect(problems.listed).toEqual([]);
  expect(found).toMatchObject([{ items: [{ variantTitle: "Größe XL", produced: 3 }] }]);
});

test("columns are what the merchant says they are", async () => {
  const lines = ["Topf,Was,Wieviel,Wann", "A,LAV-S,3,2026-01-01"];
  expect(await preview(lines)).toMatchObject({
    missing: ["code", "variant", "units", "madeOn"],
    samples: ["A", "LAV-S", "3", "2026-01-01"],
  });
  const columns = { code: 0, sku: 1, units: 2, madeOn: 3 };
  expect(await preview(lines, { columns })).toMatchObject({ missing: [], totals: { batches: 1, units: 3 } });
  await imported(lines, { columns });
  expect(await codes()).toEqual(["A"]);
});

describe("a shop that keeps batches by location", () => {
  beforeEach(async () => {
    expect(await saveSettings(ctx, { tracksLocations: true }, ACTOR)).toEqual({ ok: true });
    await makeLocation(db, ctx.shop, "Porto");
    await makeLocation(db, ctx.shop, "Old barn", { active: false });
  });
  const lines = [
    "Batch code,SKU,Units,Made on,Location",
    "A,LAV-S,5,2026-01-01,porto",
    "B,LAV-S,6,2026-01-01,",
    "C,LAV-S,7,2026-01-01,Old barn",
  ];

  test("puts units where the file says, at no particular place where it says nothing, and at no place out of use", async () => {
    expect((await preview(lines)).problems.listed).toEqual([
      { row: 4, column: "Location", message: "“Old barn” is none of the locations in use: Porto." },
    ]);
    await imported(lines);
    const made = (await batches()).map(({ code, items }) => [
      code,
      items[0]?.locations?.map(({ name }) => name),
    ]);
    expect(made.sort()).toEqual([
      ["A", ["Porto"]],
      ["B", undefined],
    ]);
    await expectInvariants(db);
  });

  test("leaves out a batch whose location was taken out of use before its turn came", async () => {
    const body = file(lines);
    await startBatchImport(ctx, body, ACTOR);
    await db.location.updateMany({ where: { shopId: ctx.shop.id, name: "Porto" }, data: { active: false } });
    await importBatches(ctx, body.id, never);
    expect(await getBatchImport(ctx, body.id)).toMatchObject({
      batches: 1,
      refused: [{ row: 2, code: "A", message: "Porto is deactivated in Shopify: choose another location." }],
    });
    expect(await codes()).toEqual(["B"]);
  });
});

test("an import that an uninstalled app had to leave is taken up when it is installed again", async () => {
  const body = file([HEAD, "A,LAV-S,1,2026-01-01,"]);
  await startBatchImport(ctx, body, ACTOR);
  await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  await db.$transaction((tx) => queueBatchImportsUnderWay(tx, ctx.shop.id));
  expect(await queued()).toEqual([{ id: `import-batches:${body.id}` }]);
});

test("the preview says when variants may be missing because the catalogue is still being read", async () => {
  const seen = async () => (await preview([HEAD, "A,LAV-S,1,2026-01-01,"])).catalogueIsRead;
  await db.shop.update({ where: { id: ctx.shop.id }, data: { catalogueState: "running" } });
  expect(await seen()).toBe(false);
  await db.shop.update({ where: { id: ctx.shop.id }, data: { catalogueState: "done" } });
  expect(await seen()).toBe(true);
});

test("the rows that are left out come back as a file that can be mended and imported, and computes nothing", async () => {
  const lines = [
    "Lot;SKU;Qty;Date;Notes",
    "A;LAV-S;3;2026-01-01;",
    "=B;LAV-S;x;2026-01-01;@me",
    "=B;LAV-L;2;2026-01-01;",
  ];
  const out = await exportLeftOutRows(
    ctx,
    batchFileBody.parse({ text: lines.join("\n"), columns: null, dayOrder: null }),
  );
  expect(out.ok && out.csv.split("\r\n")).toEqual([
    "\uFEFFLot;SKU;Qty;Date;Notes;Problem",
    `"'=B";LAV-S;x;2026-01-01;"'@me";“x” is no number of units: write it in digits alone, such as 48.`,
    `"'=B";LAV-L;2;2026-01-01;;Left out with row 3, which is of the same batch and has a problem.`,
    "",
  ]);
  const mended = out.ok ? out.csv.replace(";x;", ";4;") : "";
  await imported([mended]);
  expect(await batches()).toMatchObject([{ code: "=B", notes: "@me", totals: { produced: 6 } }]);
});

test("the template is filled in with the shop's variants, and what is not needed may stay", async () => {
  const template = await makeImportTemplate(ctx);
  expect(template).toContain(
    "Batch code,Product,Variant,SKU,Units,Made on (YYYY-MM-DD),Made at (HH:MM),Best before",
  );
  const filled = template.replace(
    /^,Lavender soap,Small,LAV-S,,,/m,
    "A,Lavender soap,Small,LAV-S,12,2026-01-01,9:00",
  );
  const shown = await preview([filled]);
  expect(shown).toMatchObject({
    totals: { rows: 2, batches: 1, units: 12, passedOver: 1 },
    problems: { total: 0 },
  });
  expect(shown.warnings.total).toBe(0);
});

test("117 HTML in a file stays text", async () => {
  await imported([
    "Batch code,SKU,Units,Made on,Place",
    "<b>A</b>,LAV-S,1,2026-01-01,<script>alert(1)</script>",
  ]);
  expect(await batches()).toMatchObject([{ code: "<b>A</b>", place: "<script>alert(1)</script>" }]);
});

test("a file of ten thousand rows is looked through in seconds", async () => {
  const lines = Array.from({ length: MAX_IMPORT_ROWS }, (_, index) => {
    const day = new Date(Date.UTC(2020, 0, 1) + (index % 2_000) * 86_400_000).toISOString().slice(0, 10);
    return `BIG-${index},${index % 2 === 0 ? "LAV-S" : "LAV-L"},${index % 3 === 0 ? "x" : "5"},${day},`;
  });
  const begun = performance.now();
  const { totals, problems, batches: listed } = await preview([HEAD, ...lines]);
  expect(performance.now() - begun).toBeLessThan(15_000);
  expect(totals).toMatchObject({ batches: 6_666, units: 33_330, leftOut: 3_334 });
  expect(problems.total).toBe(3_334);
  expect(problems.listed.length + listed.length).toBeLessThan(200);
});
