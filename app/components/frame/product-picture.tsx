import { Icon } from "@shopify/polaris";
import { ImageIcon } from "@shopify/polaris-icons";

interface ProductPictureProps {
  url: string | null;
  /** Edge in pixels, 40 when left out. */
  size?: number;
}

/** A product's picture, or a grey square of the same size. The name always stands beside it, so it has no alt text. */
export function ProductPicture({ url, size = 40 }: ProductPictureProps) {
  return (
    <span className="bb-picture" style={{ width: size, height: size }}>
      {url === null ? (
        <Icon source={ImageIcon} tone="subdued" />
      ) : (
        <img src={url} alt="" width={size} height={size} loading="lazy" decoding="async" />
      )}
    </span>
  );
}

const SHOWN_PICTURES = 3;

/** Up to three different pictures, overlapping, and how many more there are. */
export function ProductPictures({ urls }: { urls: (string | null)[] }) {
  const different = [...new Set(urls)];
  const shown = different.slice(0, SHOWN_PICTURES);
  return (
    <span className="bb-pictures">
      {shown.map((url, index) => (
        <ProductPicture key={index} url={url} size={36} />
      ))}
      {different.length > shown.length ? (
        <span className="bb-pictures-more">+{different.length - shown.length}</span>
      ) : null}
    </span>
  );
}
