import "@remix-run/server-runtime";

// Tells Remix's types what vite.config.ts tells its build: data crosses as it is, dates and all.
declare module "@remix-run/server-runtime" {
  interface Future {
    v3_singleFetch: true;
  }
}
