import { Button, InlineStack } from "@shopify/polaris";

interface StepButtonsProps {
  next: { label: string; critical?: boolean; disabled?: boolean; busy?: boolean; onClick: () => void };
  onBack?: () => void;
}

/** One dominant button, and the way back. */
export function StepButtons({ next, onBack }: StepButtonsProps) {
  return (
    <div className="bb-step-buttons">
      <InlineStack align="space-between" blockAlign="center" gap="300">
        {onBack === undefined ? (
          <span />
        ) : (
          <Button onClick={onBack} disabled={next.busy === true}>
            Back
          </Button>
        )}
        <Button
          variant="primary"
          size="large"
          {...(next.critical === true ? { tone: "critical" as const } : {})}
          disabled={next.disabled === true}
          loading={next.busy === true}
          onClick={next.onClick}
        >
          {next.label}
        </Button>
      </InlineStack>
    </div>
  );
}
