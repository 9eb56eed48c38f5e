import type { Connector } from '../connectors/connector.ts'
import { headerOf, records } from '../connectors/csv.ts'
import { bareHeader, type Column, columnsOf, type TakenColumn } from './columns.ts'

/** A row of a table of people: what it says, column by column. */
export interface PeopleRow {
  taken: readonly TakenColumn[]
  cells: readonly string[]
}

/** What a person, or `--map`, wants of columns. */
export interface Wanted {
  mapped: ReadonlyMap<string, Column | 'none'>
  /** Told once a file's header has been read. */
  onHeader(taken: readonly TakenColumn[]): void
}

/**
 * Reads tables of people for linkage alone: any CSV with a column that says who somebody is. Not a connector of the
 * server: a register without dates makes no observations.
 */
export function peopleTable({ mapped, onHeader }: Wanted): Connector {
  return {
    id: 'people-csv',
    title: 'A table of people',
    takes: 'CSV with columns of names, birth dates, contacts or addresses.',
    recognises({ head }) {
      const header = headerOf(head)
      if (header.length === 0 || /^\s*[{[]/.test(head) || head.startsWith('%PDF')) return false
      if (header.includes('kind') && header.includes('about')) return false
      return columnsOf(header, mapped).some(({ as }) => as && as !== 'id' && as !== 'at') ? 'certain' : false
    },
    async *read(file) {
      let taken: TakenColumn[] | undefined
      for await (const record of records(file)) {
        if (record.problem) {
          yield record
          continue
        }
        if (!taken) {
          taken = columnsOf(
            record.cells.map((cell) => cell.trim()),
            mapped,
          )
          onHeader(taken)
          continue
        }
        yield { row: record.row, value: { taken, cells: record.cells } satisfies PeopleRow }
      }
    },
  }
}

/** The position of a column by its header as written or bare; undefined when there is none. */
export function positionOf(taken: readonly TakenColumn[], header: string): number | undefined {
  const exact = taken.findIndex((t) => t.header === header)
  const at = exact >= 0 ? exact : taken.findIndex((t) => bareHeader(t.header) === bareHeader(header))
  return at < 0 ? undefined : at
}
