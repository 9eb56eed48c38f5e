/** One canonical observation row. The server adds the source. */
export interface Row {
  id: string
  kind: string
  at: number
  about: string[]
  data: Record<string, unknown>
}
