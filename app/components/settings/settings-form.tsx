import { Banner, BlockStack, Box, Card, InlineStack, Layout, List, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { Settings, SettingsBody } from "#app/contracts/settings.ts";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { errorAt, errorsBeside } from "#app/components/frame/action-result.ts";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { SaveForm } from "#app/components/frame/save-form.tsx";
import { useShopClock } from "#app/components/frame/shop-clock.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import { codeWarnings } from "#app/domain/batch-code-warnings.ts";
import { parseCodeTemplate, renderCode } from "#app/domain/batch-code.ts";
import { RulesSections } from "./rules-sections.tsx";
import { changedSettings, checkSettings, settingsDraft } from "./settings-draft.ts";
import type { SettingsDraft } from "./settings-draft.ts";

interface SettingsFormProps {
  saved: Settings;
}

const EXAMPLE = { product: "Lavender soap", sku: "LAV-90", sequence: 42 };

/** Fields that show their own message. */
const WITH_MESSAGE = ["codeTemplate", "replyTo", "minShelfLifeDays"];

/** What a merchant sets once. */
export function SettingsForm({ saved }: SettingsFormProps) {
  const [draft, setDraft] = useState(settingsDraft(saved));
  const [dirty, setDirty] = useState(false);
  const [checked, setChecked] = useState<ActionFailure | null>(null);
  const action = useAction<SettingsBody>({ onDone: () => setDirty(false) });
  const failure = checked ?? action.failure;
  const parsed = parseCodeTemplate(draft.codeTemplate);

  const set = (change: Partial<SettingsDraft>) => {
    setDraft((before) => ({ ...before, ...change }));
    setDirty(true);
  };
  const save = () => {
    action.clear();
    const errors = checkSettings(draft);
    setChecked(
      errors.length === 0 ? null : { title: "The settings are not saved yet", detail: null, errors },
    );
    if (errors.length === 0) action.send(changedSettings(draft, saved));
  };
  const discard = () => {
    setDraft(settingsDraft(saved));
    setChecked(null);
    action.clear();
    setDirty(false);
  };

  return (
    <SaveForm id="settings" dirty={dirty} busy={action.busy} onSave={save} onDiscard={discard}>
      <Box paddingBlockEnd="400">
        <FailureBanner failure={failure} beside={errorsBeside(failure, WITH_MESSAGE)} />
      </Box>
      <Layout>
        <Layout.AnnotatedSection
          title="Batch codes"
          description="How a code is made when you leave the field empty. Codes that exist stay as they are."
        >
          <Card>
            <BlockStack gap="300">
              <TextField
                label="Code template"
                value={draft.codeTemplate}
                onChange={(codeTemplate) => set({ codeTemplate })}
                error={errorAt(failure, "codeTemplate") ?? (parsed.ok ? undefined : parsed.error)}
                maxLength={100}
                autoComplete="off"
                spellCheck={false}
              />
              <TemplatePreview template={draft.codeTemplate} />
              <TemplateWords />
            </BlockStack>
          </Card>
        </Layout.AnnotatedSection>
        <RulesSections draft={draft} failure={failure} onChange={set} />
        <Layout.AnnotatedSection
          title="Recall notices"
          description="Buyers answer a notice by replying to it. Choose an address that somebody reads."
        >
          <Card>
            <TextField
              label="Replies go to"
              type="email"
              placeholder="hello@example.com"
              value={draft.replyTo}
              onChange={(replyTo) => set({ replyTo })}
              error={errorAt(failure, "replyTo")}
              helpText="Left empty: your shop’s own e-mail address."
              autoComplete="email"
              maxLength={254}
            />
          </Card>
        </Layout.AnnotatedSection>
      </Layout>
    </SaveForm>
  );
}

function TemplatePreview({ template }: { template: string }) {
  const { now, timeZone } = useShopClock();
  if (!parseCodeTemplate(template).ok) return null;
  const code = renderCode(template, { ...EXAMPLE, madeAt: now, timeZone });
  const warnings = codeWarnings(code);
  return (
    <BlockStack gap="200">
      <Box background="bg-surface-secondary" borderRadius="200" padding="300">
        <InlineStack gap="200" blockAlign="baseline">
          <Text as="span" tone="subdued">
            {EXAMPLE.product} made now:
          </Text>
          <output className="bb-code">{code}</output>
        </InlineStack>
      </Box>
      {warnings.length === 0 ? null : (
        <Banner tone="warning">
          <List>
            {warnings.map((warning) => (
              <List.Item key={warning.kind}>{warning.message}</List.Item>
            ))}
          </List>
        </Banner>
      )}
    </BlockStack>
  );
}

const WORDS = [
  ["{product}", "first three letters of the product; {product:5} takes five"],
  ["{sku}", "the SKU of the first variant"],
  ["{yyMMdd}", "the day it was made; yyyy, yy, MM, dd and ddd (day of the year) in any order"],
  ["{seq}", "a number that counts up; {seq:4} has four digits"],
] as const;

function TemplateWords() {
  return (
    <dl className="bb-words">
      {WORDS.map(([word, meaning]) => (
        <div key={word}>
          <dt>
            <code>{word}</code>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
