/**
 * `shopify.i18n` over an extension's own texts: dotted keys, `{{name}}` replacements, plural forms by `count`.
 * A missing key throws, so that it is found here and not by a merchant.
 */
export function createI18n(translations, locale) {
  return {
    translate(key, replacements = {}) {
      let text = key.split(".").reduce((branch, part) => branch?.[part], translations);
      if (text && typeof text === "object" && "count" in replacements) {
        const form = new Intl.PluralRules(locale).select(Number(replacements.count));
        text = text[form] ?? text.other;
      }
      if (typeof text !== "string")
        throw new Error(`i18n.translate: no text "${key}" in the extension's default locale`);
      const parts = text.split(/\{\{\s*(\w+)\s*\}\}/).map((part, index) => {
        if (index % 2 === 0) return part;
        if (!(part in replacements)) throw new Error(`i18n.translate: "${key}" needs {{${part}}}`);
        return replacements[part];
      });
      // Elements among the replacements make the result a list, as Shopify's does.
      return parts.some((part) => part !== null && typeof part === "object")
        ? parts.filter((part) => part !== "")
        : parts.join("");
    },
    formatNumber: (number, { inExtensionLocale: _, ...options } = {}) =>
      new Intl.NumberFormat(locale, options).format(number),
    formatCurrency: (number, { inExtensionLocale: _, ...options } = {}) =>
      new Intl.NumberFormat(locale, { style: "currency", currency: "USD", ...options }).format(number),
    formatDate: (date, { inExtensionLocale: _, ...options } = {}) =>
      new Intl.DateTimeFormat(locale, options).format(date),
  };
}
