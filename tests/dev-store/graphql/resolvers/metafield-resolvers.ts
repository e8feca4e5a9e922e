import { createHash } from "node:crypto";
import { gid } from "../../state/gid.ts";
import type { Metafield, Shop } from "../../state/types.ts";
import { connection, type ConnectionArgs } from "../connection.ts";
import type { GraphqlContext, TypeResolvers } from "../context.ts";

/** `$app` and `$app:rest` are the app's own namespaces. */
export function namespaceOf(context: GraphqlContext, namespace: string | null | undefined): string {
  const own = `app--${context.apiKey}`;
  if (namespace === null || namespace === undefined || namespace === "$app") return own;
  return namespace.startsWith("$app:") ? `${own}--${namespace.slice(5)}` : namespace;
}

export function metafieldsOf(shop: Shop, ownerGid: string): Map<string, Metafield> {
  return shop.metafields.get(ownerGid) ?? new Map<string, Metafield>();
}

export function digestOf(metafield: Metafield): string {
  return createHash("sha256").update(`${metafield.type}:${metafield.value}`).digest("hex");
}

/** The fields `metafield` and `metafields` of a type that has them. */
export function metafieldResolvers(typeName: string): TypeResolvers {
  const ownerOf = (source: { id: number }): string => gid(typeName, source.id);
  return {
    metafield: (source: { id: number }, args: { namespace?: string; key: string }, context) =>
      metafieldsOf(context.shop, ownerOf(source)).get(
        `${namespaceOf(context, args.namespace)}.${args.key}`,
      ) ?? null,
    metafields: (
      source: { id: number },
      args: ConnectionArgs & { namespace?: string; keys?: string[] },
      context,
    ) => {
      const namespace = args.namespace == null ? null : namespaceOf(context, args.namespace);
      const found = [...metafieldsOf(context.shop, ownerOf(source)).values()].filter(
        (metafield) =>
          (namespace === null || metafield.namespace === namespace) &&
          (args.keys == null || args.keys.includes(`${metafield.namespace}.${metafield.key}`)),
      );
      return connection(found, args, (metafield) => metafield.id);
    },
  };
}

export const metafieldTypeResolvers: TypeResolvers = {
  compareDigest: digestOf,
  jsonValue: (metafield: Metafield) => {
    try {
      return JSON.parse(metafield.value) as unknown;
    } catch {
      return metafield.value;
    }
  },
  sizeInBytes: (metafield: Metafield) => Buffer.byteLength(metafield.value),
  ownerType: (metafield: Metafield) => (/shopify\/(\w+)\//.exec(metafield.ownerGid)?.[1] ?? "").toUpperCase(),
};
