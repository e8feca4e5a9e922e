import { PrismaPg } from "@prisma/adapter-pg";
import { defineConfig } from "prisma/config";

// The schema names DATABASE_URL; generating the client needs it to be set, but never connects.
const databaseUrl = (process.env["DATABASE_URL"] ??= "postgresql://127.0.0.1:1/unset");

/** engine "js": the CLI then needs no engine download, so that an install behind a closed network works. */
export default defineConfig({
  schema: "prisma/schema.prisma",
  experimental: { adapter: true },
  engine: "js",
  adapter: () => Promise.resolve(new PrismaPg({ connectionString: databaseUrl })),
});
