/** What Fern & Tallow sells. */
import type { CreateProductInput, VariantInput } from "../state/products/create-product.ts";

export type SeedProduct = {
  title: string;
  type: "Soap" | "Candle" | "Care" | "Gift card";
  /** How the picture is drawn. */
  shape: "bar" | "jar" | "tin" | "bag" | "card";
  colours: [body: string, accent: string];
  description: string;
  code: string;
  variants: { title: string; code: string; priceCents: number; grams: number }[];
};

const soapSizes = (barCents: number): SeedProduct["variants"] => [
  { title: "Bar 120 g", code: "120", priceCents: barCents, grams: 120 },
  { title: "Guest bar 40 g", code: "040", priceCents: Math.round(barCents * 0.45), grams: 40 },
];

const candleSizes: SeedProduct["variants"] = [
  { title: "Small 150 g", code: "150", priceCents: 1900, grams: 310 },
  { title: "Large 300 g", code: "300", priceCents: 3200, grams: 560 },
];

export const SOAP_CATALOGUE: readonly SeedProduct[] = [
  {
    title: "Lavender & Oat Soap",
    type: "Soap",
    shape: "bar",
    colours: ["#b9a6d6", "#efe3c8"],
    code: "LAV",
    description: "Cold-process soap with colloidal oat. Cures six weeks.",
    variants: soapSizes(900),
  },
  {
    title: "Cedar & Charcoal Soap",
    type: "Soap",
    shape: "bar",
    colours: ["#4a4a4f", "#a9835b"],
    code: "CED",
    description: "Activated charcoal, cedarwood and a little tea tree.",
    variants: soapSizes(900),
  },
  {
    title: "Bergamot & Clay Soap",
    type: "Soap",
    shape: "bar",
    colours: ["#d9a05b", "#f4e6cf"],
    code: "BER",
    description: "French pink clay with bergamot and sweet orange.",
    variants: soapSizes(950),
  },
  {
    title: "Rose Geranium Soap",
    type: "Soap",
    shape: "bar",
    colours: ["#d98a9b", "#f7dde0"],
    code: "ROS",
    description: "Rose geranium from our own still, madder root for colour.",
    variants: soapSizes(950),
  },
  {
    title: "Sea Salt & Mint Soap",
    type: "Soap",
    shape: "bar",
    colours: ["#8fc4b7", "#eef6f2"],
    code: "SEA",
    description: "A hard bar with sea salt and peppermint.",
    variants: soapSizes(900),
  },
  {
    title: "Calendula Baby Soap",
    type: "Soap",
    shape: "bar",
    colours: ["#f1c75b", "#fff4d6"],
    code: "CAL",
    description: "Unscented, calendula-infused olive oil.",
    variants: [{ title: "Default Title", code: "100", priceCents: 850, grams: 100 }],
  },
  {
    title: "Rosemary Shampoo Bar",
    type: "Soap",
    shape: "bar",
    colours: ["#7fa07a", "#dfe9d5"],
    code: "SHA",
    description: "Solid shampoo with rosemary and nettle.",
    variants: [
      { title: "65 g", code: "065", priceCents: 1100, grams: 65 },
      { title: "90 g", code: "090", priceCents: 1450, grams: 90 },
    ],
  },
  {
    title: "Beeswax Candle",
    type: "Candle",
    shape: "jar",
    colours: ["#e8b64c", "#fbe9bd"],
    code: "BEE",
    description: "Pure beeswax from two hives down the road.",
    variants: candleSizes,
  },
  {
    title: "Fig Leaf Candle",
    type: "Candle",
    shape: "jar",
    colours: ["#6f8f63", "#e4ead9"],
    code: "FIG",
    description: "Soy wax, fig leaf and black pepper.",
    variants: candleSizes,
  },
  {
    title: "Winter Pine Candle",
    type: "Candle",
    shape: "jar",
    colours: ["#2f5d50", "#d8e5df"],
    code: "PIN",
    description: "Soy wax, Scots pine and smoke.",
    variants: candleSizes,
  },
  {
    title: "Lavender Fields Candle",
    type: "Candle",
    shape: "jar",
    colours: ["#8e7cc3", "#e9e3f6"],
    code: "LFC",
    description: "Soy wax with true lavender.",
    variants: [...candleSizes, { title: "Travel tin 80 g", code: "080", priceCents: 1200, grams: 120 }],
  },
  {
    title: "Lip Balm",
    type: "Care",
    shape: "tin",
    colours: ["#e2a28a", "#fbe6dc"],
    code: "LIP",
    description: "Beeswax, cocoa butter and jojoba.",
    variants: [
      { title: "Honey", code: "HON", priceCents: 550, grams: 15 },
      { title: "Mint", code: "MIN", priceCents: 550, grams: 15 },
      { title: "Unscented", code: "UNS", priceCents: 550, grams: 15 },
    ],
  },
  {
    title: "Gardener's Hand Salve",
    type: "Care",
    shape: "tin",
    colours: ["#9aa86b", "#edf0dd"],
    code: "SAL",
    description: "Comfrey and calendula in tallow.",
    variants: [
      { title: "30 ml", code: "030", priceCents: 1000, grams: 45 },
      { title: "60 ml", code: "060", priceCents: 1700, grams: 80 },
    ],
  },
  {
    title: "Eucalyptus Bath Salts",
    type: "Care",
    shape: "bag",
    colours: ["#7fb0b8", "#e5f1f3"],
    code: "SALT",
    description: "Epsom and sea salt with eucalyptus.",
    variants: [
      { title: "250 g", code: "250", priceCents: 1200, grams: 265 },
      { title: "500 g", code: "500", priceCents: 2000, grams: 520 },
    ],
  },
  {
    title: "Fern & Tallow Gift Card",
    type: "Gift card",
    shape: "card",
    colours: ["#3e6b4f", "#f0e9d8"],
    code: "GIFT",
    description: "By email, never expires.",
    variants: [
      { title: "$25", code: "025", priceCents: 2500, grams: 0 },
      { title: "$50", code: "050", priceCents: 5000, grams: 0 },
    ],
  },
];

export function productInput(
  seed: SeedProduct,
  pictureUrl: string,
  firstBarcode: number,
): CreateProductInput {
  const isGiftCard = seed.type === "Gift card";
  const variants: VariantInput[] = seed.variants.map((variant, index) => ({
    title: variant.title,
    sku: `FT-${seed.code}-${variant.code}`,
    barcode: isGiftCard ? null : String(firstBarcode + index),
    priceCents: variant.priceCents,
    grams: variant.grams,
    requiresShipping: !isGiftCard,
    quantity: 400,
  }));
  return {
    title: seed.title,
    vendor: "Fern & Tallow",
    productType: seed.type,
    tags: [seed.type.toLowerCase(), "handmade"],
    descriptionHtml: `<p>${seed.description}</p>`,
    isGiftCard,
    optionNames:
      seed.variants.length === 1
        ? ["Title"]
        : [seed.type === "Care" && seed.code === "LIP" ? "Flavour" : "Size"],
    image: { url: pictureUrl, alt: seed.title, width: 600, height: 600 },
    variants,
  };
}
