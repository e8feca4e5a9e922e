import { mustFind, RefusedOperation } from "../refusal.ts";
import { locationBody } from "../rest/location-body.ts";
import { isOpen } from "../orders/fulfillment-orders.ts";
import type { Location, Shop } from "../types.ts";
import { announceUnlessSilent, instantOf, type OperationOptions, type World } from "../world.ts";

export type LocationInput = { name?: string; isActive?: boolean };

/** A new location. Sends locations/create. */
export function createLocation(
  world: World,
  shop: Shop,
  input: LocationInput & { name: string; service?: string },
  options: OperationOptions = {},
): Location {
  const at = instantOf(options);
  const model = mustFind([...shop.locations.values()][0], "location to take the address from");
  const location: Location = {
    ...model,
    id: world.nextId(),
    name: input.name,
    isActive: input.isActive ?? true,
    service: input.service ?? null,
    createdAt: at,
    updatedAt: at,
  };
  shop.locations.set(location.id, location);
  announce(world, shop, location, ["locations/create"], options);
  return location;
}

/** Renames a location or (de)activates it. Sends locations/update, and locations/activate or locations/deactivate. */
export function updateLocation(
  world: World,
  shop: Shop,
  location: Location,
  input: LocationInput,
  options: OperationOptions = {},
): Location {
  const wasActive = location.isActive;
  if (input.isActive === false && wasActive) mustNotShip(shop, location);
  if (input.name !== undefined) location.name = input.name;
  if (input.isActive !== undefined) location.isActive = input.isActive;
  location.updatedAt = instantOf(options);
  const turned = location.isActive ? "locations/activate" : "locations/deactivate";
  const topics = ["locations/update", ...(location.isActive === wasActive ? [] : [turned])];
  announce(world, shop, location, topics, options);
  return location;
}

/** Shopify deletes deactivated locations only. Sends locations/delete, which has the id and nothing else. */
export function deleteLocation(
  world: World,
  shop: Shop,
  location: Location,
  options: OperationOptions = {},
): void {
  if (location.isActive)
    throw new RefusedOperation(`${location.name} is active: deactivate it before it is deleted.`);
  shop.locations.delete(location.id);
  announceUnlessSilent(world, shop, options, ["locations/delete"], () => JSON.stringify({ id: location.id }));
}

/** A location that has orders to ship cannot be deactivated. */
function mustNotShip(shop: Shop, location: Location): void {
  for (const order of shop.orders.values()) {
    const open = order.fulfillmentOrders.some((one) => isOpen(one) && one.locationId === location.id);
    if (open) throw new RefusedOperation(`${location.name} has yet to ship ${order.name}.`);
  }
}

function announce(
  world: World,
  shop: Shop,
  location: Location,
  topics: readonly string[],
  options: OperationOptions,
): void {
  announceUnlessSilent(world, shop, options, topics, () => JSON.stringify(locationBody(shop, location)));
}
