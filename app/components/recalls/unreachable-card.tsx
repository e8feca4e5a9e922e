import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { counted } from "#app/components/frame/figure.tsx";
import { orderUrl } from "#app/components/orders/order-url.ts";
import type { RecallRecipientRow, RecallView, RecipientPage } from "./recall-data.ts";
import { boughtUnits } from "./recipients-card.tsx";

/** The people no mail can reach, with every other way to reach them. Never a silence. */
export function UnreachableCard({ page, recall }: { page: RecipientPage; recall: RecallView }) {
  if (page.items.length === 0) return null;
  const total = recall.progress.recipients["unreachable"] ?? page.items.length;
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {counted(Math.max(total, page.items.length), "buyer")} to call or write to
          </Text>
          <Text as="p" tone="subdued">
            There is no e-mail address for them, or it does not work.
          </Text>
        </BlockStack>
        <table className="bb-table">
          <caption className="bb-visually-hidden">Buyers who cannot be reached by e-mail</caption>
          <thead>
            <tr>
              <th scope="col">Buyer</th>
              <th scope="col">Phone</th>
              <th scope="col">Postal address</th>
              <th scope="col">Orders</th>
              <th scope="col" className="bb-number">
                Units
              </th>
            </tr>
          </thead>
          <tbody>
            {page.items.map((recipient) => (
              <UnreachableRow key={recipient.id} recipient={recipient} />
            ))}
          </tbody>
        </table>
        {total > page.items.length ? (
          <Text as="p" tone="subdued">
            The first {page.items.length} are shown. Choose “Not reachable” below for all of them.
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}

function UnreachableRow({ recipient }: { recipient: RecallRecipientRow }) {
  const { name, phone, address } = recipient.contact;
  return (
    <tr>
      <th scope="row">{name ?? "No name known"}</th>
      <td data-label="Phone">
        {phone === null ? <Unknown /> : <a href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</a>}
      </td>
      <td data-label="Postal address">
        {address.length === 0 ? (
          <Unknown />
        ) : (
          <span>
            {address.map((line) => (
              <span key={line} className="bb-line">
                {line}
              </span>
            ))}
          </span>
        )}
      </td>
      <td data-label="Orders">
        <span>
          {recipient.orders.map((order) => (
            <span key={order.name} className="bb-line">
              <Link url={orderUrl(String(order.orderId))}>{order.name}</Link>
            </span>
          ))}
        </span>
      </td>
      <td className="bb-number" data-label="Units">
        {boughtUnits(recipient)}
      </td>
    </tr>
  );
}

function Unknown() {
  return (
    <Text as="span" tone="subdued">
      Not known
    </Text>
  );
}
