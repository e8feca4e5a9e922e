import { describe, expect, test } from "vitest";
import { addDays } from "#app/domain/add-days.ts";
import { changeBatch } from "#app/services/change-batch.ts";
import { changeProduct } from "#app/services/change-product.ts";
import { getBatch } from "#app/services/get-batch.ts";
import { listBatchTimeline } from "#app/services/list-batch-timeline.ts";
import { saveSettings } from "#app/services/save-settings.ts";
import { makeContext } from "../setup/test-shop.ts";
import { useCaseShop, variantOf } from "./story.ts";

const ACTOR = "merchant:cases";

/** A shop's calendar day: what it is called, the last second of the day before, its first and its last second. */
interface ShopDay {
  zone: string;
  day: string;
  before: string;
  first: string;
  last: string;
  after: string;
}

const DAYS: ShopDay[] = [
  {
    ...{ zone: "Pacific/Tongatapu", day: "2026-03-10" },
    ...{ before: "2026-03-09T10:59:59Z", first: "2026-03-09T11:00:00Z" },
    ...{ last: "2026-03-10T10:59:59Z", after: "2026-03-10T11:00:00Z" },
  },
  {
    ...{ zone: "Pacific/Honolulu", day: "2026-03-10" },
    ...{ before: "2026-03-10T09:59:59Z", first: "2026-03-10T10:00:00Z" },
    ...{ last: "2026-03-11T09:59:59Z", after: "2026-03-11T10:00:00Z" },
  },
  // The day of 23 hours.
  {
    ...{ zone: "Europe/Berlin", day: "2026-03-29" },
    ...{ before: "2026-03-28T22:59:59Z", first: "2026-03-28T23:00:00Z" },
    ...{ last: "2026-03-29T21:59:59Z", after: "2026-03-29T22:00:00Z" },
  },
  // The day of 25 hours.
  {
    ...{ zone: "Europe/Berlin", day: "2026-10-25" },
    ...{ before: "2026-10-24T21:59:59Z", first: "2026-10-24T22:00:00Z" },
    ...{ last: "2026-10-25T22:59:59Z", after: "2026-10-25T23:00:00Z" },
  },
  {
    ...{ zone: "America/New_York", day: "2026-03-08" },
    ...{ before: "2026-03-08T04:59:59Z", first: "2026-03-08T05:00:00Z" },
    ...{ last: "2026-03-09T03:59:59Z", after: "2026-03-09T04:00:00Z" },
  },
  {
    ...{ zone: "America/New_York", day: "2026-11-01" },
    ...{ before: "2026-11-01T03:59:59Z", first: "2026-11-01T04:00:00Z" },
    ...{ last: "2026-11-02T04:59:59Z", after: "2026-11-02T05:00:00Z" },
  },
];

describe.each(DAYS)("25 the day $day in $zone", ({ zone, day, before, first, last, after }) => {
  const of = useCaseShop({ timeZone: zone, at: before });

  test("22 a batch that cures until then is sold from its first second on", async () => {
    const { shop } = of;
    await shop.batch("CURES", 5, { cureOn: day });
    const order = await shop.order();
    expect(await shop.held(order)).toEqual(["1 unassigned"]);
    shop.timeIs(first);
    await shop.scheduleRuns();
    expect(await shop.held(order)).toEqual(["CURES: 1 promised"]);
  });

  test("24 a batch that expires then is sold until its last second, and not after", async () => {
    const { shop } = of;
    await shop.batch("LAST", 5, { expiresOn: day });
    for (const instant of [before, first, last]) {
      shop.timeIs(instant);
      expect(await shop.held(await shop.order()), instant).toEqual(["LAST: 1 promised"]);
    }
    shop.timeIs(after);
    expect(await shop.held(await shop.order())).toEqual(["1 unassigned"]);
  });

  test("23 what had shipped by its last second may be of a batch that expired then", async () => {
    const { shop } = of;
    shop.timeIs(last);
    const order = shop.place();
    await shop.ship(order);
    shop.timeIs(after);
    shop.hoursLater(24);
    await shop.batch("EXPIRED", 1, { expiresOn: day });
    expect(await shop.held(order)).toEqual(["EXPIRED: 1 shipped"]);
  });

  test("29 a batch is sold while enough of its life is left: to its last second by then, and not after", async () => {
    const { shop } = of;
    await saveSettings(shop.ctx, { minShelfLifeDays: 10 }, ACTOR);
    await changeProduct(shop.ctx, String(shop.candle.id), { stopShipDays: 20, minShelfLifeDays: 0 }, ACTOR);
    await shop.batch("SHELF-LIFE", 5, { expiresOn: addDays(day, 10) });
    await shop.batch("STOP-SHIP", 5, { of: shop.candle, expiresOn: addDays(day, 20) });
    const lines = [shop.soap, shop.candle].map((product) => ({ variantId: variantOf(product), quantity: 1 }));
    for (const instant of [before, first, last]) {
      shop.timeIs(instant);
      const order = await shop.order({ lines });
      expect(await shop.held(order), instant).toEqual(["SHELF-LIFE: 1 promised", "STOP-SHIP: 1 promised"]);
    }
    shop.timeIs(after);
    const late = await shop.order({ lines });
    expect(await shop.held(late)).toEqual(["1 unassigned", "1 unassigned"]);
    expect([await shop.reason(late, 0), await shop.reason(late, 1)]).toEqual([
      "short_shelf_life",
      "stop_shipped",
    ]);
  });

  test("27 its dates do not move when they are read or written from another zone", async () => {
    const { shop } = of;
    const batch = await shop.batch("DATED", 1, { expiresOn: day, cureOn: day });
    for (const timeZone of ["Pacific/Kiritimati", "Pacific/Pago_Pago", zone]) {
      const elsewhere = makeContext(shop.db, { ...shop.ctx.shop, timeZone }, { now: shop.ctx.now });
      expect(await getBatch(elsewhere, batch.id)).toMatchObject({ expiresOn: day, cureOn: day });
      const edit = { expiresOn: day, cureOn: day, notes: `edited in ${timeZone}` };
      expect(await changeBatch(elsewhere, batch.id, edit, ACTOR)).toMatchObject({
        batch: { expiresOn: day, cureOn: day },
      });
      const [row] = await shop.db.$queryRaw<{ days: string[] }[]>`
        SELECT ARRAY[expires_on::text, cure_on::text] AS days FROM batch WHERE id = ${batch.id}::uuid`;
      expect(row?.days, timeZone).toEqual([day, day]);
    }
    // Nothing but the notes was changed, so the dates are not among what the history tells.
    const { items } = await listBatchTimeline(shop.ctx, batch.id, { limit: 10 });
    expect(JSON.stringify(items)).not.toContain('"expiresOn":{');
  });
});

describe("dates a day off by time zone", () => {
  const of = useCaseShop({ timeZone: "America/Los_Angeles", at: "2026-03-10T20:00:00Z" });

  test("dates were a day off by time zone", async () => {
    const { shop } = of;
    const batch = await shop.batch("DATED", 1, { expiresOn: "2026-05-31" });
    expect(batch.expiresOn).toBe("2026-05-31");
    const [row] = await shop.db.$queryRaw<{ day: string }[]>`SELECT expires_on::text AS day FROM batch`;
    expect(row?.day).toBe("2026-05-31");
  });
});
