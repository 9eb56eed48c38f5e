import { type Kysely, sql } from 'kysely'

/** The few shipments of a person are found without reading the many other rows of theirs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index if not exists observations_shipments on observations using gin (about)
    with (fastupdate = off) where kind = 'shipment'`.execute(db)
}
