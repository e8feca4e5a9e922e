import type { Decision } from "#app/domain/settlement.types.ts";

/** Why a line got units of a batch: the record kept when they were assigned. */
export interface LineDraw {
  /** gid */
  lineId: string;
  /** Order of the draws within the line, from 1. */
  seq: number;
  code: string;
  at: string;
  decision: Decision;
}
