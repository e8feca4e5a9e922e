import { describe, expect, it } from "vitest";
import { connection, type ConnectionArgs } from "./connection.ts";

type Row = { id: number; value: number };
const rows: Row[] = [5, 3, 3, 8, 1].map((value, index) => ({ id: index + 1, value }));
const page = (args: ConnectionArgs, from = rows): ReturnType<typeof connection<Row>> =>
  connection(
    from,
    args,
    (row) => row.id,
    (row) => row.value,
  );
const ids = (args: ConnectionArgs, from = rows): number[] => page(args, from).nodes.map((row) => row.id);

describe("a connection", () => {
  it("goes by sort value, then by id, forwards and backwards", () => {
    expect(ids({ first: 10 })).toEqual([5, 2, 3, 1, 4]);
    expect(ids({ first: 10, reverse: true })).toEqual([4, 1, 3, 2, 5]);
  });

  it("pages forwards with after and backwards with before", () => {
    const first = page({ first: 2 });
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = page({ first: 2, after: first.pageInfo.endCursor });
    expect(second.nodes.map((row) => row.id)).toEqual([3, 1]);
    expect(second.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    expect(ids({ last: 2, before: second.pageInfo.startCursor })).toEqual([5, 2]);
    expect(ids({ last: 1 })).toEqual([4]);
  });

  it("neither skips nor repeats when rows come and go between the pages", () => {
    const { endCursor } = page({ first: 2 }).pageInfo;
    const later = [...rows.filter((row) => row.id !== 2), { id: 9, value: 0 }, { id: 10, value: 4 }];
    expect(ids({ first: 10, after: endCursor }, later)).toEqual([3, 10, 1, 4]);
  });

  it("refuses a cursor that is none", () => {
    expect(() => page({ first: 1, after: "nonsense" })).toThrow(/Invalid cursor/);
  });
});
