/** A drawn picture of a product, so that the shop needs no photographs from elsewhere. */
import type { SeedProduct } from "./soap-catalogue.ts";

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function drawing(shape: SeedProduct["shape"], body: string, accent: string): string {
  switch (shape) {
    case "bar":
      return `<rect x="130" y="220" width="340" height="190" rx="34" fill="${body}"/><rect x="160" y="246" width="280" height="138" rx="22" fill="none" stroke="${accent}" stroke-width="8"/><path d="M300 266c-34 34-34 66 0 98 34-32 34-64 0-98z" fill="${accent}"/>`;
    case "jar":
      return `<rect x="190" y="200" width="220" height="270" rx="26" fill="${body}"/><rect x="190" y="290" width="220" height="110" fill="${accent}"/><rect x="296" y="158" width="8" height="46" fill="#5b4a3a"/><path d="M300 104c26 30 22 56 0 62-22-6-26-32 0-62z" fill="#f6b645"/>`;
    case "tin":
      return `<ellipse cx="300" cy="390" rx="170" ry="60" fill="${body}"/><rect x="130" y="320" width="340" height="70" fill="${body}"/><ellipse cx="300" cy="320" rx="170" ry="60" fill="${accent}"/><ellipse cx="300" cy="320" rx="120" ry="38" fill="none" stroke="${body}" stroke-width="8"/>`;
    case "bag":
      return `<path d="M190 180h220l30 290H160z" fill="${body}"/><rect x="220" y="290" width="160" height="110" rx="10" fill="${accent}"/><rect x="190" y="160" width="220" height="34" rx="8" fill="#c9a777"/>`;
    case "card":
      return `<rect x="110" y="200" width="380" height="230" rx="22" fill="${body}"/><rect x="110" y="260" width="380" height="34" fill="${accent}"/><path d="M300 320c-30 30-30 56 0 82 30-26 30-52 0-82z" fill="${accent}"/>`;
  }
}

export function productPicture(product: SeedProduct): Buffer {
  const [body, accent] = product.colours;
  const title = escapeXml(product.title);
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" width="600" height="600" role="img" aria-label="${title}">` +
      `<rect width="600" height="600" fill="#f6f3ec"/><ellipse cx="300" cy="480" rx="210" ry="22" fill="#e3ddcf"/>` +
      `${drawing(product.shape, body, accent)}` +
      `<text x="300" y="560" font-family="Georgia, serif" font-size="30" text-anchor="middle" fill="#4b4638">${title}</text></svg>`,
  );
}
