/** `shopify.storage`: kept in the browser, one drawer per extension. */
export function createStorage(handle) {
  const key = `extension-storage:${handle}`;
  const read = () => JSON.parse(localStorage.getItem(key) ?? "{}");
  const write = (entries) => localStorage.setItem(key, JSON.stringify(entries));
  return {
    get: async (name) => read()[name],
    getMany: async (names) => names.map((name) => read()[name]),
    set: async (name, value) => write({ ...read(), [name]: value }),
    setMany: async (entries) => write({ ...read(), ...entries }),
    clear: async () => localStorage.removeItem(key),
    async delete(name) {
      const { [name]: old, ...rest } = read();
      write(rest);
      return old !== undefined;
    },
    async deleteMany(names) {
      const deleted = {};
      for (const name of names) deleted[name] = await this.delete(name);
      return deleted;
    },
    entries: async () => Object.entries(read())[Symbol.iterator](),
  };
}
