import { BlockStack, Button, InlineError } from "@shopify/polaris";
import { useId, useState } from "react";

interface DownloadButtonProps {
  children: string;
  /** Of this app; the request carries the session token, which a plain link would not. */
  url: string;
  fileName: string;
}

/** Fetches a file of the app and hands it to the browser to save. */
export function DownloadButton({ children, url, fileName }: DownloadButtonProps) {
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);

  const download = async () => {
    setBusy(true);
    setFailed(false);
    try {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`${url} answered ${response.status}`);
      save(await response.blob(), fileName);
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };

  return (
    <BlockStack gap="100" inlineAlign="start">
      <Button id={id} loading={busy} onClick={() => void download()}>
        {children}
      </Button>
      {failed ? <InlineError fieldID={id} message="The file could not be fetched. Try again." /> : null}
    </BlockStack>
  );
}

function save(blob: Blob, fileName: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
