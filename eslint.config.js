import tseslint from "typescript-eslint";

const TAKE_NOW =
  "take `now` (or the number) as an argument: a rule that reads the clock or rolls dice cannot be tested";

export default tseslint.config(
  {
    ignores: [
      "node_modules/",
      "build/",
      ".data/",
      ".cache/",
      "**/dist/",
      "app/shopify/generated/",
      "extensions/*/shopify.d.ts",
      "tests/dev-store/**/*.js",
      "**/*.mjs",
      "eslint.config.js",
      ".dependency-cruiser.cjs",
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/no-floating-promises": [
        "error",
        {
          allowForKnownSafeCalls: [{ from: "package", name: ["it", "test", "describe"], package: "vitest" }],
        },
      ],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "none" },
      ],
      "@typescript-eslint/no-non-null-assertion": "error",
      // A thrown Response is how Remix and the Shopify library answer early.
      "@typescript-eslint/only-throw-error": "off",
      // A service may be async by contract before it awaits anything.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allow: [{ from: "lib", name: ["Date", "URL"] }] },
      ],
    },
  },
  {
    files: ["app/**/*.{ts,tsx}"],
    ignores: ["app/config/**"],
    rules: {
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        {
          object: "process",
          property: "env",
          message:
            "read the environment through app/config/env.server.ts: parsed once, named when it is wrong",
        },
      ],
    },
  },
  {
    files: ["app/domain/**/*.ts"],
    ignores: ["app/domain/**/*.test.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: TAKE_NOW,
        },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: TAKE_NOW },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: TAKE_NOW,
        },
      ],
    },
  },
  {
    files: ["**/*.test.{ts,tsx}", "tests/**/*.ts", "bench/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.object.name='vi'][callee.property.name=/^(do)?[mM]ock$/]",
          message: "no mocked modules: use the real part, or hand in a context",
        },
        {
          selector:
            "MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|only|todo)$/]",
          message: "a test runs or is deleted; a case that cannot hold is written down in docs",
        },
      ],
    },
  },
  {
    // Answers are read field by field; the assertions are what checks their shape.
    files: ["tests/conformance/**/*.ts", "tests/dev-store/**/*.test.ts"],
    rules: {
      "@typescript-eslint/no-explicit-any": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  {
    files: ["extensions/**/*.{ts,tsx}"],
    rules: {
      "no-restricted-globals": [
        "error",
        ...["window", "localStorage", "sessionStorage"].map((name) => ({
          name,
          message: "an extension runs in a worker with a remote DOM: there is no such thing",
        })),
      ],
    },
  },
);
