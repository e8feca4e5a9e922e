/** The shop's sequence that `{seq}` in a batch code counts by. */
export const BATCH_CODE_SEQUENCE = "batch-code";
