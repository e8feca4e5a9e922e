import type { BatchView } from "#app/contracts/batch-view.ts";
import type { ExpiryKind } from "#app/contracts/batch.ts";
import type { FieldError } from "#app/components/frame/action-result.ts";
import { lastDayOfMonth } from "#app/domain/last-day-of-month.ts";
import { readDateText } from "#app/domain/read-date-text.ts";
import { instantOfWallClock, wallClock } from "#app/domain/wall-clock.ts";
import { itemTitle } from "./batch-title.ts";

/** A batch as it stands in the form: everything is text until it is checked. */
export interface BatchDraft {
  code: string;
  madeDay: string;
  madeTime: string;
  place: string;
  maker: string;
  expiresOn: string;
  /** As typed, in place of `expiresOn`: the label gives only a month. Null: it gives a day, or nothing. */
  expiryMonth: string | null;
  expiryKind: ExpiryKind;
  cureOn: string;
  notes: string;
  status: "open" | "draft";
  items: DraftItem[];
}

/** The shop's calendar. */
export interface ShopDay {
  timeZone: string;
  /** `YYYY-MM-DD` */
  today: string;
}

export interface DraftItem {
  /** gid */
  variantId: string;
  /** gid */
  productId: string;
  title: string;
  sku: string | null;
  imageUrl: string | null;
  produced: string;
  /** Units that are promised, shipped, quarantined or written off: produced cannot go below. Zero in a new batch. */
  taken: number;
  /** gid of the location where the units of a new batch are; empty: no particular place. */
  locationId: string;
}

/** What a new batch is sent as: the JSON API's own shape. */
export interface NewBatchPayload {
  code: string | null;
  madeAt: string;
  place: string | null;
  maker: string | null;
  expiresOn: string | null;
  expiryKind: ExpiryKind | null;
  cureOn: string | null;
  notes: string | null;
  status: "open" | "draft";
  items: { variantId: string; produced: number; locationId?: string }[];
}

export type EditBatchPayload = Pick<
  NewBatchPayload,
  "place" | "maker" | "expiresOn" | "expiryKind" | "cureOn" | "notes" | "items"
>;

/** An empty form, made now by the shop's clock. */
export function emptyDraft(now: Date, timeZone: string): BatchDraft {
  const clock = wallClock(now, timeZone);
  return {
    code: "",
    madeDay: clock.day,
    madeTime: clock.time,
    place: "",
    maker: "",
    expiresOn: "",
    expiryMonth: null,
    expiryKind: "best_before",
    cureOn: "",
    notes: "",
    status: "open",
    items: [],
  };
}

export function draftOf(batch: BatchView, timeZone: string): BatchDraft {
  const clock = wallClock(new Date(batch.madeAt), timeZone);
  return {
    code: batch.code,
    madeDay: clock.day,
    madeTime: clock.time,
    place: batch.place ?? "",
    maker: batch.maker ?? "",
    expiresOn: batch.expiresOn ?? "",
    expiryMonth: null,
    expiryKind: batch.expiryKind ?? "best_before",
    cureOn: batch.cureOn ?? "",
    notes: batch.notes ?? "",
    status: batch.status === "draft" ? "draft" : "open",
    items: batch.items.map((item) => ({
      variantId: item.variantId,
      productId: item.productId,
      title: itemTitle(item),
      sku: item.sku,
      imageUrl: item.imageUrl,
      produced: String(item.produced),
      taken: item.produced - item.remaining,
      locationId: "",
    })),
  };
}

/** Everything that can be told wrong without asking the server, by the paths the server uses too. */
export function checkDraft(draft: BatchDraft, { timeZone, today }: ShopDay): FieldError[] {
  const errors: FieldError[] = [];
  const expiresOn = expiryOf(draft, today);
  const say = (path: string, message: string) => errors.push({ path, message });
  if (draft.items.length === 0) say("items", "Choose at least one variant.");
  draft.items.forEach((item, index) => {
    const produced = unitsOf(item.produced);
    if (produced === null) say(`items.${index}.produced`, "Enter a whole number of units.");
    else if (item.taken === 0 && produced === 0) say(`items.${index}.produced`, "Enter at least 1 unit.");
    else if (produced < item.taken) {
      say(`items.${index}.produced`, `${item.taken} units are already taken: produced cannot be less.`);
    }
  });
  if (instantOfWallClock({ day: draft.madeDay, time: draft.madeTime }, timeZone) === null) {
    say("madeAt", "Enter the day and the time it was made.");
  }
  if (draft.cureOn !== "" && expiresOn !== null && draft.cureOn > expiresOn) {
    say("cureOn", "The cure date is after the expiry date.");
  }
  if (draft.expiryMonth !== null && draft.expiryMonth.trim() !== "" && expiresOn === null) {
    say("expiresOn", "Write the month and the year, such as 05/2027.");
  }
  if (expiresOn !== null && draft.madeDay !== "" && expiresOn < draft.madeDay) {
    say("expiresOn", "The expiry date is before the day it was made.");
  }
  return errors;
}

/** @throws {Error} when the draft was not checked */
export function newBatchPayload(draft: BatchDraft, clock: ShopDay): NewBatchPayload {
  const madeAt = instantOfWallClock({ day: draft.madeDay, time: draft.madeTime }, clock.timeZone);
  if (madeAt === null) throw new Error("checkDraft comes first");
  return {
    ...editBatchPayload(draft, clock),
    code: textOrNull(draft.code),
    madeAt: madeAt.toISOString(),
    status: draft.status,
    items: draft.items.map(({ variantId, produced, locationId }) => ({
      ...{ variantId, produced: unitsOf(produced) ?? 0 },
      ...(locationId === "" ? {} : { locationId }),
    })),
  };
}

export function editBatchPayload(draft: BatchDraft, { today }: Pick<ShopDay, "today">): EditBatchPayload {
  const expiresOn = expiryOf(draft, today);
  return {
    place: textOrNull(draft.place),
    maker: textOrNull(draft.maker),
    expiresOn,
    expiryKind: expiresOn === null ? null : draft.expiryKind,
    cureOn: textOrNull(draft.cureOn),
    notes: textOrNull(draft.notes),
    items: draft.items.map((item) => ({ variantId: item.variantId, produced: unitsOf(item.produced) ?? 0 })),
  };
}

/** The day of expiry that the form means, `YYYY-MM-DD`; null: none, or none that can be read. */
export function expiryOf({ expiresOn, expiryMonth }: BatchDraft, today: string): string | null {
  return expiryMonth === null ? textOrNull(expiresOn) : (monthOf(expiryMonth, today)?.lastDay ?? null);
}

/** The month (`YYYY-MM`) that a text names and its last day, on which a batch of that expiry is still good (DOMAIN.md case 28). */
export function monthOf(text: string, today: string): { month: string; lastDay: string } | null {
  const read = readDateText(text.trim(), Number(today.slice(0, 4)));
  return read.kind === "month" ? { month: read.month, lastDay: lastDayOfMonth(read.month) } : null;
}

/** `2027-05-31` → `05/2027` */
export function writeMonth(day: string): string {
  return `${day.slice(5, 7)}/${day.slice(0, 4)}`;
}

function textOrNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}

/** Whole, not negative, written in digits; null otherwise. */
function unitsOf(text: string): number | null {
  return /^\d{1,7}$/.test(text.trim()) ? Number(text.trim()) : null;
}
