import type { BatchItem } from "#app/contracts/batch.ts";
import { grouped } from "#app/components/frame/figure.tsx";
import { BUCKET } from "#app/components/frame/words.ts";

export type Balance = Omit<BatchItem, "variantId" | "locations">;

const PARTS = [
  { bucket: "available", units: (balance: Balance) => balance.remaining },
  { bucket: "promised", units: (balance: Balance) => balance.promised },
  { bucket: "shipped", units: (balance: Balance) => balance.shipped },
  { bucket: "quarantine", units: (balance: Balance) => balance.quarantined },
  { bucket: "written_off", units: (balance: Balance) => balance.writtenOff },
] as const;

/** Where the units are, as one bar. The same numbers stand beside it in words, so the bar itself is a picture. */
export function BalanceBar({
  balance,
  size = "normal",
}: {
  balance: Balance;
  size?: "slim" | "normal" | "tall";
}) {
  const words = PARTS.map(({ bucket, units }) => `${BUCKET[bucket]} ${grouped(units(balance))}`).join(", ");
  return (
    <div
      className={`bb-balance${size === "normal" ? "" : ` bb-balance-${size}`}`}
      role="img"
      aria-label={`${grouped(balance.produced)} produced: ${words}`}
    >
      {PARTS.map(({ bucket, units }) =>
        units(balance) === 0 ? null : (
          <span
            key={bucket}
            className={`bb-bucket-${bucket}`}
            style={{ flexGrow: units(balance), flexBasis: 0 }}
            title={`${BUCKET[bucket]}: ${grouped(units(balance))}`}
          />
        ),
      )}
    </div>
  );
}

/** What the colours mean, with the numbers. */
export function BalanceLegend({ balance }: { balance: Balance }) {
  return (
    <ul className="bb-legend">
      {PARTS.map(({ bucket, units }) => (
        <li key={bucket}>
          <span className={`bb-swatch bb-bucket-${bucket}`} aria-hidden="true" />
          <span>
            {BUCKET[bucket]} <strong>{grouped(units(balance))}</strong>
          </span>
        </li>
      ))}
    </ul>
  );
}
