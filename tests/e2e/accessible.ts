import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";

/** No violation of WCAG 2 A and AA that keeps people out, in the app's frame. Nothing is left out of it. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .include({ fromFrames: ["iframe[name=app-iframe]", "html"] })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"])
    .analyze();
  const grave = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => ({ id, help, at: nodes.map((node) => node.html.slice(0, 300)) }));
  expect(grave, `what axe finds on ${where}`).toEqual([]);
}
