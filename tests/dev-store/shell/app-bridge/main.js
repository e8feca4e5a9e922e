/** Stands in for https://cdn.shopify.com/shopifycloud/app-bridge.js inside an embedded app's document. */
import { connectToHost } from "../client/channel.js";
import { createShopifyGlobal } from "./api.js";
import { config, isEmbedded, shellOrigin } from "./config.js";
import { defineElements } from "./elements.js";
import { patchFetch } from "./fetch.js";
import { followBouncePage, patchOutwardNavigation, redirectIntoAdmin, reportLocation } from "./navigation.js";

// `top`, not `parent`: a document in a modal's own frame talks to the admin too.
const channel = connectToHost(window.top, shellOrigin);
const shopify = createShopifyGlobal(channel);
window.shopify = shopify;

defineElements(channel);
if (isEmbedded) {
  patchOutwardNavigation(channel);
  if (!config.disabledFeatures.includes("fetch")) patchFetch(() => shopify.idToken());
  if (new URLSearchParams(location.search).has("shopify-reload"))
    void followBouncePage(() => shopify.idToken());
  else reportLocation(channel);
} else {
  redirectIntoAdmin();
}
