import { Button, InlineStack } from "@shopify/polaris";
import { useCursorPages } from "./use-cursor-pages.ts";

interface OlderNewerProps {
  /** The parameter of the address that holds the place. */
  parameter: string;
  nextCursor: string | null;
}

/** Turns the pages of a history; nothing while there is but one. */
export function OlderNewer({ parameter, nextCursor }: OlderNewerProps) {
  const pages = useCursorPages(parameter);
  const { hasNext, hasPrevious, onNext, onPrevious } = pages.pagination(nextCursor);
  if (!pages.needed(nextCursor)) return null;
  return (
    <InlineStack gap="200">
      {hasPrevious ? <Button onClick={onPrevious}>Newer</Button> : null}
      {hasNext ? <Button onClick={onNext}>Older</Button> : null}
    </InlineStack>
  );
}
