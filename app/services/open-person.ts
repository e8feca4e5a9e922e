import type { Cipher } from "#app/db/cipher.ts";
import type { StoredPerson } from "#app/db/collect-person.ts";
import type { Contact } from "#app/domain/order-facts.ts";

type Opened<T> = Omit<T, "contact"> & { contact: Contact | null };

/** What a person gets on request: everything that is kept of them, readable. */
export interface PersonExport {
  contact: Contact | null;
  orders: Opened<StoredPerson["orders"][number]>[];
  notices: Opened<StoredPerson["notices"][number]>[];
}

/** Decrypts what is stored of a person. */
export function openPerson(cipher: Cipher, stored: StoredPerson): PersonExport {
  const open = (sealed: string | null): Contact | null =>
    sealed === null ? null : (JSON.parse(cipher.decrypt(sealed)) as Contact);
  return {
    contact: open(stored.contact),
    orders: stored.orders.map((order) => ({ ...order, contact: open(order.contact) })),
    notices: stored.notices.map((notice) => ({ ...notice, contact: open(notice.contact) })),
  };
}
