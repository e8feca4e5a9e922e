import "@shopify/ui-extensions/preact";
import { render } from "preact";
import { OrderBatchesBlock } from "./order-batches-block.tsx";

export default (): void => {
  render(<OrderBatchesBlock />, document.body);
};
