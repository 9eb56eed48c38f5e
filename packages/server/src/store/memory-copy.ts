/** A copy through JSON: a store in memory hands out and keeps values of its own, as a store on disk does. */
export function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
