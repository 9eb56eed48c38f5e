/** Rows on one page of a column: growing copies nothing and wastes less than a page. */
const bits = 12
export const pageRows = 1 << bits

/** Which page a row stands on, and where on it, for columns of `width` numbers a row. */
export const pageOf = (row: number): number => row >>> bits
export const placeOf = (row: number, width: number): number => (row & (pageRows - 1)) * width

/** Sets of numbers by row, `width` to each, in pages that are added as rows come. */
export function column<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array>(
  page: (length: number) => T,
  width = 1,
): { pages: T[]; grow(rows: number): void; bytes(): number } {
  const pages: T[] = []
  return {
    pages,
    grow(rows) {
      while (pages.length * pageRows < rows) pages.push(page(pageRows * width))
    },
    bytes: () => pages.reduce((sum, p) => sum + p.byteLength, 0),
  }
}
