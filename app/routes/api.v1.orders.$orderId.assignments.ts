import { correctAssignmentBody } from "#app/contracts/assignment.ts";
import { assignmentProblem } from "#app/contracts/assignment-refusal.ts";
import { endpoint, sends, writes } from "#app/contracts/endpoint.ts";
import { order } from "#app/contracts/order.ts";
import { correctAssignment } from "#app/services/correct-assignment.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

const api = endpoint(authenticateAdmin, {
  POST: writes(correctAssignmentBody, async ({ ctx, actor, params, input }) => {
    const result = await correctAssignment(ctx, params["orderId"] ?? "", input, actor);
    return result.ok ? sends(order, result.order) : assignmentProblem(result.error);
  }),
});

export const loader = api.loader;
export const action = api.action;
