import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [
    remix({
      ignoredRouteFiles: ["**/.*", "**/*.test.{ts,tsx}"],
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        // A page's own address would be asked for anew before it may load its data: one more request that can fail while
        // the server is away, to spare a list of some thirty routes.
        v3_lazyRouteDiscovery: false,
        // Without it App Bridge's retry header is lost on a POST, and remix-serve's fetch polyfill appears.
        v3_singleFetch: true,
      },
    }),
  ],
  build: { assetsInlineLimit: 0, target: "es2022" },
  optimizeDeps: { include: ["@shopify/polaris", "@shopify/app-bridge-react"] },
});
