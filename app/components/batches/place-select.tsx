import { Select } from "@shopify/polaris";
import type { LocationView } from "#app/contracts/batch-view.ts";
import { grouped } from "#app/components/frame/figure.tsx";

/** The value of "no particular place": a form field holds text. */
export const NO_PLACE = "";

interface PlaceSelectProps {
  label: string;
  labelHidden?: boolean;
  locations: readonly LocationView[];
  /** Units at each place, by the location's gid and `NO_PLACE`; places that have none are left out. Absent: where units can be put. */
  units?: ReadonlyMap<string, number>;
  /** What the choice of no place means here. */
  noPlace: string;
  value: string;
  error: string | undefined;
  helpText?: string;
  onChange: (value: string) => void;
}

/** Asks for one of the shop's locations, or for none. */
export function PlaceSelect({ locations, units, noPlace, value, ...field }: PlaceSelectProps) {
  const count = (id: string) => units?.get(id) ?? 0;
  const offered = locations.filter((location) =>
    units === undefined ? location.usable : count(location.id) > 0,
  );
  const label = (id: string, name: string) =>
    units === undefined ? name : `${name} (${grouped(count(id))})`;
  const options = offered.map(({ id, name }) => ({ value: id, label: label(id, name) }));
  const none = { value: NO_PLACE, label: label(NO_PLACE, noPlace) };
  return <Select options={[none, ...options]} value={value} {...field} />;
}
