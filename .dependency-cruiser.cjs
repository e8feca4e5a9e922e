/** Who may import whom. The table in docs/decisions/001-layout.md is this file in words. */
const TEST = "\\.test\\.tsx?$";

/** @param {string} name @param {string} from @param {string[]} allowed @param {string} comment */
const layer = (name, from, allowed, comment) => ({
  name: `${name}-imports`,
  severity: "error",
  comment,
  from: { path: from, pathNot: TEST },
  to: { path: "^app/", pathNot: allowed },
});

const T = "^app/config/";
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      comment:
        "Two files that need each other at run time are one file, or need a third. Types may refer back.",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "domain-is-pure",
      severity: "error",
      comment: "Rules take values and give values: hand in what they need.",
      from: { path: "^app/domain/", pathNot: TEST },
      to: { pathNot: "^app/domain/" },
    },
    layer(
      "contracts",
      "^app/contracts/",
      ["^app/contracts/", "^app/domain/"],
      "Contracts describe JSON; they may use domain types only.",
    ),
    layer("db", "^app/db/", ["^app/db/", "^app/domain/", T], "Storage knows tables and domain types."),
    layer(
      "shopify",
      "^app/shopify/",
      ["^app/shopify/", "^app/domain/", T, "^app/db/client\\.ts$", "^app/db/cipher\\.ts$"],
      "The gateway maps Shopify to domain types.",
    ),
    layer(
      "emails",
      "^app/emails/",
      ["^app/emails/", "^app/domain/", T],
      "Templates get their inputs as values.",
    ),
    layer(
      "job-definitions",
      "^app/jobs/(definitions|enqueue)\\.ts$",
      ["^app/jobs/definitions\\.ts$", "^app/domain/", T, "^app/db/client\\.ts$"],
      "Naming a job must not load what runs it.",
    ),
    layer(
      "services",
      "^app/services/",
      [
        "^app/services/",
        "^app/domain/",
        "^app/contracts/",
        T,
        "^app/db/",
        "^app/shopify/",
        "^app/emails/",
        "^app/jobs/(definitions|enqueue)\\.ts$",
      ],
      "A use case: loads, asks the domain, saves, enqueues.",
    ),
    layer(
      "jobs",
      "^app/jobs/(?!definitions|enqueue)",
      [
        "^app/jobs/",
        "^app/domain/",
        T,
        "^app/services/",
        "^app/context\\.server\\.ts$",
        "^app/db/client\\.ts$",
        "^app/emails/mailer\\.ts$",
      ],
      "A handler is a few lines that call a service.",
    ),
    layer(
      "context",
      "^app/context\\.server\\.ts$",
      [
        "^app/db/",
        "^app/shopify/",
        "^app/emails/",
        "^app/jobs/enqueue\\.ts$",
        T,
        "^app/services/context\\.ts$",
      ],
      "The wiring: makes contexts, decides nothing.",
    ),
    layer(
      "server",
      "^app/server/",
      [
        "^app/server/",
        "^app/context\\.server\\.ts$",
        "^app/services/",
        "^app/jobs/",
        T,
        "^app/db/(migrate|embedded-postgres)\\.ts$",
        "^app/emails/",
      ],
      "The HTTP server and the start of both roles.",
    ),
    layer(
      "shopify-server",
      "^app/shopify\\.server\\.ts$",
      ["^app/db/", T, "^app/services/", "^app/context\\.server\\.ts$", "^app/shopify/"],
      "Authentication of requests.",
    ),
    layer(
      "components",
      "^app/components/",
      ["^app/components/", "^app/domain/", "^app/contracts/"],
      "Props in, JSX out: no server code in the browser's bundle.",
    ),
    layer(
      "routes",
      "^app/routes/",
      [
        "^app/routes/",
        "^app/services/",
        "^app/components/",
        "^app/contracts/",
        T,
        "^app/domain/",
        "^app/(shopify|context)\\.server\\.ts$",
      ],
      "Authenticate, parse, call one service, map the result.",
    ),
    {
      name: "handlers-are-leaves",
      severity: "error",
      comment: "Enqueue the job's definition instead of calling its handler.",
      from: { path: "^app/", pathNot: "^app/jobs/" },
      to: { path: "^app/jobs/handlers/" },
    },
    {
      name: "extensions-import-contract-types",
      severity: "error",
      comment:
        "An extension is a bundle of its own: it takes types from contracts and nothing else of the app.",
      from: { path: "^extensions/" },
      to: { path: "^app/", pathNot: "^app/contracts/" },
    },
    {
      name: "extensions-import-no-values",
      severity: "error",
      comment: "Use `import type`.",
      from: { path: "^extensions/" },
      to: { path: "^app/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "app-never-imports-tests",
      severity: "error",
      comment: "Shipped code must not know its tests.",
      from: { path: "^app/", pathNot: TEST },
      to: { path: "^(tests|scripts|bench)/" },
    },
    {
      name: "tests-dev-store-knows-no-app",
      severity: "error",
      comment: "It takes Shopify's place: whatever it shared with the app it could not check.",
      from: { path: "^tests/dev-store/" },
      to: { path: "^app/" },
    },
    {
      name: "not-to-unresolvable",
      severity: "error",
      comment: "The import points at nothing.",
      from: {},
      to: { couldNotResolve: true, pathNot: "^@shopify/polaris/build/ts/" },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules"] },
    exclude: { path: ["^build/", "/dist/", "app/shopify/generated/", "\\?url$", "virtual:"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json", ".css"],
    },
  },
};
