import { pageData } from "./page-data.js";

/** Calls the admin's own endpoints of this store. Rejects with the server's message. */
export async function callAdmin(path, options = {}) {
  return callJson(`/store/${pageData.store}/__shell/${path}`, options);
}

/** Calls the dev store's control API for this shop. */
export async function callControl(path, options = {}) {
  return callJson(`/__dev/shops/${pageData.shop}/${path}`, options);
}

async function callJson(url, { method = "GET", body } = {}) {
  const response = await fetch(url, {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const value = text === "" ? null : JSON.parse(text);
  if (!response.ok) throw new Error(value?.error ?? `${method} ${url} answered ${response.status}`);
  return value;
}
