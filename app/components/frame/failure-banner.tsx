import { Banner, BlockStack, List, Text } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import type { ActionFailure, FieldError } from "./action-result.ts";

interface FailureBannerProps {
  failure: ActionFailure | null;
  /** Messages without a field of their own. */
  beside?: FieldError[];
}

/** Says in place what did not happen and why; takes the focus, so that it is read out and scrolled to. */
export function FailureBanner({ failure, beside = [] }: FailureBannerProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failure === null) return;
    const form = box.current?.closest("[data-form]") ?? box.current?.parentElement;
    const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
    (field ?? box.current)?.focus();
  }, [failure]);
  if (failure === null) return null;
  return (
    <div ref={box} tabIndex={-1} className="bb-focusable">
      <Banner tone="critical" title={failure.title}>
        {failure.detail === null && beside.length === 0 ? null : (
          <BlockStack gap="100">
            {failure.detail === null ? null : <Text as="p">{failure.detail}</Text>}
            {beside.length === 0 ? null : (
              <List>
                {beside.map((error) => (
                  <List.Item key={`${error.path} ${error.message}`}>{error.message}</List.Item>
                ))}
              </List>
            )}
          </BlockStack>
        )}
      </Banner>
    </div>
  );
}
