/** Shopify's search syntax for `query:` arguments: terms, comparisons, AND, OR, NOT, parentheses. */
import { GraphQLError } from "graphql";

type Comparator = "" | ":" | ">" | "<" | ">=" | "<=";
export type Filter<T> = (item: T, value: string, comparator: Comparator) => boolean;
/** By field name; `default` judges words without a field. */
export type Filters<T> = Record<string, Filter<T>>;
export type Predicate<T> = (item: T) => boolean;

type Token =
  | { kind: "(" | ")" | "AND" | "OR" | "NOT" }
  | { kind: "term"; field: string; comparator: Comparator; value: string };

const TERM = /^(?:([A-Za-z_][\w.]*):(>=|<=|>|<)?)?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s()]+)/;

function unquote(text: string): string {
  return /^["'].*["']$/s.test(text) ? text.slice(1, -1).replaceAll(/\\(.)/g, "$1") : text;
}

function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  let rest = query.trimStart();
  while (rest !== "") {
    const first = rest.charAt(0);
    if (first === "(" || first === ")") {
      tokens.push({ kind: first });
      rest = rest.slice(1);
    } else if (first === "-" && rest.length > 1) {
      tokens.push({ kind: "NOT" });
      rest = rest.slice(1);
    } else {
      const match = TERM.exec(rest);
      if (match === null)
        throw new GraphQLError(`dev store: the search query cannot be read from here: ${rest}`);
      const [whole, field, comparator, value = ""] = match;
      if (field === undefined && (value === "AND" || value === "OR" || value === "NOT"))
        tokens.push({ kind: value });
      else {
        tokens.push({
          kind: "term",
          field: field ?? "default",
          comparator: field === undefined ? "" : ((comparator ?? ":") as Comparator),
          value: unquote(value),
        });
      }
      rest = rest.slice(whole.length);
    }
    rest = rest.trimStart();
  }
  return tokens;
}

/** Everything matches an empty query. Throws on a field the filters do not know: better than a wrong answer. */
export function searchPredicate<T>(query: string | null | undefined, filters: Filters<T>): Predicate<T> {
  const tokens = tokenize(query ?? "");
  let at = 0;

  const parseUnary = (): Predicate<T> => {
    const token = tokens[at];
    at += 1;
    if (token === undefined) throw new GraphQLError("dev store: the search query ends too early.");
    if (token.kind === "NOT") {
      const inner = parseUnary();
      return (item) => !inner(item);
    }
    if (token.kind === "(") {
      const inner = parseOr();
      if (tokens[at]?.kind !== ")")
        throw new GraphQLError("dev store: the search query lacks a closing parenthesis.");
      at += 1;
      return inner;
    }
    if (token.kind !== "term")
      throw new GraphQLError(`dev store: the search query has ${token.kind} where a term belongs.`);
    const filter = filters[token.field];
    if (filter === undefined)
      throw new GraphQLError(`dev store: the search filter ${token.field} is not implemented`);
    return (item) => filter(item, token.value, token.comparator);
  };

  const parseAnd = (): Predicate<T> => {
    const parts = [parseUnary()];
    while (at < tokens.length && tokens[at]?.kind !== ")" && tokens[at]?.kind !== "OR") {
      if (tokens[at]?.kind === "AND") at += 1;
      parts.push(parseUnary());
    }
    return (item) => parts.every((part) => part(item));
  };

  const parseOr = (): Predicate<T> => {
    const parts = [parseAnd()];
    while (tokens[at]?.kind === "OR") {
      at += 1;
      parts.push(parseAnd());
    }
    return (item) => parts.some((part) => part(item));
  };

  if (tokens.length === 0) return () => true;
  const predicate = parseOr();
  if (at < tokens.length)
    throw new GraphQLError("dev store: the search query has a closing parenthesis too many.");
  return predicate;
}

function holds(difference: number, comparator: Comparator): boolean {
  switch (comparator) {
    case ">":
      return difference > 0;
    case "<":
      return difference < 0;
    case ">=":
      return difference >= 0;
    case "<=":
      return difference <= 0;
    case "":
    case ":":
      return difference === 0;
  }
}

export function byInstant<T>(instantOf: (item: T) => number | null): Filter<T> {
  return (item, value, comparator) => {
    const instant = instantOf(item);
    const wanted = value === "now" ? Date.now() : Date.parse(value);
    if (Number.isNaN(wanted))
      throw new GraphQLError(`dev store: "${value}" is not a date the search understands`);
    return instant !== null && holds(instant - Math.floor(wanted / 1000) * 1000, comparator);
  };
}

export function byNumber<T>(numberOf: (item: T) => number): Filter<T> {
  return (item, value, comparator) =>
    holds(numberOf(item) - Number(value.replace(/^gid:\/\/shopify\/\w+\//, "")), comparator);
}

/** Whole text, whatever its case; a trailing `*` asks for a beginning. Several values may be listed with commas. */
export function byText<T>(textsOf: (item: T) => readonly (string | null)[]): Filter<T> {
  return (item, value) => {
    const texts = textsOf(item).map((text) => text?.toLowerCase() ?? "");
    return value
      .toLowerCase()
      .split(",")
      .some((wanted) =>
        wanted.endsWith("*")
          ? texts.some((text) => text.startsWith(wanted.slice(0, -1)))
          : texts.includes(wanted.trim()),
      );
  };
}

/** Words anywhere in the texts. */
export function byWords<T>(textsOf: (item: T) => readonly (string | null)[]): Filter<T> {
  return (item, value) => {
    const wanted = value.toLowerCase().replaceAll("*", "");
    return textsOf(item).some((text) => text?.toLowerCase().includes(wanted) ?? false);
  };
}

export function byFlag<T>(flagOf: (item: T) => boolean): Filter<T> {
  return (item, value) => flagOf(item) === (value.toLowerCase() === "true");
}
