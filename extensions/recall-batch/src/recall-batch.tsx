import "@shopify/ui-extensions/preact";
import { render } from "preact";
import { RecallAction } from "./recall-action.tsx";

export default (): void => {
  render(<RecallAction />, document.body);
};
