import { QueryTooDearError } from "./admin-client.ts";

/**
 * Asks for a set at once, in halves where Shopify finds that too dear for one query: how it prices lists is not
 * published, and a refused query costs nothing.
 */
export async function splitByPrice<Item, Answer>(
  items: Item[],
  ask: (items: Item[]) => Promise<Answer[]>,
): Promise<Answer[]> {
  try {
    return await ask(items);
  } catch (error) {
    if (!(error instanceof QueryTooDearError) || items.length < 2) throw error;
    const middle = Math.ceil(items.length / 2);
    const firstHalf = await splitByPrice(items.slice(0, middle), ask);
    return [...firstHalf, ...(await splitByPrice(items.slice(middle), ask))];
  }
}
