/** Recalls are numbered apart from drills, each year from 1. */
export interface RecallNumbering {
  drill: boolean;
  /** Calendar day of the launch in the shop's zone, `YYYY-MM-DD`. */
  day: string;
}

const DIGITS = 3;

/** `R26` or `D26`. */
function recallSeries({ drill, day }: RecallNumbering): string {
  return `${drill ? "D" : "R"}${day.slice(2, 4)}`;
}

/** The shop's sequence that the numbers are taken from. */
export function recallSequence(numbering: RecallNumbering): string {
  return `recall:${recallSeries(numbering)}`;
}

/** `R26-001`; after 999 comes 1000. */
export function recallNumber(numbering: RecallNumbering, sequence: number): string {
  return `${recallSeries(numbering)}-${String(sequence).padStart(DIGITS, "0")}`;
}

/** `recall-R26-001`: short, since Shopify caps the length of an order's tag at 40 characters. */
export function recallTag(number: string): string {
  return `recall-${number}`;
}
