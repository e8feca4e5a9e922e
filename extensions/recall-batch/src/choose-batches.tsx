import { useEffect, useRef, useState } from "preact/hooks";
import type { Batch } from "../../../app/contracts/batch.ts";
import type { Choice } from "./choice.ts";
import { Counts } from "./counts.tsx";
import { listBatches, messageOf, previewRecall } from "./recall-api.ts";

interface Props {
  productGid: string;
  chosen: Choice | null;
  onChosen: (choice: Choice | null) => void;
  onContinue: () => void;
}

export function ChooseBatches({ productGid, chosen, onChosen, onContinue }: Props) {
  const { i18n } = shopify;
  const [batches, setBatches] = useState<Batch[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [counting, setCounting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  // Answers may come back in another order than the choices were made: only the last one counts.
  const latestChoice = useRef(0);

  const load = async (after: string | null) => {
    setProblem(null);
    try {
      const page = await listBatches(productGid, after);
      setBatches((former) => [...(after === null ? [] : (former ?? [])), ...page.items]);
      setNext(page.nextCursor);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  useEffect(() => void load(null), [productGid]);

  const choose = async (ids: string[]) => {
    const turn = (latestChoice.current += 1);
    const picked = (batches ?? []).filter((batch) => ids.includes(batch.id));
    setProblem(null);
    onChosen(null);
    if (picked.length === 0) {
      setCounting(false);
      return;
    }
    setCounting(true);
    try {
      const preview = await previewRecall(picked.map((batch) => batch.id));
      if (turn === latestChoice.current) onChosen({ batches: picked, preview });
    } catch (error) {
      if (turn === latestChoice.current) setProblem(messageOf(error));
    } finally {
      if (turn === latestChoice.current) setCounting(false);
    }
  };

  return (
    <s-admin-action heading={i18n.translate("heading")} loading={batches === null && problem === null}>
      <s-stack gap="base">
        {problem !== null && (
          <s-banner tone="critical" heading={problem}>
            <s-button
              onClick={() =>
                void (batches === null ? load(null) : choose(chosen?.batches.map((batch) => batch.id) ?? []))
              }
            >
              {i18n.translate("retry")}
            </s-button>
          </s-banner>
        )}
        {batches?.length === 0 && <s-paragraph>{i18n.translate("none")}</s-paragraph>}
        {batches !== null && batches.length > 0 && (
          <s-choice-list
            label={i18n.translate("choose")}
            name="batches"
            multiple
            onChange={(event) => void choose(event.currentTarget.values)}
          >
            {batches.map((batch) => (
              <s-choice
                key={batch.id}
                value={batch.id}
                disabled={batch.status === "draft"}
                selected={chosen?.batches.some(({ id }) => id === batch.id) ?? false}
              >
                {batch.code}
                <s-text slot="details">{describe(batch)}</s-text>
              </s-choice>
            ))}
          </s-choice-list>
        )}
        {next !== null && <s-button onClick={() => void load(next)}>{i18n.translate("more")}</s-button>}
        {counting && (
          <s-stack direction="inline" gap="small" alignItems="center">
            <s-spinner accessibilityLabel={i18n.translate("counting")} />
            <s-text>{i18n.translate("counting")}</s-text>
          </s-stack>
        )}
        {chosen !== null && <Counts preview={chosen.preview} />}
      </s-stack>
      <s-button slot="primary-action" variant="primary" disabled={chosen === null} onClick={onContinue}>
        {i18n.translate("continue")}
      </s-button>
      <s-button slot="secondary-actions" onClick={() => shopify.close()}>
        {i18n.translate("cancel")}
      </s-button>
    </s-admin-action>
  );
}

function describe(batch: Batch): string {
  const { i18n } = shopify;
  const units = (bucket: "shipped" | "promised" | "remaining") =>
    batch.items.reduce((total, item) => total + item[bucket], 0);
  return i18n.translate("batch", {
    status: i18n.translate(`status.${batch.status}`),
    madeAt: i18n.formatDate(new Date(batch.madeAt), { dateStyle: "medium" }),
    shipped: i18n.formatNumber(units("shipped")),
    promised: i18n.formatNumber(units("promised")),
    remaining: i18n.formatNumber(units("remaining")),
  });
}
