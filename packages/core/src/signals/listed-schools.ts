import { type Met, NameIndex } from './name-index.ts'

interface Listed {
  name: string
  aliases?: readonly string[]
  reason: string
}

const indexes = new WeakMap<readonly Listed[], NameIndex<Listed>>()

/**
 * The entry of a company's own list of schools that a written name surely means; undefined where it may mean none. Looser
 * meetings (a part of the name, another order of its words) are none: such a list is never held against a likeness.
 */
export function listedSchool<T extends Listed>(
  list: readonly T[],
  written: string,
): (Met<T> & { entry: T }) | undefined {
  let index = indexes.get(list)
  if (!index) {
    index = new NameIndex(
      list.flatMap((of) => [
        { of, name: of.name, as: 'name' as const },
        ...(of.aliases ?? []).map((name) => ({ of, name, as: 'alias' as const })),
      ]),
    )
    indexes.set(list, index)
  }
  const met = index.look(written) as Met<T> | undefined
  return met?.sure ? { ...met, entry: met.named[0].of } : undefined
}
