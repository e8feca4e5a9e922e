/** Who bought: the name, else what else is known of them; null when nothing is, or it was redacted. */
export function sayBuyer(of: {
  buyerName: string | null;
  buyerEmail: string | null;
  buyerPhone: string | null;
}): string | null {
  return of.buyerName ?? of.buyerEmail ?? of.buyerPhone;
}
