import { element } from "./dom.js";

/** A small square picture, empty when there is none. */
export function pictureOf(image, title) {
  const picture = image && element("img", { src: image.originalSrc, alt: title, loading: "lazy" });
  return element("span", { class: "thumbnail thumbnail--small" }, picture);
}
