import type { Connector } from './connector.ts'
import { wholeJson } from './lines.ts'

/** A document is held in memory whole; V8's own limit for one text is twice this. */
const limit = 256 * 1024 * 1024

const canonicalJson: Connector = {
  id: 'canonical-json',
  title: 'Observations as one JSON document',
  takes: 'A JSON array of observations, or a single observation, of up to 256 MB. Larger: NDJSON.',
  recognises({ head }) {
    if (!/^\s*(?:\[\s*\{|\{\s*\n)/.test(head)) return false
    if (!/(?<!\\)"kind"\s*:\s*"[a-z]+"/.test(head)) return false
    return /(?<!\\)"(?:about|at|data)"\s*:/.test(head) ? 'certain' : false
  },
  async *read(file) {
    const whole = await wholeJson(file, limit)
    if ('problem' in whole) {
      yield whole
      return
    }
    const document = whole.value
    const rows = Array.isArray(document) ? document : [document]
    for (const [i, value] of rows.entries()) yield { row: i + 1, value }
  },
}

export default canonicalJson
