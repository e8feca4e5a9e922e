import { useNavigate } from "@remix-run/react";
import { BlockStack } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import type { BatchFileBody, BatchImportPreview, ImportBatchesBody } from "#app/contracts/batch-import.ts";
import { AppPage } from "#app/components/frame/app-page.tsx";
import { StepBar } from "#app/components/frame/step-bar.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import { CheckImport } from "./check-import.tsx";
import { ChooseFile } from "./choose-file.tsx";
import type { GivenFile } from "./choose-file.tsx";

export const IMPORT_STEPS = ["File", "Check", "Import"];

/** What was given, what it would make, and under which id it would be imported. */
interface Checked {
  file: GivenFile;
  preview: BatchImportPreview;
  /** One for each file that is given: pressing twice imports once. */
  importId: string;
}

/** Past batches out of a spreadsheet: choose the file, look at what it would make, import it. Nothing happens before that. */
export function ImportPage() {
  const [given, setGiven] = useState<GivenFile | null>(null);
  const [checked, setChecked] = useState<Checked | null>(null);
  const navigate = useNavigate();
  const top = useRef<HTMLDivElement>(null);
  const looking = useAction<BatchFileBody, BatchImportPreview>({
    to: "/app/batches/import/preview",
    onDone: (preview) => {
      if (given === null) return;
      const importId = checked?.file === given ? checked.importId : crypto.randomUUID();
      setChecked({ file: given, preview, importId });
    },
  });
  const importing = useAction<ImportBatchesBody, { id: string }>({
    onDone: ({ id }) => navigate(`/app/batches/import/${id}`),
  });
  const step = checked === null ? 0 : 1;
  useEffect(() => {
    window.scrollTo({ top: 0 });
    top.current?.focus({ preventScroll: true });
  }, [step]);

  return (
    <AppPage title="Import batches" back={{ label: "Batches", to: "/app/batches" }}>
      <BlockStack gap="400">
        <div ref={top} tabIndex={-1} className="bb-focusable">
          <StepBar steps={IMPORT_STEPS} current={step} />
        </div>
        {checked === null ? (
          <ChooseFile
            busy={looking.busy}
            failure={looking.failure}
            onGiven={(file) => {
              setGiven(file);
              looking.send({ text: file.text, columns: null, dayOrder: null });
            }}
          />
        ) : (
          <CheckImport
            file={checked.file}
            preview={checked.preview}
            looking={looking}
            importing={importing}
            importId={checked.importId}
            onBack={() => {
              looking.clear();
              importing.clear();
              setGiven(null);
              setChecked(null);
            }}
          />
        )}
      </BlockStack>
    </AppPage>
  );
}
