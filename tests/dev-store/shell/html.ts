/** Markup that is safe to send: made only by `html`, which escapes everything put into it that is not markup itself. */
export type Html = { readonly markup: string };

type Insertable = Html | string | number | null | undefined | false | readonly Insertable[];

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Tagged template: text is escaped, markup passes, lists are joined, null and false are nothing. */
export function html(strings: TemplateStringsArray, ...values: Insertable[]): Html {
  return {
    markup: strings.reduce((text, part, index) => text + insert(values[index - 1]) + part),
  };
}

/** Marks text as markup that is known to be safe, e.g. a file of our own. */
export function trusted(markup: string): Html {
  return { markup };
}

function insert(value: Insertable): string {
  if (value === null || value === undefined || value === false) return "";
  if (typeof value === "object") return "markup" in value ? value.markup : value.map(insert).join("");
  return String(value).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
