import type { Connector } from './connector.ts'
import { jsonProblem, lines } from './lines.ts'

/** One observation a line, as `POST /v1/observations` takes them: the fastest way in. */
const canonicalNdjson: Connector = {
  id: 'canonical-ndjson',
  title: 'Observations, one JSON object a line',
  takes: '*.ndjson and *.jsonl, or any file whose first line is an observation (kind, at, about, data).',
  recognises({ name, head }) {
    const line = head.split('\n', 20).find((l) => l.trim() !== '') ?? ''
    if (/^\s*\{.*(?<!\\)"kind"\s*:\s*"/.test(line) && /(?<!\\)"(?:about|at|data)"\s*:/.test(line))
      return 'certain'
    return /\.(?:ndjson|jsonl)$/i.test(name) ? 'likely' : false
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
