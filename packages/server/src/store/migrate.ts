import { readdirSync } from 'node:fs'
import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { StoreProblem } from './problem.ts'
import type { Tables } from './schema.ts'

const folder = new URL('./migrations/', import.meta.url)
const table = 'telltale_migration'

/**
 * Brings the tables up to this version, all in one transaction. A store that a newer version has written is
 * left exactly as it is: the promise rejects with a sentence that says so. `before` names a migration that is not to be
 * made any more: the tables as an earlier version had them.
 */
export async function migrate(db: Kysely<Tables>, where: string, before?: string): Promise<void> {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .filter((name) => before === undefined || name < before)
    .sort()
  const schema = await currentSchema(db, where)
  const unknown = (await applied(db, schema)).filter((name) => !names.includes(name))
  if (unknown.length > 0)
    throw new StoreProblem(
      `The store in ${where} was written by a newer Telltale (it has ${unknown.join(', ')}, which this version does not know): start that version, or name another store; nothing was changed.`,
    )
  const migrator = new Migrator({
    db,
    provider: {
      async getMigrations() {
        const entries = names.map(
          async (name) => [name, (await import(new URL(`${name}.ts`, folder).href)) as Migration] as const,
        )
        return Object.fromEntries(await Promise.all(entries))
      },
    },
    migrationTableName: table,
    migrationLockTableName: `${table}_lock`,
    migrationTableSchema: schema,
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

/** Where unqualified names go: two schemas of one database are two stores. */
async function currentSchema(db: Kysely<Tables>, where: string): Promise<string> {
  const { rows } = await sql<{ name: string | null }>`select current_schema() as name`.execute(db)
  const name = rows[0]?.name
  if (!name)
    throw new StoreProblem(
      `The database in ${where} has no schema to put tables into: create the one that its search_path names.`,
    )
  return name
}

async function applied(db: Kysely<Tables>, schema: string): Promise<string[]> {
  const { rows: found } = await sql<{ there: boolean }>`
    select to_regclass(format('%I.%I', ${schema}::text, ${table}::text)) is not null as there`.execute(db)
  if (!found[0]?.there) return []
  const { rows } = await sql<{ name: string }>`
    select name from ${sql.id(schema, table)} order by name`.execute(db)
  return rows.map((row) => row.name)
}
