import { useEffect, useState } from "preact/hooks";
import type { LaunchedRecall, Remedy } from "../../../app/contracts/recall.ts";
import type { Choice } from "./choice.ts";
import { counted } from "./counted.ts";
import { LaunchedBefore } from "./launched-before.tsx";
import { launchRecall, messageOf, RefusedError } from "./recall-api.ts";

interface Props {
  choice: Choice;
  productGid: string;
  /** One launch per key: pressing twice, or again after a lost answer, also with another text, launches one recall. */
  idempotencyKey: string;
  onBack: () => void;
  onLaunched: (recall: LaunchedRecall) => void;
}

const FIELDS = ["reason", "hazard", "instructions", "subject", "body"] as const;
type Field = (typeof FIELDS)[number];

const REMEDIES: Remedy[] = ["refund", "replacement", "disposal"];

export function WriteNotice({ choice, productGid, idempotencyKey, onBack, onLaunched }: Props) {
  const { i18n } = shopify;
  const codes = choice.batches.map((batch) => batch.code).join(", ");
  const { affected, groups } = choice.preview;
  // Buyers without an address are recalled too, but no email reaches them.
  const mailable = affected.buyers - groups.noContact.buyers;
  const [texts, setTexts] = useState<Record<Field, string>>(() => ({
    reason: "",
    hazard: "",
    instructions: i18n.translate("defaults.instructions"),
    subject: i18n.translate("defaults.subject", { codes }),
    body: i18n.translate("defaults.body", { codes }),
  }));
  const [remedies, setRemedies] = useState<Remedy[]>(["refund"]);
  const [touched, setTouched] = useState(false);
  const [launching, setLaunching] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [former, setFormer] = useState<RefusedError["recall"]>(null);

  // The product's name makes the subject recognisable in an inbox; without it the batch code has to do.
  useEffect(() => {
    void productTitle(productGid).then((product) => {
      if (product === null) return;
      setTexts((texts) =>
        texts.subject === i18n.translate("defaults.subject", { codes })
          ? {
              ...texts,
              subject: i18n.translate("defaults.subjectWithProduct", { product, codes }),
              body: i18n.translate("defaults.bodyWithProduct", { product, codes }),
            }
          : texts,
      );
    });
  }, [productGid, codes]);

  const missing = (field: Field) => texts[field].trim() === "";
  const launch = async () => {
    setTouched(true);
    if (launching || FIELDS.some(missing)) return;
    setLaunching(true);
    setProblem(null);
    try {
      onLaunched(
        await launchRecall({
          batchIds: choice.batches.map((batch) => batch.id),
          ring: "probable",
          drill: false,
          reason: texts.reason.trim(),
          hazard: texts.hazard.trim(),
          instructions: texts.instructions.trim(),
          remedies,
          notice: { subject: texts.subject.trim(), body: texts.body.trim() },
          idempotencyKey,
        }),
      );
    } catch (error) {
      if (error instanceof RefusedError && error.recall !== null) setFormer(error.recall);
      else setProblem(messageOf(error));
      setLaunching(false);
    }
  };

  const field = (name: Field) => ({
    label: i18n.translate(`fields.${name}`),
    value: texts[name],
    required: true,
    error: touched && missing(name) ? i18n.translate("required") : "",
    onInput: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setTexts((texts) => ({ ...texts, [name]: value }));
    },
  });

  if (former !== null) return <LaunchedBefore recall={former} />;
  return (
    <s-admin-action heading={i18n.translate("noticeHeading", { codes })} loading={false}>
      <s-stack gap="base">
        {problem !== null && (
          <s-banner tone="critical" heading={i18n.translate("notLaunched")}>
            {problem}
          </s-banner>
        )}
        <s-banner
          tone="warning"
          heading={
            affected.orders === 0
              ? i18n.translate("affected.none")
              : i18n.translate("consequence", {
                  buyers: counted("buyers", mailable),
                  orders: counted("orders", affected.orders),
                })
          }
        >
          {i18n.translate("consequenceDetail", { codes })}
        </s-banner>
        <s-text-field {...field("reason")} details={i18n.translate("hints.reason")} />
        <s-text-field {...field("hazard")} details={i18n.translate("hints.hazard")} />
        <s-text-area {...field("instructions")} rows={3} />
        <s-choice-list
          label={i18n.translate("fields.remedies")}
          name="remedies"
          multiple
          onChange={(event) => {
            const { values } = event.currentTarget;
            setRemedies(REMEDIES.filter((remedy) => values.includes(remedy)));
          }}
        >
          {REMEDIES.map((remedy) => (
            <s-choice key={remedy} value={remedy} selected={remedies.includes(remedy)}>
              {i18n.translate(`remedies.${remedy}`)}
            </s-choice>
          ))}
        </s-choice-list>
        <s-text-field {...field("subject")} />
        <s-text-area {...field("body")} rows={6} details={i18n.translate("hints.body")} />
      </s-stack>
      <s-button
        slot="primary-action"
        variant="primary"
        tone="critical"
        loading={launching}
        onClick={() => void launch()}
      >
        {i18n.translate(mailable === 0 ? "launchQuietly" : "launch", { buyers: counted("buyers", mailable) })}
      </s-button>
      <s-button slot="secondary-actions" disabled={launching} onClick={onBack}>
        {i18n.translate("back")}
      </s-button>
    </s-admin-action>
  );
}

async function productTitle(gid: string): Promise<string | null> {
  try {
    const { data } = await shopify.query<{ product: { title: string } | null }>(
      "query RecallProduct($id: ID!) { product(id: $id) { title } }",
      { variables: { id: gid } },
    );
    return data?.product?.title ?? null;
  } catch {
    return null;
  }
}
