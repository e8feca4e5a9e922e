import { compareIds } from "./compare.ts";
import type { Contact, LinePlaces, OrderFacts, PlaceUnits } from "./order-facts.ts";

/**
 * One text for equal facts, whichever of Shopify's APIs they were read from and in whatever order its lists came.
 * Left out are the stamp itself, which is compared apart, and what only one of the APIs knows: the customer's language,
 * and which of the lines without a product is a tip.
 * Holds personal data: store a hash of it.
 */
export function factsFingerprint(facts: OrderFacts): string {
  const lines = facts.lines
    .map((line) => ({
      id: line.lineId,
      parts: [
        String(line.lineId),
        optionalId(line.variantId),
        optionalId(line.productId),
        line.title,
        line.variantTitle,
        line.sku,
        line.quantity,
        line.notGoods === "gift_card",
        line.notGoods === null,
        line.units.promised,
        line.units.shipped,
        line.units.inTransit,
        line.units.returned,
        line.units.cancelled,
        line.units.leftWithoutRestock,
        seconds(line.shippedAt),
        placesPart(line.places),
      ],
    }))
    .sort((a, b) => compareIds(a.id, b.id))
    .map((line) => line.parts);
  const { customer } = facts;
  return JSON.stringify([
    String(facts.orderId),
    facts.name,
    seconds(facts.processedAt),
    seconds(facts.cancelledAt),
    facts.test,
    facts.paid,
    facts.locale,
    contactParts(facts.contact),
    customer === null ? null : [String(customer.customerId), contactParts(customer.contact)],
    lines,
  ]);
}

/** Only the Admin API tells places, and only to a shop that tracks them: a move changes nothing else of an order. */
function placesPart(places: LinePlaces | null): unknown {
  if (places === null) return null;
  const list = (units: PlaceUnits[]): string[] =>
    units.map(({ locationId, units: count }) => `${locationId}:${count}`).sort();
  return [list(places.toShip), list(places.shipped)];
}

function contactParts(contact: Contact): unknown[] {
  return [contact.email, contact.phone, contact.name, contact.address];
}

function optionalId(id: bigint | null): string | null {
  return id === null ? null : String(id);
}

/** Shopify's stamps are whole seconds in one API and may not be in the other. */
function seconds(instant: Date | null): number | null {
  return instant === null ? null : Math.floor(instant.getTime() / 1000);
}

/** A state of an order as it is compared with another. */
export interface StampedFacts {
  updatedAt: Date;
  /** `factsFingerprint`, or a hash of it on both sides. */
  fingerprint: string;
}

export interface IncomingFacts extends StampedFacts {
  /** A webhook may be overtaken by another of the same second; what Shopify answers when asked is the present state. */
  source: "webhook" | "shopify";
  doubt: "ask_shopify" | null;
}

/**
 * What to do with facts that arrive, given those that are stored (null: none yet). An older stamp never overwrites a
 * newer one; equal stamps with different content, and bodies that leave a doubt, are settled by asking Shopify
 * (DOMAIN.md section 3, "State, not deltas"; cases 1-4).
 */
export function compareFacts(
  stored: StampedFacts | null,
  incoming: IncomingFacts,
): "apply" | "ignore" | "ask_shopify" {
  const age = stored === null ? 1 : Math.sign(incoming.updatedAt.getTime() - stored.updatedAt.getTime());
  if (age < 0) return "ignore";
  if (age === 0 && incoming.fingerprint === stored?.fingerprint) return "ignore";
  if (incoming.source === "shopify") return "apply";
  return age === 0 || incoming.doubt !== null ? "ask_shopify" : "apply";
}
