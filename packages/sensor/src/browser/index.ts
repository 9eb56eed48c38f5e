export { start } from './start.ts'
export type { Clock, Options, Prompt, Response, RoundTrips, Row, Sensor } from './types.ts'
