import { mustFind } from "../refusal.ts";
import type { Location, Shop } from "../types.ts";
import { instantOf, type OperationOptions, type World } from "../world.ts";

export type LocationInput = { name?: string; isActive?: boolean };

export function createLocation(
  world: World,
  shop: Shop,
  input: LocationInput & { name: string },
  options: OperationOptions = {},
): Location {
  const at = instantOf(options);
  const model = mustFind([...shop.locations.values()][0], "location to take the address from");
  const location: Location = {
    ...model,
    id: world.nextId(),
    name: input.name,
    isActive: input.isActive ?? true,
    createdAt: at,
    updatedAt: at,
  };
  shop.locations.set(location.id, location);
  return location;
}

export function updateLocation(
  location: Location,
  input: LocationInput,
  options: OperationOptions = {},
): Location {
  if (input.name !== undefined) location.name = input.name;
  if (input.isActive !== undefined) location.isActive = input.isActive;
  location.updatedAt = instantOf(options);
  return location;
}
