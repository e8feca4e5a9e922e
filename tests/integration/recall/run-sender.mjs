import { createServer } from "vite";

// Mails are TSX, which Node does not run by itself.
const vite = await createServer({
  configFile: false,
  appType: "custom",
  logLevel: "error",
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
const { send } = await vite.ssrLoadModule(new URL("./sender-process.ts", import.meta.url).pathname);
await send(JSON.parse(process.argv[2]));
process.exit(0);
