/** Whether the token may read a field: scopes and protected customer data, as the schema file marks them. */
import { getNamedType, GraphQLError, type GraphQLResolveInfo } from "graphql";
import type { ProtectedContent } from "../state/types.ts";
import type { GraphqlContext } from "./context.ts";
import { loadAdminSchema, type AccessRule } from "./schema.ts";

type FieldRule = { access: readonly AccessRule[]; protectedContent: ProtectedContent | null };

const rules = new Map<string, FieldRule>();

function ruleOf(info: GraphQLResolveInfo): FieldRule {
  const key = `${info.parentType.name}.${info.fieldName}`;
  const known = rules.get(key);
  if (known !== undefined) return known;
  const { access, protectedFields } = loadAdminSchema();
  const typeName = getNamedType(info.returnType).name.replace(/(Connection|Edge)$/, "");
  const rule = {
    access: [access.get(key), access.get(typeName)].filter((entry) => entry !== undefined),
    protectedContent: protectedFields.get(key) ?? null,
  };
  rules.set(key, rule);
  return rule;
}

/** Writing implies reading. */
function holdsAny(granted: readonly string[], asked: readonly string[]): boolean {
  return asked.some(
    (scope) => granted.includes(scope) || granted.includes(scope.replace(/^read_/, "write_")),
  );
}

function accessDenied(what: string, requiredAccess: string): GraphQLError {
  return new GraphQLError(`Access denied for ${what} field. Required access: ${requiredAccess}`, {
    extensions: {
      code: "ACCESS_DENIED",
      documentation: "https://shopify.dev/api/usage/access-scopes",
      requiredAccess,
    },
  });
}

/** Throws ACCESS_DENIED as Shopify answers it: per field, beside the data that may be seen. */
export function checkAccess(info: GraphQLResolveInfo, context: GraphqlContext): void {
  const rule = ruleOf(info);
  for (const { scopes, requiredAccess } of rule.access) {
    if (!holdsAny(context.scopes, scopes)) throw accessDenied(info.fieldName, requiredAccess);
  }
  if (rule.protectedContent !== null && !context.shop.protectedData[rule.protectedContent]) {
    throw new GraphQLError(
      `This app is not approved to use the ${info.fieldName} field. See https://partners.shopify.com/1/apps/1/customer_data for more details.`,
      {
        extensions: {
          code: "ACCESS_DENIED",
          documentation: "https://partners.shopify.com/1/apps/1/customer_data",
        },
      },
    );
  }
}

/** For what the schema file marks only in words: node lookups, and mutations whose scope depends on the resource. */
export function requireScope(context: GraphqlContext, fieldName: string, scope: string): void {
  if (!holdsAny(context.scopes, [scope])) throw accessDenied(fieldName, `\`${scope}\` access scope.`);
}

export function requireTypeAccess(context: GraphqlContext, fieldName: string, typeName: string): void {
  const rule = loadAdminSchema().access.get(typeName);
  if (rule !== undefined && !holdsAny(context.scopes, rule.scopes))
    throw accessDenied(fieldName, rule.requiredAccess);
}
