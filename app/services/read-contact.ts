import type { Cipher } from "#app/db/cipher.ts";
import type { Contact } from "#app/domain/order-facts.ts";

/** Opens the stored contact of a buyer; null when none is kept (never given, or redacted). */
export function readContact(cipher: Cipher, sealed: string | null): Contact | null {
  return sealed === null ? null : (JSON.parse(cipher.decrypt(sealed)) as Contact);
}
