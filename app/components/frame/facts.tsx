import type { ReactNode } from "react";

/** Words with their values; a value of null is left out. */
export function Facts({ facts }: { facts: { word: string; value: ReactNode }[] }) {
  return (
    <dl className="bb-facts">
      {facts
        .filter(({ value }) => value !== null && value !== "")
        .map(({ word, value }) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
