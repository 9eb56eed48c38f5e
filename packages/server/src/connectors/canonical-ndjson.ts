import type { Connector } from './connector.ts'
import { firstObject } from './first-object.ts'
import { jsonProblem, lines } from './lines.ts'

/** One observation a line, as `POST /v1/observations` takes them: the fastest way in. */
const canonicalNdjson: Connector = {
  id: 'canonical-ndjson',
  title: 'Observations, one JSON object a line',
  takes: '*.ndjson and *.jsonl, or any file whose first line is an observation (kind, at, about, data).',
  recognises({ name, head }) {
    const { members, cut } = firstObject(head)
    const ours = members
      ? typeof members.kind === 'string' &&
        ['about', 'at', 'data'].some((member) => Object.hasOwn(members, member))
      : cut !== undefined && /^\s*\{[^{]*"kind"\s*:\s*"/.test(cut) && /"(?:about|at|data)"\s*:/.test(cut)
    if (ours) return 'certain'
    // another system's log in the same layout has nothing for us; a damaged file of ours must be told of
    const foreign = members && !['kind', 'about', 'at'].some((member) => Object.hasOwn(members, member))
    return /\.(?:ndjson|jsonl)$/i.test(name) && !foreign ? 'likely' : false
  },
  async *read(file) {
    for await (const block of lines(file))
      for (const line of block) {
        if (line.problem) {
          yield line
          continue
        }
        let value: unknown
        try {
          value = JSON.parse(line.text)
        } catch (error) {
          if (line.text.trim() === '') continue
          const problem = { field: '', reason: jsonProblem(error) }
          yield { row: line.row, problem, text: line.text.slice(0, 200) }
          continue
        }
        yield { row: line.row, value }
      }
  },
}

export default canonicalNdjson
