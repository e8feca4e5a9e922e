import { BlockStack, Button, InlineError } from "@shopify/polaris";
import { useId, useState } from "react";
import { saveFile } from "./save-file.ts";

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
      saveFile(await response.blob(), fileName);
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
