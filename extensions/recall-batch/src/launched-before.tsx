interface Props {
  recall: { id: string; number: string };
}

/** The first try did arrive: what stands in the form was not sent, and sending it again would only say so again. */
export function LaunchedBefore({ recall }: Props) {
  const { i18n } = shopify;
  return (
    <s-admin-action heading={i18n.translate("launchedHeading", { number: recall.number })} loading={false}>
      <s-stack gap="base">
        <s-banner tone="warning" heading={i18n.translate("launchedBefore", { number: recall.number })}>
          {i18n.translate("launchedBeforeDetail")}
        </s-banner>
        <s-link href={`app:app/recalls/${recall.id}`}>{i18n.translate("open")}</s-link>
      </s-stack>
      <s-button slot="primary-action" variant="primary" onClick={() => shopify.close()}>
        {i18n.translate("close")}
      </s-button>
    </s-admin-action>
  );
}
