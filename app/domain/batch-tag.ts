/** Shopify's limit for a tag of an order, in characters. */
const MAX_TAG_LENGTH = 40;
/**
 * Of one order. Shopify takes 250 tags an order and the merchant's own come first; the metafields always name every batch.
 */
export const MAX_BATCH_TAGS = 20;
const PREFIX = "batch:";
const HASH_LENGTH = 8;

/**
 * The tags of an order that has units of these batches: `batch:LAV-0412`. At most `MAX_BATCH_TAGS`, the first of the codes.
 * A code that would make a tag too long, or that holds a comma (which divides tags), is cut and cleaned and gets a hash of the
 * whole code behind a `~`, so that two long codes never share a tag.
 */
export function batchTags(codes: readonly string[]): string[] {
  return codes.slice(0, MAX_BATCH_TAGS).map(batchTag);
}

function batchTag(code: string): string {
  const characters = Array.from(code);
  if (PREFIX.length + characters.length <= MAX_TAG_LENGTH && !code.includes(",")) return PREFIX + code;
  const kept = characters.slice(0, MAX_TAG_LENGTH - PREFIX.length - HASH_LENGTH - 1).join("");
  return `${PREFIX}${kept.replaceAll(",", "-").trim()}~${hashOf(code)}`;
}

/** FNV-1a, 32 bits: tells the few codes of a shop apart that look alike when they are cut. Codes ignore case, as tags do. */
function hashOf(code: string): string {
  let hash = 0x811c9dc5;
  for (const character of code.toLowerCase()) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(HASH_LENGTH, "0");
}
