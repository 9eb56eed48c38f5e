import type { Institution } from '../facts/institutions.ts'
import { type How, type Named, NameIndex } from './name-index.ts'

/** A school of the list that a written name means. */
export interface FoundInstitution {
  institution: Institution
  how: How
  /** Close enough to hold something against it; a looser meeting only keeps it from being called unknown. */
  sure: boolean
  /** The name that was written is a former one, current until the year. */
  former?: { name: string; until: string }
  /** Others of the same name, where the list has them: the name alone does not tell which is meant. */
  namesakes: readonly Institution[]
}

interface InstitutionList {
  institutions: readonly Institution[]
}

/**
 * The institution that an applicant's spelling means: typos, abbreviations, accents, campus and former names included.
 *
 * @param list the data of the list `institutions`; read once per snapshot
 * @param written the name as written, one school
 */
export function institutionNamed(list: InstitutionList, written: string): FoundInstitution | undefined {
  const met = indexOf(list).look(written)
  if (!met) return undefined
  const [first, ...rest] = met.named
  return {
    institution: first.of,
    how: met.how,
    sure: met.sure,
    ...(first.as === 'former' && { former: { name: first.name, until: first.until! } }),
    namesakes: rest.map(({ of }) => of),
  }
}

const indexes = new WeakMap<InstitutionList, NameIndex<Institution>>()

function indexOf(list: InstitutionList): NameIndex<Institution> {
  let index = indexes.get(list)
  if (!index) {
    index = new NameIndex(names(list))
    indexes.set(list, index)
  }
  return index
}

function* names({ institutions }: InstitutionList): Generator<Named<Institution>> {
  for (const of of institutions) {
    for (const [i, name] of of.names.entries()) yield { of, name, as: i === 0 ? 'name' : 'alias' }
    for (const { name, until } of of.was ?? []) yield { of, name, as: 'former', until }
  }
}
