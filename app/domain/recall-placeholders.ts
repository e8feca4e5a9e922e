/** What a merchant may write into subject and body as `{{name}}`; everything else in double braces stays as typed. */
export const recallPlaceholders = ["name", "shop", "number", "batches"] as const;

export type RecallPlaceholder = (typeof recallPlaceholders)[number];

const PLACEHOLDER = /\{\{\s*([A-Za-z_]+)\s*\}\}/g;

/** Fills the placeholders in one pass: a value that looks like a placeholder is not filled again. */
export function fillPlaceholders(text: string, values: Record<RecallPlaceholder, string>): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => (isPlaceholder(name) ? values[name] : whole));
}

/** Names in double braces that nothing will fill, each once. */
export function unknownPlaceholders(text: string): string[] {
  const names = [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? "");
  return [...new Set(names.filter((name) => !isPlaceholder(name)))];
}

function isPlaceholder(name: string): name is RecallPlaceholder {
  return (recallPlaceholders as readonly string[]).includes(name);
}
