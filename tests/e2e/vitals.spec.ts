import type { FrameLocator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { fillShop } from "./page-visits.ts";

interface Vitals {
  /** Milliseconds from the start of the frame's own navigation. */
  lcpMs: number;
  cls: number;
  /** The longest interaction, milliseconds; null: there was none. */
  inpMs: number | null;
}

/** PERFORMANCE.md's goal for layout shift, the one number here that does not depend on the machine. */
const MAX_CLS = 0.05;
const SLOWDOWN = 4;

/** What each interaction is: something a merchant does on that page. */
const ACTS: Record<string, (app: FrameLocator) => Promise<void>> = {
  Home: async (app) => {
    await app.getByRole("link", { name: "Open recall" }).first().hover();
  },
  Batches: async (app) => {
    await app.getByRole("button", { name: "Status", exact: true }).click();
    await expect(app.getByRole("radio", { name: "Draft" })).toBeVisible();
  },
  Batch: async (app) => {
    await app
      .getByRole("button", { name: /^Adjust units/ })
      .first()
      .click();
    await expect(app.getByLabel("What happened")).toBeVisible();
  },
};

test("Home, Batches and Batch do not jump while they load, on a machine four times slower", async ({
  page,
  stack,
  store,
  openApp,
}, testInfo) => {
  const visits = await fillShop(stack, store);
  await measureIn(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });

  const measured: Record<string, Vitals> = {};
  for (const { name, path, sign } of visits.filter((visit) => visit.name in ACTS)) {
    const app = await openApp(path);
    await expect(sign(app).first()).toBeVisible();
    await ACTS[name]?.(app);
    measured[name] = await read(app);
  }
  await testInfo.attach("vitals", {
    body: JSON.stringify({ slowdown: SLOWDOWN, measured }, null, 2),
    contentType: "application/json",
  });
  for (const [name, { lcpMs, cls, inpMs }] of Object.entries(measured)) {
    testInfo.annotations.push({
      type: `${name} at ${SLOWDOWN}× slower`,
      description: `LCP ${Math.round(lcpMs)} ms, CLS ${cls.toFixed(3)}, INP ${inpMs === null ? "none" : `${inpMs} ms`}`,
    });
    expect.soft(cls, `layout shift of ${name}`).toBeLessThanOrEqual(MAX_CLS);
    expect(lcpMs, `${name} painted something`).toBeGreaterThan(0);
  }
});

/** Listens in every frame from its first moment. */
async function measureIn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const vitals = { lcpMs: 0, cls: 0, inpMs: null as number | null };
    Object.assign(window, { vitals });
    const observe = (type: string, each: (entry: PerformanceEntry) => void, more: object = {}) =>
      new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({
        ...{ type, buffered: true },
        ...more,
      });
    observe("largest-contentful-paint", (entry) => {
      vitals.lcpMs = entry.startTime;
    });
    observe("layout-shift", (entry) => {
      const { value, hadRecentInput } = entry as PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      };
      if (!hadRecentInput) vitals.cls += value;
    });
    const interaction = (entry: PerformanceEntry) => {
      const { interactionId } = entry as PerformanceEntry & { interactionId?: number };
      if (interactionId) vitals.inpMs = Math.max(vitals.inpMs ?? 0, entry.duration);
    };
    observe("event", interaction, { durationThreshold: 16 });
  });
}

async function read(app: FrameLocator): Promise<Vitals> {
  return await app.locator("html").evaluate(async () => {
    // What was observed is handed over in a task of its own.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    return (window as unknown as { vitals: Vitals }).vitals;
  });
}
