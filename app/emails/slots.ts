/**
 * Places in a rendered template that are filled per buyer. Rendering React costs a hundred times more than joining strings,
 * so a template is rendered once with slots and cut at them. The two marks are private-use characters that no text keeps.
 */
const OPEN = "\uE000";
const CLOSE = "\uE001";
const SLOT = /\uE000([a-z]+)\uE001/;
const MARKS = /[\uE000\uE001]/g;

export function slot(name: string): string {
  return `${OPEN}${name}${CLOSE}`;
}

/** Text from outside, unable to be taken for a slot. */
export function withoutMarks(text: string): string {
  return text.replace(MARKS, "");
}

/** The text before, between and after two slots, each of which must be there once. @throws when the template lost one. */
export function cutAt(template: string, first: string, second: string): [string, string, string] {
  const [before, rest, tooMuch] = template.split(slot(first));
  const [between, after, more] = (rest ?? "").split(slot(second));
  if ((before === undefined || between === undefined || after === undefined || tooMuch) ?? more) {
    throw new Error(`the template needs the slots ${first} and ${second} exactly once`);
  }
  return [before, between, after];
}

/** Prepares a template for many fillings. A value is put in as it is: escape it first. */
export function compileSlots(template: string): (values: Readonly<Record<string, string>>) => string {
  const parts = template.split(SLOT);
  return (values) => {
    let filled = "";
    for (const [index, part] of parts.entries()) {
      filled += index % 2 === 0 ? part : (values[part] ?? "");
    }
    return filled;
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** On one line: line breaks and other control characters become spaces, so that no value can begin a header or a paragraph. */
export function onOneLine(text: string): string {
  return withoutMarks(text)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();
}
