/** What a column of a file of batches can hold. */
export const IMPORT_FIELDS = [
  "code",
  "variantId",
  "sku",
  "barcode",
  "product",
  "variant",
  "units",
  "madeOn",
  "madeTime",
  "bestBefore",
  "useBy",
  "cureOn",
  "place",
  "maker",
  "location",
  "notes",
] as const;

export type ImportField = (typeof IMPORT_FIELDS)[number];

/** Which column (from 0) holds what; a field that is left out has none. */
export type ImportColumns = Partial<Record<ImportField, number>>;

/** What people write above such a column, in the languages that shops keep their spreadsheets in. */
const HEADINGS: Record<ImportField, string> = {
  code:
    "batch code|batch|batch number|batch no|batch nr|batch id|batch name|lot|lot code|lot number|lot no|lot nr|lot id|code|" +
    "charge|chargennummer|chargen nr|chargencode|los|losnummer|lote|numero de lote|lotto|numero lotto|numero de lot|partij|partijnummer",
  variantId: "variant id|shopify variant id|variant gid|shopify id",
  sku: "sku|variant sku|product sku|item code|product code|item number|item no|article number|article no|artikelnummer|artikel nr|art nr",
  barcode:
    "barcode|variant barcode|ean|ean code|gtin|upc|code barres|codigo de barras|codice a barre|strichcode",
  product:
    "product|product title|product name|item|item name|title|name|produkt|produktname|artikel|produit|producto|prodotto|product naam",
  variant:
    "variant|variant title|variant name|size|option|option1 value|variante|taille|tamano|grosse|formato|maat|format",
  units:
    "units|units produced|units made|produced|quantity|quantity produced|qty|qty produced|qty made|count|pieces|pcs|amount|number of units|no of units|" +
    "yield|stuck|stuckzahl|menge|anzahl|quantite|cantidad|unidades|quantita|aantal|batch size",
  madeOn:
    "made on|date|date made|made date|made at|production date|produced on|date produced|date of production|manufactured|manufactured on|" +
    "manufacture date|manufacturing date|date of manufacture|mfg date|mfd|mfg|poured on|pour date|day|batch date|datum|hergestellt am|" +
    "herstellungsdatum|herstelldatum|produktionsdatum|date de fabrication|date de production|fecha|fecha de fabricacion|fecha de produccion|" +
    "data|data di produzione|productiedatum",
  madeTime:
    "time|time made|made time|production time|time of production|hour|pour time|uhrzeit|zeit|heure|hora|ora|tijd",
  bestBefore:
    "best before|best before date|best before end|bbe|bbd|bb|best by|best by date|expiry|expiry date|expires|expires on|expiration|" +
    "expiration date|exp|exp date|shelf life until|mhd|mindestens haltbar bis|mindesthaltbarkeitsdatum|haltbar bis|ddm|" +
    "a consommer de preference avant|consumo preferente|caducidad|da consumarsi preferibilmente entro|scadenza|tht|houdbaar tot",
  useBy:
    "use by|use by date|consume by|verbrauchsdatum|zu verbrauchen bis|dlc|fecha de caducidad|da consumare entro|tgt",
  cureOn:
    "cure date|cured on|cured|cure until|cures until|curing until|cure|ready on|ready date|ready|sell from|available from|reif ab",
  place: "place|made in|place made|where|workshop|site|kitchen|studio|room|ort|lieu|lugar|luogo|plaats",
  maker:
    "maker|made by|by|who|producer|operator|staff|initials|person|hergestellt von|fabrique par|hecho por|prodotto da|gemaakt door",
  location:
    "location|shopify location|stock location|inventory location|warehouse|standort|lager|emplacement|ubicacion|magazzino",
  notes:
    "notes|note|comment|comments|remark|remarks|bemerkung|bemerkungen|notizen|remarques|notas|nota|opmerkingen",
};

const FIELD_OF_HEADING = new Map<string, ImportField>();
for (const field of IMPORT_FIELDS) {
  for (const heading of HEADINGS[field].split("|")) {
    if (!FIELD_OF_HEADING.has(heading)) FIELD_OF_HEADING.set(heading, field);
  }
}

/** Above these many lines of title and address nobody begins a table. */
const ROWS_TO_LOOK_AT = 10;

/**
 * Which of a file's first rows holds the headings: the one in which most are known; the first when none is.
 * @param rows cells of the first rows that hold anything
 */
export function findHeadingRow(rows: readonly (readonly string[])[]): number {
  let best = 0;
  let mostKnown = 1;
  rows.slice(0, ROWS_TO_LOOK_AT).forEach((cells, index) => {
    const known = knownHeadings(cells);
    if (known > mostKnown) {
      best = index;
      mostKnown = known;
    }
  });
  return best;
}

/** How many different fields a row of headings names. */
export function knownHeadings(cells: readonly string[]): number {
  return new Set(cells.flatMap((cell) => FIELD_OF_HEADING.get(plainHeading(cell)) ?? [])).size;
}

/**
 * What the columns probably hold, by their headings; of two with the same meaning the first.
 * @param options.locations the shop keeps batches by location. Without, a "location" is where a batch was made.
 */
export function guessColumns(headings: readonly string[], options: { locations: boolean }): ImportColumns {
  const columns: ImportColumns = {};
  headings.forEach((heading, index) => {
    const named = FIELD_OF_HEADING.get(plainHeading(heading));
    const field = named === "location" && !options.locations ? "place" : named;
    if (field !== undefined) columns[field] ??= index;
  });
  // "Made at" is the time beside a "Made on", and the date where there is no other.
  const timeToo = headings.findIndex((heading) => plainHeading(heading) === "made at");
  if (timeToo !== -1 && columns.madeOn !== undefined && columns.madeOn !== timeToo) {
    columns.madeTime ??= timeToo;
  } else if (timeToo !== -1) {
    const date = headings.findIndex(
      (heading, index) => index !== timeToo && FIELD_OF_HEADING.get(plainHeading(heading)) === "madeOn",
    );
    if (date !== -1) {
      columns.madeOn = date;
      columns.madeTime ??= timeToo;
    }
  }
  return columns;
}

/** `Best-before (YYYY-MM-DD)` → `best before`; marks on letters are dropped. */
function plainHeading(heading: string): string {
  return heading
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/\([^)]*\)|\[[^\]]*\]/g, " ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** What a file must have columns for; a variant is named by any of its id, SKU, barcode and product's title. */
export type NeededColumn = "code" | "variant" | "units" | "madeOn";

/** Those of the needed columns that no column is. */
export function missingColumns(columns: ImportColumns): NeededColumn[] {
  const named = (["variantId", "sku", "barcode", "product"] as const).some(
    (field) => columns[field] !== undefined,
  );
  const missing: NeededColumn[] = [];
  if (columns.code === undefined) missing.push("code");
  if (!named) missing.push("variant");
  if (columns.units === undefined) missing.push("units");
  if (columns.madeOn === undefined) missing.push("madeOn");
  return missing;
}
