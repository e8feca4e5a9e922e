import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomFillSync,
} from "node:crypto";

/** Encrypts what is kept of buyers and of access tokens, and makes the keyed hash by which an address is found again. */
export interface Cipher {
  encrypt(text: string): string;
  /** @throws {Error} when the text was not made by `encrypt` with one of the known keys. */
  decrypt(text: string): string;
  /** Keyed hash of an e-mail address, trimmed and lower-cased: equal addresses, equal hashes. 43 characters of base64url. */
  hashAddress(address: string): string;
}

const FORMAT = "v1";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM. Texts look like `v1:keyId:base64`. The first key encrypts, all decrypt, so a key is rotated by putting a
 * new one in front. The hash key is derived from the *last* key: it must survive rotation, so the oldest key stays listed.
 */
export function createCipher(keys: readonly [EncryptionKey, ...EncryptionKey[]]): Cipher {
  const [first] = keys;
  const current = { id: first.id, key: createSecretKey(first.key) };
  const byId = new Map(keys.map((key) => [key.id, createSecretKey(key.key)]));
  const oldest = keys[keys.length - 1] ?? first;
  const hashKey = createSecretKey(
    Buffer.from(hkdfSync("sha256", oldest.key, "", "batchbook address hash", 32)),
  );

  return {
    encrypt(text) {
      const iv = nextIv();
      const cipher = createCipheriv("aes-256-gcm", current.key, iv);
      const sealed = Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `${FORMAT}:${current.id}:${sealed.toString("base64")}`;
    },
    decrypt(text) {
      const [format, keyId, base64] = text.split(":");
      const key = byId.get(keyId ?? "");
      if (format !== FORMAT || key === undefined || base64 === undefined) {
        throw new Error(`no key to decrypt with: format ${format ?? "?"}, key id ${keyId ?? "?"}`);
      }
      const sealed = Buffer.from(base64, "base64");
      const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, IV_BYTES));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      return Buffer.concat([
        decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)),
        decipher.final(),
      ]).toString("utf8");
    },
    hashAddress(address) {
      return createHmac("sha256", hashKey).update(address.trim().toLowerCase()).digest("base64url");
    },
  };
}

/** Random bytes for the next texts: asking the system for a dozen at a time costs half as much as the encryption. */
const ivPool = Buffer.alloc(IV_BYTES * 512);
let ivsUsed = ivPool.length;

/** Never gives the same bytes twice. They are valid until the pool is filled anew, so they are used at once. */
function nextIv(): Buffer {
  if (ivsUsed === ivPool.length) {
    randomFillSync(ivPool);
    ivsUsed = 0;
  }
  return ivPool.subarray(ivsUsed, (ivsUsed += IV_BYTES));
}

export interface EncryptionKey {
  id: string;
  key: Buffer;
}
