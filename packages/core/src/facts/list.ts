/** A reference list in our own form, with where it comes from. Built-in ones ship with Telltale; loaded ones take their place. */
export interface FactList<T> {
  title: string
  /** Changes whenever the data does; cited in evidence. */
  version: string
  source: string
  licence: string
  /** The day that the data is as of, `YYYY-MM-DD`, where that is known better than by the version. */
  date?: string
  /** Only the company can fill it: the built-in one is empty, and an empty one says nothing about anybody. */
  supplied?: true
  data: T
}

export function defineFacts<T>(list: FactList<T>): FactList<T> {
  return list
}
