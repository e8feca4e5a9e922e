import type { LineFacts, PlaceUnits } from "./order-facts.ts";
import type { ShopifyId } from "./shopify-id.ts";

/** What one unit of a set is made of, as the merchant's component map says. */
export interface SetComponent {
  variantId: ShopifyId;
  productId: ShopifyId;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  /** Of this variant in one unit of the set. */
  units: number;
}

/** A line as it is stored: `set` marks a component, and says of which line. */
export interface KnownLine {
  lineId: ShopifyId;
  variantId: ShopifyId | null;
  set: LineFacts["set"];
}

/**
 * Puts the components in the place of sets that are sold as one SKU (DOMAIN.md section 3, "Not allocated"; case 46): the sold
 * line draws nothing, and each component is a line of its own that draws the units of it. A line that is known keeps the
 * components it was placed with, or none: changing the map touches the future only. Component lines have negative ids, which
 * Shopify never gives, one after the other within the order.
 * @param known the stored lines of the same order
 */
export function expandSets(
  lines: readonly LineFacts[],
  known: readonly KnownLine[],
  componentsOf: ReadonlyMap<ShopifyId, readonly SetComponent[]>,
): LineFacts[] {
  const isKnown = new Set(known.map((line) => line.lineId));
  let lastId = known.reduce((lowest, { lineId }) => (lineId < lowest ? lineId : lowest), 0n);
  return lines.flatMap((line): LineFacts[] => {
    const components = isKnown.has(line.lineId)
      ? known.flatMap((stored) => componentOf(line, stored))
      : newComponents(line, componentsOf).map((component) => ({ ...component, lineId: (lastId -= 1n) }));
    if (components.length === 0) return [line];
    return [{ ...line, notGoods: "set" }, ...components];
  });
}

function newComponents(
  line: LineFacts,
  componentsOf: ReadonlyMap<ShopifyId, readonly SetComponent[]>,
): LineFacts[] {
  if (line.notGoods !== null || line.variantId === null) return [];
  const components = componentsOf.get(line.variantId) ?? [];
  return components.map(({ units, variantId, productId, title, variantTitle, sku }) => ({
    ...times(line, units),
    ...{ variantId, productId, title, variantTitle, sku },
  }));
}

/** The facts of a component that is stored already: its names are those it was stored with. */
function componentOf(line: LineFacts, stored: KnownLine): LineFacts[] {
  if (stored.set?.lineId !== line.lineId) return [];
  const { lineId, variantId, set } = stored;
  return [{ ...times(line, set.unitsEach), lineId, variantId, productId: null, sku: null }];
}

/** What holds for so many units of a component, given what holds for the set. */
function times(line: LineFacts, unitsEach: number): LineFacts {
  const { promised, shipped, inTransit, returned, cancelled, leftWithoutRestock } = line.units;
  const places = (list: PlaceUnits[]): PlaceUnits[] =>
    list.map(({ locationId, units }) => ({ locationId, units: units * unitsEach }));
  return {
    ...line,
    ...(line.shipments && {
      shipments: line.shipments.map(({ at, units }) => ({ at, units: units * unitsEach })),
    }),
    quantity: line.quantity * unitsEach,
    notGoods: null,
    set: { lineId: line.lineId, unitsEach },
    units: {
      promised: promised * unitsEach,
      shipped: shipped * unitsEach,
      inTransit: inTransit * unitsEach,
      returned: returned * unitsEach,
      cancelled: cancelled * unitsEach,
      leftWithoutRestock: leftWithoutRestock * unitsEach,
    },
    places:
      line.places === null
        ? null
        : { toShip: places(line.places.toShip), shipped: places(line.places.shipped) },
  };
}
