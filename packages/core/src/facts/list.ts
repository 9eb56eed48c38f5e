/** A reference list that ships with Telltale, in our own form, with where it comes from. */
export interface FactList<T> {
  title: string
  /** Changes whenever the data does; cited in evidence. */
  version: string
  source: string
  licence: string
  data: T
}

export function defineFacts<T>(list: FactList<T>): FactList<T> {
  return list
}
