import type { GroupCounts, RecallGroups, RecallPreview } from "../../../app/contracts/recall.ts";
import { counted } from "./counted.ts";

const GROUPS: (keyof RecallGroups)[] = [
  "withGoods",
  "inTransit",
  "notShipped",
  "returned",
  "onShelf",
  "noContact",
];

/** Whom the batches reached. The two numbers that decide come first; groups without units are left out. */
export function Counts({ preview }: { preview: RecallPreview }) {
  const { i18n } = shopify;
  const { affected, groups } = preview;
  return (
    <s-section
      heading={i18n.translate(affected.buyers === 0 ? "affected.none" : "affected.some", numbers(affected))}
    >
      <s-unordered-list>
        {GROUPS.filter((group) => groups[group].units > 0 || groups[group].orders > 0).map((group) => (
          <s-list-item key={group}>{i18n.translate(`groups.${group}`, numbers(groups[group]))}</s-list-item>
        ))}
      </s-unordered-list>
    </s-section>
  );
}

function numbers({ units, orders, buyers }: GroupCounts): Record<string, string> {
  return {
    units: counted("units", units),
    orders: counted("orders", orders),
    buyers: counted("buyers", buyers),
  };
}
