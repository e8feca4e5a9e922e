import { expect, it } from "vitest";
import { renderNotice } from "#app/services/render-notice.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { launch, recallRequest } from "../../factories/recall.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";

const { db } = useTestDatabase();

it("previews a notice with the number that the recall will have, and takes none by that", async () => {
  const shop = await makeShop(db);
  const ctx = makeContext(db, shop, { now: new Date("2026-11-01T12:00:00Z") });
  const { variantIds } = await makeProduct(db, shop);
  const batch = await makeBatch(db, shop, [{ variantId: variantIds[0], units: 5 }]);
  const subject = async () => (await renderNotice(ctx, recallRequest([batch.id]))).subject;

  expect(await subject()).toBe("Product safety recall R26-001");
  await launch(ctx, [batch.id], { drill: true });
  expect(await subject()).toBe("Product safety recall R26-001");
  expect((await launch(ctx, [batch.id])).number).toBe("R26-001");
  expect(await subject()).toBe("Product safety recall R26-002");
  expect(await subject()).toBe("Product safety recall R26-002");
});
