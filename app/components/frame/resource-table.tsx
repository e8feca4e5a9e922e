import { IndexTable, Link } from "@shopify/polaris";
import type { NonEmptyArray } from "@shopify/polaris/build/ts/src/types";
import type { ReactNode } from "react";
import { useIsNarrow } from "./narrow.tsx";

export interface Column<Row> {
  title: string;
  /** Numbers stand at the end. */
  end?: boolean;
  cell: (row: Row) => ReactNode;
}

interface ResourceTableProps<Row> {
  /** Of what: "batch", "batches". */
  name: { singular: string; plural: string };
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** The page a row opens; null for rows that open none. */
  rowUrl: (row: Row) => string | null;
  /** The words that open the row: first in both forms, never an id. */
  rowName: (row: Row) => ReactNode;
  nameTitle: string;
  columns: readonly Column<Row>[];
  /** The row on a phone, below its name. */
  narrowRow: (row: Row) => ReactNode;
  loading?: boolean;
  pagination?: { hasNext: boolean; hasPrevious: boolean; onNext: () => void; onPrevious: () => void };
}

/** A table of things that open; on a phone a list of the same. */
export function ResourceTable<Row>(props: ResourceTableProps<Row>) {
  const { name, rows, columns, loading = false, pagination } = props;
  const narrow = useIsNarrow();
  const headings = [
    { title: props.nameTitle },
    ...columns.map(({ title, end = false }) => ({
      title,
      alignment: end ? ("end" as const) : ("start" as const),
    })),
  ];
  return (
    <IndexTable
      resourceName={name}
      itemCount={rows.length}
      headings={headings as unknown as NonEmptyArray<{ title: string }>}
      selectable={false}
      condensed={narrow}
      loading={loading}
      {...(pagination === undefined
        ? {}
        : { pagination: { ...pagination, accessibilityLabel: `Pages of ${name.plural}` } })}
    >
      {rows.map((row, index) => {
        const url = props.rowUrl(row);
        const opener =
          url === null ? (
            props.rowName(row)
          ) : (
            <Link dataPrimaryLink url={url} removeUnderline monochrome>
              {props.rowName(row)}
            </Link>
          );
        return (
          <IndexTable.Row id={props.rowId(row)} key={props.rowId(row)} position={index}>
            {narrow ? (
              <div className="bb-row">
                {opener}
                {props.narrowRow(row)}
              </div>
            ) : (
              <>
                <IndexTable.Cell className="bb-wrap-cell">{opener}</IndexTable.Cell>
                {columns.map((column) => (
                  <IndexTable.Cell key={column.title}>
                    <div style={column.end === true ? { textAlign: "end" } : undefined}>
                      {column.cell(row)}
                    </div>
                  </IndexTable.Cell>
                ))}
              </>
            )}
          </IndexTable.Row>
        );
      })}
    </IndexTable>
  );
}
