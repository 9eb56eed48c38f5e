import type { Observation } from '@telltale/core'
import { burstiness, bursts } from '../../packages/core/src/signals/bursts.ts'
import { observe } from '../evaluate/set.ts'
import { events, sessions } from './lab.ts'
import { auc, type HandsBench } from './section.ts'

const bench: HandsBench = {
  title: 'Stalls and bursts: does the path have jitter',
  needs: 'lab/labels.jsonl',
  async run(data) {
    const by = new Map<string, number[]>()
    for (const session of sessions(data)) {
      if (session.batch.startsWith('hold')) continue
      const list = events(data, session).filter((e) => e.stream === 'agent')
      const keys = list.filter((e) => (e.ev === 'KD' || e.ev === 'KU') && Number(e.f1) >= 1000)
      const row = (kind: string, body: object) =>
        observe({
          id: kind,
          kind,
          at: Date.UTC(2026, 0, 5),
          about: ['device:D'],
          data: { source: 'endpoint', ...body },
        }) as Observation<'keys' | 'pointer'>
      const state = bursts.add(bursts.empty, [
        row('keys', { press: keys.map((e) => e.ms) }),
        row('pointer', { t: list.filter((e) => e.ev === 'M').map((e) => e.ms) }),
      ])
      const value = burstiness(state)
      if (value === undefined) continue
      const key = session.remote ? `${session.tool}, ${session.jit}` : `local, ${session.batch}`
      by.set(key, [...(by.get(key) ?? []), value])
    }
    const local = [...by].filter(([key]) => key.startsWith('local')).flatMap(([, v]) => v)
    const middle = (v: readonly number[]) => [...v].sort((a, b) => a - b)[v.length >> 1]!.toFixed(2)
    return [
      {
        title: 'Whole sessions against local ones',
        targets: [],
        notes: [
          'Explains, never accuses: the detector weighs .2 at most and its family .3. The paths are simulated: hi has a mean jitter of 10 ms with stalls of 180 ms, lo of 1 ms.',
        ],
        tables: [
          {
            title: 'By tool and jitter',
            columns: ['session', 'sessions', 'median', 'largest', 'area under the curve against local'],
            rows: [...by]
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([key, v]) => [
                key,
                v.length,
                middle(v),
                Math.max(...v).toFixed(2),
                key.startsWith('local') ? '' : auc(v, local).toFixed(3),
              ]),
          },
        ],
      },
    ]
  },
}
export default bench
