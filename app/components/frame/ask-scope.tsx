import { Button, Text } from "@shopify/polaris";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useState } from "react";

interface AskScopeProps {
  scope: string;
  /** On the button. */
  label: string;
  /** Said when the merchant does not allow it. */
  refused: string;
  /** What follows a grant is on its way. */
  busy: boolean;
  onGranted: () => void;
}

/** A button that has Shopify ask the merchant whether the app may do more, and says what the answer was. */
export function AskScope({ scope, label, refused, busy, onGranted }: AskScopeProps) {
  const shopify = useAppBridge();
  const [said, setSaid] = useState<string | null>(null);
  const ask = async (): Promise<void> => {
    const { result } = await shopify.scopes.request([scope]);
    if (result === "granted-all") onGranted();
    else setSaid(refused);
  };
  return (
    <>
      <Button
        loading={busy}
        onClick={() => {
          setSaid(null);
          ask().catch(() => setSaid("Shopify did not answer. Try again."));
        }}
      >
        {label}
      </Button>
      <div aria-live="polite">{said === null ? null : <Text as="p">{said}</Text>}</div>
    </>
  );
}
