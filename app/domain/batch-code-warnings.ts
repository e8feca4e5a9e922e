/** Something about a code that may cost trouble later. It is shown and never refused (DOMAIN.md section 2; cases 115, 116). */
export interface CodeWarning {
  kind:
    "too_long_for_gs1" | "characters_not_in_gs1" | "odd_spaces" | "foreign_look_alike" | "looks_like_other";
  message: string;
}

/** Longest batch number of GS1 application identifier (10). */
const GS1_MAX_CHARACTERS = 20;

/** Character set 82 of the GS1 General Specifications (figure 7.11-1). */
const GS1_CHARACTER = /[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]/;

/** @param otherCodes codes of the shop's other batches that it may be mistaken for; an equal code is refused elsewhere. */
export function codeWarnings(code: string, otherCodes: readonly string[] = []): CodeWarning[] {
  const warnings: CodeWarning[] = [];
  const characters = [...code];
  if (characters.length > GS1_MAX_CHARACTERS) {
    warnings.push({
      kind: "too_long_for_gs1",
      message: `${characters.length} characters: a GS1 barcode holds a batch number of up to ${GS1_MAX_CHARACTERS}.`,
    });
  }
  const notInGs1 = [...new Set(characters.filter((character) => !GS1_CHARACTER.test(character)))];
  if (notInGs1.length > 0) {
    warnings.push({
      kind: "characters_not_in_gs1",
      message: `A GS1 barcode cannot hold ${notInGs1.map(nameOf).join(", ")}.`,
    });
  }
  if (/^\s|\s$|\s\s|[^\S ]/.test(code)) {
    warnings.push({
      kind: "odd_spaces",
      message: "The spaces in this code are easily missed when it is typed.",
    });
  }
  if (/[A-Za-z0-9]/.test(code) && characters.some((character) => FOREIGN_TWINS.has(character))) {
    const twins = characters.filter((character) => FOREIGN_TWINS.has(character));
    warnings.push({
      kind: "foreign_look_alike",
      message: `${[...new Set(twins)].join(", ")} looks like a Latin letter but is not one: nobody can type this code from a label.`,
    });
  }
  const key = lookAlikeKey(code);
  const twin = otherCodes.find(
    (other) => other.toLowerCase() !== code.toLowerCase() && lookAlikeKey(other) === key,
  );
  if (twin !== undefined) {
    warnings.push({ kind: "looks_like_other", message: `Easily mistaken for batch ${twin}.` });
  }
  return warnings;
}

function nameOf(character: string): string {
  return /\s/.test(character) ? "a space" : character;
}

/** Equal for codes that look alike on a label: O and 0, I, L and 1, S and 5, B and 8, Z and 2, and whatever separates. */
export function lookAlikeKey(code: string): string {
  let key = "";
  for (const character of code.toUpperCase()) {
    const latin = FOREIGN_TWINS.get(character) ?? character;
    if (/[\p{L}\p{N}]/u.test(latin)) key += LATIN_TWINS.get(latin) ?? latin;
  }
  return key;
}

const LATIN_TWINS = new Map([
  ["O", "0"],
  ["Q", "0"],
  ["I", "1"],
  ["L", "1"],
  ["S", "5"],
  ["B", "8"],
  ["Z", "2"],
]);

/** Cyrillic and Greek letters that no label tells from Latin ones. */
const FOREIGN_TWINS = new Map(
  [..."АВЕКМНОРСТУХІЅЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"].map((letter, index) => [
    letter,
    "ABEKMHOPCTYXISJABEZHIKMNOPTYX".charAt(index),
  ]),
);
