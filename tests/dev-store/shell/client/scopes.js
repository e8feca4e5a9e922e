import { callAdmin, callControl } from "./admin-api.js";
import { button, element } from "./dom.js";
import { openModal } from "./overlays.js";

/** `shopify.scopes`: optional scopes are asked of the merchant, and every change reaches the app as `app/scopes_update`. */
export const scopesApi = {
  "scopes:query": () => callAdmin("scopes"),

  async "scopes:request"({ scopes }) {
    const detail = await callAdmin("scopes");
    const undeclared = scopes.filter(
      (scope) => !detail.optional.includes(scope) && !detail.required.includes(scope),
    );
    if (undeclared.length > 0) throw new Error(`not declared as optional scopes: ${undeclared.join(", ")}`);
    const missing = scopes.filter((scope) => !detail.granted.includes(scope));
    if (missing.length === 0) return { result: "granted-all", detail };
    const granted = await openModal({
      title: "This app needs more access",
      body: element(
        "div",
        {},
        element("p", {}, "To use this feature the app asks for:"),
        element(
          "ul",
          { class: "plain-list" },
          missing.map((scope) => element("li", { class: "mono" }, scope)),
        ),
      ),
      actions: (close) => [
        button("Cancel", { onclick: () => close(false) }),
        button("Update access", { primary: true, onclick: () => close(true) }),
      ],
    });
    if (!granted) return { result: "declined-all", detail };
    await callControl("scopes", { method: "PUT", body: { scopes: [...detail.granted, ...missing] } });
    return { result: "granted-all", detail: await callAdmin("scopes") };
  },

  async "scopes:revoke"({ scopes }) {
    const detail = await callAdmin("scopes");
    const required = scopes.filter((scope) => detail.required.includes(scope));
    if (required.length > 0) throw new Error(`required scopes cannot be revoked: ${required.join(", ")}`);
    await callControl("scopes", {
      method: "PUT",
      body: { scopes: detail.granted.filter((scope) => !scopes.includes(scope)) },
    });
    return { detail: await callAdmin("scopes") };
  },
};
