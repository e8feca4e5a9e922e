import { BlockStack, Card, ChoiceList, InlineGrid, Link, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { errorAt } from "#app/components/frame/action-result.ts";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { checkWording } from "#app/domain/recall-wording.ts";
import { checkNotice, sayWarning } from "./notice-draft.ts";
import { NoticePreview } from "./notice-preview.tsx";
import type { NoticeDraft } from "./recall-data.ts";
import { REMEDY } from "./ring-words.ts";
import { StepButtons } from "#app/components/frame/step-buttons.tsx";

interface WriteNoticeProps {
  notice: NoticeDraft;
  batchIds: string[];
  replyTo: string | null;
  drill: boolean;
  onChange: (change: Partial<NoticeDraft>) => void;
  onBack: () => void;
  onNext: () => void;
}

/** What buyers will read, with the mail beside it as they will see it. */
export function WriteNotice({
  notice,
  batchIds,
  replyTo,
  drill,
  onChange,
  onBack,
  onNext,
}: WriteNoticeProps) {
  const [refused, setRefused] = useState<ActionFailure | null>(null);
  // Once refused, a mark goes away as soon as its field is filled in.
  const errors = refused === null ? [] : checkNotice(notice);
  const next = () => {
    const missing = checkNotice(notice);
    if (missing.length === 0) onNext();
    else
      setRefused({
        title: "The notice is not complete",
        detail: "Fill in the marked fields.",
        errors: missing,
      });
  };
  const text = (
    name: keyof NoticeDraft,
    label: string,
    more: { help?: string; example?: string; lines?: number },
  ) => (
    <TextField
      label={label}
      value={String(notice[name])}
      onChange={(value) => onChange({ [name]: value })}
      error={errorAt({ errors }, name)}
      autoComplete="off"
      {...(more.help === undefined ? {} : { helpText: more.help })}
      {...(more.example === undefined ? {} : { placeholder: more.example })}
      {...(more.lines === undefined ? {} : { multiline: more.lines })}
    />
  );
  return (
    <div data-form>
      <BlockStack gap="400">
        <FailureBanner failure={errors.length === 0 ? null : refused} />
        <InlineGrid columns={{ xs: 1, md: 2 }} gap="400" alignItems="start">
          <BlockStack gap="400">
            <Card>
              <BlockStack gap="400">
                <Text as="h2" variant="headingLg">
                  {drill ? "What would buyers read?" : "What shall buyers read?"}
                </Text>
                {text("reason", "What is wrong", {
                  example: "Glass splinters were found in some jars.",
                  lines: 2,
                })}
                {text("hazard", "What can happen", { example: "Splinters can cut skin.", lines: 2 })}
                {text("instructions", "What the buyer shall do now", { lines: 3 })}
                <ChoiceList
                  allowMultiple
                  title="What the buyer gets"
                  choices={Object.entries(REMEDY).map(([value, { label, detail }]) => ({
                    value,
                    label,
                    helpText: detail,
                  }))}
                  selected={notice.remedies}
                  onChange={(remedies) => onChange({ remedies: remedies as NoticeDraft["remedies"] })}
                />
              </BlockStack>
            </Card>
            <Card>
              <BlockStack gap="400">
                <Text as="h2" variant="headingMd">
                  The message
                </Text>
                {text("subject", "Subject", {})}
                {text("body", "Opening", {
                  lines: 4,
                  help: "{{name}}, {{shop}}, {{number}} and {{batches}} are filled in for each buyer. Products, units and batch codes follow by themselves.",
                })}
                <Text as="p" tone="subdued">
                  Replies go to {replyTo ?? "your shop’s own e-mail address"}.{" "}
                  <Link url="/app/settings">Change it in Settings</Link>
                </Text>
              </BlockStack>
            </Card>
            <Hints notice={notice} />
          </BlockStack>
          <div className="bb-beside">
            <NoticePreview notice={notice} batchIds={batchIds} canTest={!drill} />
          </div>
        </InlineGrid>
        <StepButtons next={{ label: "Check and launch", onClick: next }} onBack={onBack} />
      </BlockStack>
    </div>
  );
}

/** Not errors: what a regulator may ask for, said while there is time to change it. */
function Hints({ notice }: { notice: NoticeDraft }) {
  const hints = [...new Set(checkWording(notice).map(sayWarning))];
  if (hints.length === 0) return null;
  return (
    <Card background="bg-surface-caution">
      <BlockStack gap="200">
        <Text as="h2" variant="headingSm">
          Look at these before you send
        </Text>
        <ul className="bb-plain-list">
          {hints.map((hint) => (
            <li key={hint}>{hint}</li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}
