import type { DevStore } from "../dev-store.ts";

/** Origin that the admin frames: the tunnel's, or the app's own when there is no tunnel. */
export function frameOrigin(devStore: DevStore): string {
  return new URL(devStore.tunnelUrl ?? devStore.config.appUrl).origin;
}
