import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createCipher } from "./cipher.ts";

const old = { id: "2025", key: randomBytes(32) };
const current = { id: "2026", key: randomBytes(32) };

/** The bytes that a text was encrypted with, which must never serve twice under one key. */
function ivOf(text: string): string {
  return Buffer.from(text.split(":")[2] ?? "", "base64")
    .subarray(0, 12)
    .toString("hex");
}

describe("encryption", () => {
  test("gives the text back, and never uses the same bytes to encrypt twice", () => {
    const cipher = createCipher([current]);
    const other = createCipher([old]);
    const texts = Array.from({ length: 3_000 }, (_, index) => `Ana, 4${index} Rua Augusta 🫧`);
    const sealed = texts.flatMap((text) => [cipher.encrypt(text), other.encrypt(text)]);
    expect(new Set(sealed.map(ivOf)).size).toBe(6_000);
    expect(sealed.filter((_, index) => index % 2 === 0).map((text) => cipher.decrypt(text))).toEqual(texts);
    expect(sealed[0]).toMatch(/^v1:2026:/);
  });

  test("refuses a text that was tampered with, cut or made with a key that is not known", () => {
    const cipher = createCipher([current]);
    const [version, id, body = ""] = cipher.encrypt("ana@example.com").split(":");
    const bytes = Buffer.from(body, "base64");
    bytes.writeUInt8(bytes.readUInt8(14) ^ 1, 14);
    expect(() => cipher.decrypt(`${version}:${id}:${bytes.toString("base64")}`)).toThrow();
    expect(() => cipher.decrypt(`${version}:${id}:${body.slice(0, -4)}`)).toThrow();
    expect(() => cipher.decrypt(createCipher([old]).encrypt("x"))).toThrow("key id 2025");
    expect(() => cipher.decrypt("plain text")).toThrow("no key");
  });

  test("reads what older keys encrypted once a new one stands in front, and finds the same addresses", () => {
    const before = createCipher([old]);
    const after = createCipher([current, old]);
    expect(after.decrypt(before.encrypt("ana@example.com"))).toBe("ana@example.com");
    expect(after.encrypt("x")).toMatch(/^v1:2026:/);
    expect(after.hashAddress(" Ana@Example.com")).toBe(before.hashAddress("ana@example.com"));
    expect(after.hashAddress("ana@example.com")).toHaveLength(43);
    expect(createCipher([current]).hashAddress("ana@example.com")).not.toBe(
      before.hashAddress("ana@example.com"),
    );
  });
});
