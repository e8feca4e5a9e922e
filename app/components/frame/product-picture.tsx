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

/** Up to three pictures, overlapping, and how many more there are. */
export function ProductPictures({ urls }: { urls: (string | null)[] }) {
  const shown = urls.slice(0, 3);
  return (
    <span className="bb-pictures">
      {shown.map((url, index) => (
        <ProductPicture key={index} url={url} size={36} />
      ))}
      {urls.length > shown.length ? (
        <span className="bb-pictures-more">+{urls.length - shown.length}</span>
      ) : null}
    </span>
  );
}
