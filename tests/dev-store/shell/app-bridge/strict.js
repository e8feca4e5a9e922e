/** Names that engines, promises and developer tools ask of any object. */
const HARMLESS = new Set(["then", "toJSON", "constructor", "nodeType", "$$typeof", "asymmetricMatch"]);

/**
 * An object that refuses what it does not have, by name: a missing piece must be seen, not read as undefined.
 * @param {string} name for the message, e.g. "shopify.toast"
 * @param {object} members
 */
export function strict(name, members) {
  return new Proxy(members, {
    get(target, property, receiver) {
      if (typeof property === "symbol" || property in target || HARMLESS.has(property)) {
        return Reflect.get(target, property, receiver);
      }
      throw new Error(`${name}.${property} is not implemented by the dev store`);
    },
  });
}
