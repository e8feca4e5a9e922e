import { unknownPlaceholders } from "./recall-placeholders.ts";

/** What the merchant is about to send, as typed. */
export interface NoticeWording {
  subject: string;
  body: string;
  reason: string;
  hazard: string;
  instructions: string;
  remedies: readonly string[];
}

export type WordingWarning =
  | { kind: "lowers_the_risk"; phrase: string; field: WordingField }
  | { kind: "promotion"; phrase: string; field: WordingField }
  | { kind: "markup"; field: WordingField }
  | { kind: "unknown_placeholder"; name: string; field: WordingField }
  | { kind: "recall_not_named"; field: "subject" }
  | { kind: "no_stop_using"; field: "instructions" }
  | { kind: "no_remedy"; field: "remedies" };

export type WordingField = "subject" | "body" | "reason" | "hazard" | "instructions" | "remedies";

/**
 * EU 2023/988 (GPSR) art. 36(2)(c) forbids words that lower the perceived risk and names these kinds; the German, French
 * and Spanish ones are the same words in the other languages that notices have fixed texts in.
 */
const LOWERS_THE_RISK = [
  "voluntary",
  "voluntarily",
  "precautionary",
  "as a precaution",
  "out of an abundance of caution",
  "discretionary",
  "in rare cases",
  "in rare situations",
  "no injuries reported",
  "no reported injuries",
  "freiwillig",
  "vorsorglich",
  "vorsichtshalber",
  "in seltenen fällen",
  "volontaire",
  "par précaution",
  "à titre préventif",
  "dans de rares cas",
  "voluntaria",
  "voluntario",
  "por precaución",
  "en casos raros",
  "en casos excepcionales",
];

/** 21 CFR 7.49(c)(2): a recall communication holds nothing promotional. */
const PROMOTION = [
  "% off",
  "discount",
  "coupon",
  "promo code",
  "gift card",
  "free shipping",
  "sale",
  "new collection",
  "rabatt",
  "gutschein",
  "code promo",
  "soldes",
  "descuento",
  "cupón",
];

const STOP_USING = [
  "stop using",
  "do not use",
  "don't use",
  "stop eating",
  "do not eat",
  "nicht mehr verwenden",
  "nicht verwenden",
  "nicht benutzen",
  "nicht mehr benutzen",
  "cessez",
  "n'utilisez",
  "ne pas utiliser",
  "ne plus utiliser",
  "deje de usar",
  "no use",
  "no utilice",
];

const RECALL_WORDS = ["recall", "rückruf", "rappel", "retirada", "recuperación", "alerta de seguridad"];

const TAG_LIKE = /<\/?[a-z][^>]*>/i;

/**
 * What the law asks of a notice and this one may lack (DOMAIN.md section 4, "Wording"). Warnings, never a refusal and never
 * a promise: they help to write, a regulator judges.
 */
export function checkWording(wording: NoticeWording): WordingWarning[] {
  const texts: [Exclude<WordingField, "remedies">, string][] = [
    ["subject", wording.subject],
    ["body", wording.body],
    ["reason", wording.reason],
    ["hazard", wording.hazard],
    ["instructions", wording.instructions],
  ];
  const warnings: WordingWarning[] = [];
  for (const [field, text] of texts) {
    for (const phrase of LOWERS_THE_RISK) {
      if (holds(text, phrase)) warnings.push({ kind: "lowers_the_risk", phrase, field });
    }
    for (const phrase of PROMOTION) {
      if (holds(text, phrase)) warnings.push({ kind: "promotion", phrase, field });
    }
    for (const name of unknownPlaceholders(text)) warnings.push({ kind: "unknown_placeholder", name, field });
    if (TAG_LIKE.test(text)) warnings.push({ kind: "markup", field });
  }
  if (!RECALL_WORDS.some((word) => wording.subject.toLowerCase().includes(word))) {
    warnings.push({ kind: "recall_not_named", field: "subject" });
  }
  if (!STOP_USING.some((phrase) => holds(wording.instructions, phrase) || holds(wording.body, phrase))) {
    warnings.push({ kind: "no_stop_using", field: "instructions" });
  }
  if (wording.remedies.length === 0) warnings.push({ kind: "no_remedy", field: "remedies" });
  return warnings;
}

/** As whole words: "sale" is not in "salesperson". */
function holds(text: string, phrase: string): boolean {
  const found = text.toLowerCase().replaceAll("’", "'");
  for (let at = found.indexOf(phrase); at !== -1; at = found.indexOf(phrase, at + 1)) {
    const before = found[at - 1] ?? " ";
    const after = found[at + phrase.length] ?? " ";
    if (!isLetter(before) && !isLetter(after)) return true;
  }
  return false;
}

function isLetter(character: string): boolean {
  return /\p{L}/u.test(character);
}
