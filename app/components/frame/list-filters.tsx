import { Filters, Tabs } from "@shopify/polaris";
import type { ListAddress } from "./use-list-address.ts";

interface ListFiltersProps {
  address: ListAddress;
  /** Values of the filter; the first one is "all". */
  tabs: { id: string; content: string }[];
  placeholder: string;
}

/** Tabs and a search field above a list, both kept in the page's address as `filter` and `q`. */
export function ListFilters({ address, tabs, placeholder }: ListFiltersProps) {
  const filter = address.get("filter");
  const selected = tabs.findIndex((tab) => tab.id === filter);
  return (
    <>
      <Tabs
        tabs={tabs}
        selected={Math.max(0, selected)}
        onSelect={(index) => address.set({ filter: index === 0 ? null : (tabs[index]?.id ?? null) })}
      />
      <Filters
        queryValue={address.search}
        queryPlaceholder={placeholder}
        onQueryChange={address.setSearch}
        onQueryClear={() => address.setSearch("")}
        onClearAll={() => clearFilters(address)}
        filters={[]}
        hideFilters
        loading={address.loading}
      />
    </>
  );
}

/** Back to the whole list. */
export function clearFilters(address: ListAddress): void {
  address.setSearch("");
  address.set({ q: null, filter: null });
}
