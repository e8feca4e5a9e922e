import { defineConfig } from "vite";

/** Bundles `app/server/main.ts` beside the Remix build: mails are TSX, so plain type stripping would not do. */
export default defineConfig({
  build: {
    ssr: "app/server/main.ts",
    outDir: "build/server",
    emptyOutDir: false,
    target: "node22",
    rollupOptions: { output: { entryFileNames: "main.js", chunkFileNames: "main-[name]-[hash].js" } },
  },
});
