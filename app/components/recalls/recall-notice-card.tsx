import { BlockStack, Button, Card, Collapsible, InlineStack, Text } from "@shopify/polaris";
import { useId, useState } from "react";
import { Facts } from "#app/components/frame/facts.tsx";
import { asWords } from "#app/components/frame/words.ts";
import type { RecallView } from "./recall-data.ts";
import { REMEDY } from "./ring-words.ts";

/** The text as it was launched. */
export function RecallNoticeCard({ recall }: { recall: RecallView }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {recall.drill ? "The notice that was not sent" : "The notice"}
          </Text>
          <Button
            variant="plain"
            disclosure={open ? "up" : "down"}
            ariaExpanded={open}
            ariaControls={id}
            onClick={() => setOpen(!open)}
          >
            {open ? "Hide" : "Show"}
          </Button>
        </InlineStack>
        <Text as="p">{recall.subject}</Text>
        <Collapsible id={id} open={open}>
          <BlockStack gap="300">
            <p className="bb-prewrap">{recall.body}</p>
            <Facts
              facts={[
                { word: "What is wrong", value: recall.reason },
                { word: "What can happen", value: recall.hazard },
                { word: "What the buyer shall do", value: recall.instructions },
                {
                  word: "What the buyer gets",
                  value: recall.remedies.map((remedy) => REMEDY[remedy]?.label ?? asWords(remedy)).join(", "),
                },
              ]}
            />
          </BlockStack>
        </Collapsible>
      </BlockStack>
    </Card>
  );
}
