import type { ReactNode } from "react";

interface FigureProps {
  /** Shown large; thousands are grouped. */
  value: number;
  label: ReactNode;
  detail?: ReactNode;
  /** `strong`: the number that decides. */
  tone?: "strong" | "normal" | "quiet";
}

/** One number that must be read at a glance. */
export function Figure({ value, label, detail, tone = "normal" }: FigureProps) {
  return (
    <div className={`bb-figure bb-figure-${tone}`}>
      <dt>{label}</dt>
      <dd>
        <span className="bb-figure-value">{grouped(value)}</span>
        {detail === undefined ? null : <span className="bb-figure-detail">{detail}</span>}
      </dd>
    </div>
  );
}

/** Figures side by side, as many to a row as fit. */
export function Figures({ children }: { children: ReactNode }) {
  return <dl className="bb-figures">{children}</dl>;
}

/** `12,345`: grouped by us, because servers and browsers may differ. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `1 order`, `2 orders`, `12,345 buyers`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}
