import { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import type { Cipher } from "./cipher.ts";
import type { Database } from "./client.ts";

/**
 * Shopify's session table with the tokens encrypted in it. A session whose tokens no listed key opens counts as absent:
 * the library then exchanges a new one.
 */
export function createSessionStorage(db: Database, cipher: Cipher): SessionStorage {
  const storage = new PrismaSessionStorage(db);

  const sealed = (session: Session): Session =>
    new Session({
      ...session.toObject(),
      ...(session.accessToken ? { accessToken: cipher.encrypt(session.accessToken) } : {}),
      ...(session.refreshToken ? { refreshToken: cipher.encrypt(session.refreshToken) } : {}),
    });

  const opened = (session: Session): Session | undefined => {
    try {
      return new Session({
        ...session.toObject(),
        ...(session.accessToken ? { accessToken: cipher.decrypt(session.accessToken) } : {}),
        ...(session.refreshToken ? { refreshToken: cipher.decrypt(session.refreshToken) } : {}),
      });
    } catch {
      return undefined;
    }
  };

  return {
    storeSession: (session) => storage.storeSession(sealed(session)),
    async loadSession(id) {
      const session = await storage.loadSession(id);
      return session && opened(session);
    },
    deleteSession: (id) => storage.deleteSession(id),
    deleteSessions: (ids) => storage.deleteSessions(ids),
    async findSessionsByShop(shop) {
      const sessions = await storage.findSessionsByShop(shop);
      return sessions.map(opened).filter((session) => session !== undefined);
    },
  };
}
