import { createServer } from "vite";

export interface TsxLoader {
  /** `Module` is the file's `typeof import(…)`. */
  load<Module>(file: URL): Promise<Module>;
  close(): Promise<void>;
}

/** Loads modules that reach the mails: those are TSX, which Node does not run by itself. */
export async function openTsxLoader(): Promise<TsxLoader> {
  const vite = await createServer({
    configFile: false,
    appType: "custom",
    logLevel: "error",
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  return {
    load: async <Module>(file: URL) => (await vite.ssrLoadModule(file.pathname)) as Module,
    close: () => vite.close(),
  };
}
