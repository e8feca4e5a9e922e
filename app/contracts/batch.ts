import { z } from "zod";
import {
  count,
  dateIn,
  dateOut,
  expiryDateIn,
  eachVariantOnce,
  instantIn,
  instantOut,
  line,
  locationGid,
  locationIdIn,
  nextCursor,
  pageQuery,
  paragraph,
  productIdIn,
  units,
  uuid,
  variantGid,
  variantIdIn,
} from "./formats.ts";

export const MAX_CODE_LENGTH = 60;
const MAX_ITEMS = 250;

export const batchStatus = z.enum(["draft", "open", "on_hold", "closed", "recalled"]);
const batchCondition = z.enum(["sold_out", "curing", "expired", "stop_shipped"]);
export const expiryKind = z.enum(["best_before", "use_by"]);

export type BatchStatus = z.output<typeof batchStatus>;
export type ExpiryKind = z.output<typeof expiryKind>;

/** Always: produced = remaining + promised + shipped + quarantined + writtenOff. `returned` is a count beside it. */
export const batchItem = z
  .object({
    variantId: variantGid,
    produced: count,
    remaining: count,
    promised: count,
    shipped: count,
    quarantined: count,
    writtenOff: count,
    returned: count,
    locations: z
      .array(z.object({ locationId: locationGid, name: z.string(), remaining: count }))
      .optional()
      .meta({
        description:
          "Of `remaining`, what is at a location; the rest is at no particular one and serves any. Left out when none is.",
      }),
  })
  .meta({ id: "BatchItem" });

export const batch = z
  .object({
    id: uuid,
    code: z.string(),
    status: batchStatus,
    conditions: z
      .array(batchCondition)
      .meta({ description: "Computed for the shop's calendar day; never stored." }),
    madeAt: instantOut,
    place: z.string().nullable(),
    maker: z.string().nullable(),
    expiresOn: dateOut.nullable(),
    expiryKind: expiryKind.nullable(),
    cureOn: dateOut.nullable(),
    notes: z.string().nullable(),
    items: z.array(batchItem),
  })
  .meta({ id: "Batch" });

export type BatchItem = z.output<typeof batchItem>;
export type Batch = z.output<typeof batch>;

export const batchPage = z.object({ items: z.array(batch), nextCursor }).meta({ id: "BatchPage" });

export type BatchPage = z.output<typeof batchPage>;

/** An empty value counts as not given. */
const emptyAsAbsent = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

export const listBatchesQuery = z.object({
  variantId: emptyAsAbsent(variantIdIn),
  productId: emptyAsAbsent(productIdIn),
  status: emptyAsAbsent(batchStatus),
  condition: emptyAsAbsent(batchCondition),
  q: emptyAsAbsent(line(200)).meta({ description: "Part of a code, of a product's title or of a SKU." }),
  ...pageQuery,
});

export type ListBatchesQuery = z.output<typeof listBatchesQuery>;

export const note = paragraph(5_000);
export const shortText = line(200);
export const code = line(MAX_CODE_LENGTH);

const itemIn = z.strictObject({ variantId: variantIdIn, produced: units });

const newItemIn = itemIn.extend({
  locationId: locationIdIn
    .nullish()
    .meta({ description: "Where the units are; left out: at no particular place, so that they serve any." }),
});

/** A list over a batch's variants, each at most once. */
export const overVariants = <Item extends z.ZodType<{ variantId: string }>>(item: Item) =>
  z
    .array(item)
    .min(1, "a batch needs at least one variant")
    .max(MAX_ITEMS, `at most ${MAX_ITEMS} variants`)
    .superRefine(eachVariantOnce("is in the batch twice"));

export const createBatchBody = z
  .strictObject({
    code: code.nullish().meta({ description: "Left out: made from the shop's template." }),
    madeAt: instantIn,
    place: shortText.nullish(),
    maker: shortText.nullish(),
    expiresOn: expiryDateIn.nullish(),
    expiryKind: expiryKind.nullish().meta({ description: "With `expiresOn`; left out: `best_before`." }),
    cureOn: dateIn.nullish().meta({ description: "First day the batch may be sold." }),
    status: z.enum(["draft", "open"]).default("open"),
    notes: note.nullish(),
    items: overVariants(newItemIn),
  })
  .superRefine((body, ctx) => {
    if (body.expiryKind && !body.expiresOn) {
      ctx.addIssue({ code: "custom", path: ["expiryKind"], message: "needs an expiry date" });
    }
    if (body.expiresOn && body.cureOn && body.cureOn > body.expiresOn) {
      ctx.addIssue({ code: "custom", path: ["cureOn"], message: "must not be after the expiry date" });
    }
  })
  .meta({ id: "CreateBatch" });

export type CreateBatchBody = z.output<typeof createBatchBody>;

export const changeBatchBody = z
  .strictObject({
    status: batchStatus.optional(),
    reason: paragraph(1_000).nullish().meta({ description: "Needed with `status`." }),
    expectedStatus: batchStatus
      .optional()
      .meta({ description: "Refuses (409) when the batch has moved meanwhile." }),
    expiresOn: expiryDateIn.nullish(),
    expiryKind: expiryKind.nullish(),
    cureOn: dateIn.nullish(),
    place: shortText.nullish(),
    maker: shortText.nullish(),
    notes: note.nullish(),
    items: overVariants(itemIn)
      .optional()
      .meta({ description: "Sets the produced units of these variants and adds new ones; others stay." }),
  })
  .superRefine((body, ctx) => {
    if (body.status !== undefined && !body.reason) {
      ctx.addIssue({ code: "custom", path: ["reason"], message: "a change of status needs a reason" });
    }
  })
  .meta({ id: "ChangeBatch" });

export type ChangeBatchBody = z.output<typeof changeBatchBody>;

export const adjustmentKind = z.enum([
  "count_up",
  "count_down",
  "breakage",
  "sample",
  "tester",
  "gift",
  "restock",
  "discard",
]);

export type AdjustmentKind = z.output<typeof adjustmentKind>;

export const adjustBatchBody = z
  .strictObject({
    variantId: variantIdIn,
    units: units.min(1),
    kind: adjustmentKind.meta({
      description:
        "`restock` and `discard` take units from quarantine, the others from or to the available ones.",
    }),
    locationId: locationIdIn.nullish().meta({
      description:
        "Where the available units are taken from or put; left out: units that come are at no particular place, and those that " +
        "go are first the ones at no particular place.",
    }),
    reason: paragraph(1_000),
  })
  .meta({ id: "AdjustBatch" });

export type AdjustBatchBody = z.output<typeof adjustBatchBody>;

const placeIn = locationIdIn.nullish().meta({ description: "Null or left out: no particular place." });

export const transferUnitsBody = z
  .strictObject({
    variantId: variantIdIn,
    units: units.min(1),
    fromLocationId: placeIn,
    toLocationId: placeIn,
    reason: paragraph(1_000),
  })
  .meta({ id: "TransferUnits" });

export type TransferUnitsBody = z.output<typeof transferUnitsBody>;
