import { useId } from "react";
import { counted, grouped } from "./figure.tsx";

interface ProgressLineProps {
  label: string;
  /** Finished, the failed ones included. */
  done: number;
  failed?: number;
  /** Null while it is not known yet. */
  total: number | null;
  /** One of what is counted. */
  unit: string;
  /** More of it, where that is not the one with an s. */
  many?: string;
}

/** How far a piece of work is, as a bar and in words. */
export function ProgressLine({ label, done, failed = 0, total, unit, many }: ProgressLineProps) {
  const id = useId();
  const share = (part: number) => (total === null || total === 0 ? 0 : (Math.min(part, total) / total) * 100);
  const words =
    total === null
      ? `${counted(done, unit, many)} so far`
      : `${grouped(done)} of ${counted(total, unit, many)}`;
  return (
    <div>
      <div className="bb-progress-words">
        <span id={id}>{label}</span>
        <span>
          <strong>{total === 0 ? "none needed" : words}</strong>
          {failed === 0 ? null : `, ${grouped(failed)} failed`}
        </span>
      </div>
      <div
        className="bb-progress"
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(total === null ? {} : { "aria-valuenow": total === 0 ? 100 : Math.round(share(done)) })}
        aria-valuetext={words}
      >
        <span
          className="bb-progress-done"
          style={{ width: `${total === 0 ? 100 : share(done - failed)}%` }}
        />
        <span className="bb-progress-problem" style={{ width: `${share(failed)}%` }} />
      </div>
    </div>
  );
}
