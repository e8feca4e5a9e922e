import { z } from "zod";

const encryptionKey = z.string().transform((text, ctx) => {
  const [id, base64, ...rest] = text.split(":");
  const key = Buffer.from(base64 ?? "", "base64");
  if (!id || rest.length > 0 || key.length !== 32) {
    ctx.addIssue({
      code: "custom",
      message: "each key is `id:base64 of 32 bytes`, for example `k1:` + `openssl rand -base64 32`",
    });
    return z.NEVER;
  }
  return { id, key };
});

const commaSeparated = (text: string): string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

const schema = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    DATA_DIR: z.string().min(1).default(".data"),
    SHOPIFY_API_KEY: z.string().min(1),
    SHOPIFY_API_SECRET: z
      .string()
      .transform(commaSeparated)
      .pipe(z.tuple([z.string().min(1)], z.string().min(1))),
    SHOPIFY_APP_URL: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin),
    SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    MAIL_FROM: z.string().min(3).optional(),
    ENCRYPTION_KEYS: z
      .string()
      .transform(commaSeparated)
      .pipe(z.tuple([encryptionKey], encryptionKey)),
    ROLE: z.enum(["all", "web", "worker"]).default("all"),
    LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
    APP_BRIDGE_URL: z.url().default("https://cdn.shopify.com/shopifycloud/app-bridge.js"),
  })
  .superRefine((env, ctx) => {
    if (env.ROLE === "web") return;
    for (const name of ["SMTP_URL", "MAIL_FROM"] as const) {
      if (env[name] === undefined) {
        ctx.addIssue({
          code: "custom",
          path: [name],
          message: "needed to send recall notices; leave it out only with ROLE=web",
        });
      }
    }
  });

export type Env = z.output<typeof schema>;

/** Thrown when the environment does not do; the message names every variable that is missing or wrong. */
class EnvError extends Error {
  override name = "EnvError";
}

/** Reads and checks the environment. An empty value counts as not set. @throws {EnvError} */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? "environment");
    return given[name] === undefined
      ? `${name} is not set: ${issue.message}`
      : `${name} is not usable: ${issue.message}`;
  });
  throw new EnvError(
    `Batchbook cannot start:\n${lines.map((line) => `  - ${line}`).join("\n")}\nREADME, "Environment", says what each is for.`,
  );
}

let cached: Env | undefined;

/** The process's environment, read once. @throws {EnvError} */
export function env(): Env {
  return (cached ??= readEnv(process.env));
}
