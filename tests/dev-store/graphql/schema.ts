/** Shopify's own Admin schema, with the marks it carries: scopes asked, customer data protected. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, validateSchema, type GraphQLSchema, type IntrospectionQuery } from "graphql";
import type { ProtectedContent } from "../state/types.ts";

export const API_VERSION = "2026-10";

const SCHEMA_FILE = new URL(`../schema/admin_${API_VERSION}.json.gz`, import.meta.url);

type MarkedType = {
  name: string;
  fields: { name: string; isProtected?: boolean; protectedContent?: string | null }[] | null;
};

type ScopeItem = { typeName: string; fieldName?: string; requiredAccess: string; offlineScopes: string[] };

export type AccessRule = { scopes: readonly string[]; requiredAccess: string };

export type AdminSchema = {
  schema: GraphQLSchema;
  /** By "Type" or "Type.field". Any one of the scopes will do. */
  access: ReadonlyMap<string, AccessRule>;
  /** By "Type.field". */
  protectedFields: ReadonlyMap<string, ProtectedContent>;
};

let loaded: AdminSchema | undefined;

/** Read and checked once per process (0.4 s). Throws when the file is not a valid schema. */
export function loadAdminSchema(): AdminSchema {
  if (loaded !== undefined) return loaded;
  const file = JSON.parse(gunzipSync(readFileSync(SCHEMA_FILE)).toString("utf8")) as {
    data: IntrospectionQuery & { __schema: { types: MarkedType[] } };
    offline_scopes: { items: ScopeItem[] };
  };
  const schema = buildClientSchema(file.data);
  const problems = validateSchema(schema);
  if (problems.length > 0) throw new Error(`The Admin schema is not valid: ${problems[0]?.message}`);
  const access = new Map<string, AccessRule>();
  for (const item of file.offline_scopes.items) {
    if (item.offlineScopes.length === 0) continue;
    const key = item.fieldName === undefined ? item.typeName : `${item.typeName}.${item.fieldName}`;
    access.set(key, { scopes: item.offlineScopes, requiredAccess: item.requiredAccess });
  }
  const protectedFields = new Map<string, ProtectedContent>();
  for (const type of file.data.__schema.types as unknown as MarkedType[]) {
    for (const field of type.fields ?? []) {
      if (field.isProtected !== true) continue;
      protectedFields.set(`${type.name}.${field.name}`, field.protectedContent as ProtectedContent);
    }
  }
  loaded = { schema, access, protectedFields };
  return loaded;
}
