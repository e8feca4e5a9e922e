import { expect, it } from "vitest";
import { MAX_BATCH_TAGS, batchTags } from "./batch-tag.ts";

it("is the code with a word before it", () => {
  expect(batchTags(["LAV-0412", "CED-0101"])).toEqual(["batch:LAV-0412", "batch:CED-0101"]);
});

it("is cut to forty characters with a hash that tells long codes apart", () => {
  const [same, other] = ["A", "B"].map((end) => `SUMMER-LAVENDER-OATMEAL-SOAP-BARS-90G-${end}`);
  const tags = batchTags([same ?? "", other ?? ""]);
  expect(new Set(tags).size).toBe(2);
  for (const tag of tags) {
    expect(tag).toMatch(/^batch:SUMMER-LAVENDER-OATMEAL-S~[0-9a-f]{8}$/);
    expect(tag.length).toBeLessThanOrEqual(40);
  }
});

it("keeps a code whole that just fits", () => {
  expect(batchTags(["X".repeat(34)])).toEqual([`batch:${"X".repeat(34)}`]);
});

it("never holds a comma, which would make two tags of it", () => {
  const [plain, dashed] = batchTags(["LAV,0412", "LAV-0412"]);
  expect(plain).toMatch(/^batch:LAV-0412~[0-9a-f]{8}$/);
  expect(dashed).toBe("batch:LAV-0412");
});

it("does not cut a character in two", () => {
  const [tag = ""] = batchTags(["🧼".repeat(40)]);
  expect(Array.from(tag).length).toBeLessThanOrEqual(40);
  expect(tag).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
});

it("of an order are only the first of many", () => {
  const codes = Array.from({ length: MAX_BATCH_TAGS + 5 }, (_, index) => `B-${index}`);
  expect(batchTags(codes)).toEqual(codes.slice(0, MAX_BATCH_TAGS).map((code) => `batch:${code}`));
});
