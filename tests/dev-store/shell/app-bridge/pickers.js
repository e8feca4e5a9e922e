/** `shopify.resourcePicker`: the chosen resources, or undefined when the merchant closes it. */
export function createResourcePicker(channel) {
  return async (options) => {
    const selection = await channel.request("resource-picker", options);
    // Deprecated, but typed as present: the result carries itself.
    return selection && Object.assign(selection, { selection });
  };
}

/** `shopify.picker`: resolves at once; `selected` resolves with ids, or undefined when closed. */
export function createPicker(channel) {
  return async (options) => ({ selected: channel.request("picker", options) });
}
