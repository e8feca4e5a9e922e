/** What the recipients of a recall can be narrowed to; null means all. */
export const RECIPIENT_TABS: { id: string; label: string; statuses: readonly string[] | null }[] = [
  { id: "all", label: "All", statuses: null },
  { id: "sent", label: "Sent", statuses: ["accepted", "acknowledged", "remedied"] },
  { id: "waiting", label: "Waiting", statuses: ["queued", "sending"] },
  { id: "problems", label: "Problems", statuses: ["bounced", "failed", "uncertain"] },
  { id: "unreachable", label: "Not reachable", statuses: ["unreachable"] },
];

/** The statuses to ask for; undefined for all, and for a name that is none. */
export function recipientStatuses(show: string | null): readonly string[] | undefined {
  return RECIPIENT_TABS.find((tab) => tab.id === show)?.statuses ?? undefined;
}
