import {
  type Cap,
  caps,
  defaultModel,
  detectors,
  type Evidence,
  type Family,
  type Model,
  prepare,
  type Ratios,
  rescore,
  score,
  standingAt,
  standingOf,
} from '@telltale/core'
import { random } from '../../packages/server/src/demo/random.ts'
import { median } from '../machine.ts'
import type { Bench } from '../section.ts'

const cases = Number(process.env.TELLTALE_BENCH_RECORDS ?? 100_000)
const pieces = 20
const rounds = 5
const day = 86_400_000

/** How long it takes until every case stands as a changed model, or changed evidence, has it. */
export default {
  title: 'Scoring every case again',
  heap: 6144,
  async run() {
    const all = casesOf(cases)
    const models = changes()
    const preparing = times(() => prepare(all, defaultModel))
    const prepared = preparing.last
    const again = models.map(([, model]) => times(() => rescore(prepared, model)))
    const whole = models.map(([, model]) => times(() => rescore(prepare(all, model), model), 2))
    let differ = 0
    const began = performance.now()
    models.forEach(([, model], m) => {
      const found = again[m]!.last
      for (let i = 0; i < all.length; i++) {
        const [a, b] = [standingAt(found, i), standingOf(score(all[i]!, model))]
        if (
          a.weight !== b.weight ||
          a.probability !== b.probability ||
          a.tier !== b.tier ||
          a.scheme !== b.scheme
        )
          differ++
      }
    })
    const scored = (performance.now() - began) / models.length
    const slowest = Math.max(...again.map((t) => t.median))
    const fromEvidence = Math.max(...whole.map((t) => t.median))
    const one = all.slice(0, 20_000)
    const each = times(() => {
      for (const evidence of one) rescore(prepare([evidence], defaultModel), defaultModel)
    })
    const bytes = prepared.means.byteLength + prepared.first.byteLength + prepared.family.byteLength * 2
    const n = `${all.length.toLocaleString('en')} cases of ${pieces} pieces`
    return [
      {
        title: 'A changed model',
        targets: [
          {
            what: `${n} re-scored after a change of priors, caps or tiers, from prepared columns`,
            ...{
              aim: '< 1 s',
              measured: ms(slowest),
              met: slowest < 1000,
              n: `median of ${rounds}, slowest of ${models.length} models`,
            },
          },
          {
            what: 'and every weight, probability, scheme and tier equals what score() says, to the last bit',
            ...{
              aim: 'all',
              measured: `${differ} differ`,
              met: differ === 0,
              n: `${models.length} × ${all.length.toLocaleString('en')}`,
            },
          },
        ],
        notes: [
          `Cases are made up: ${pieces} findings each of the detectors that judge people at work, over 90 days, read back from JSON as a store gives them; what they weigh is random.`,
          'Prepared columns hold the mean per case, kind of evidence and scheme. A change of what is remembered (days, whose answers replace) needs them anew.',
          `Columns take ${(bytes / 1e6).toFixed(1)} MB; with explanations (score() itself) the same takes ${ms(scored)} a model.`,
        ],
      },
      {
        title: 'From the evidence itself',
        targets: [
          {
            what: `${n} re-scored from evidence objects: columns made, then scored`,
            ...{
              aim: '< 1 s',
              measured: ms(fromEvidence),
              met: fromEvidence < 1000,
              n: 'median of 2, slowest of the models',
            },
          },
          {
            what: 'one case re-scored after one of its pieces has changed',
            ...{
              aim: '< 1 ms',
              measured: `${((each.median / one.length) * 1000).toFixed(0)} µs`,
              met: each.median / one.length < 1,
              n: `median of ${rounds} × ${one.length.toLocaleString('en')} cases`,
            },
          },
        ],
        notes: [
          `Making the columns takes ${ms(preparing.median)} of it, on one thread. Reading two million findings from the store is not in it.`,
        ],
      },
    ]
  },
} satisfies Bench

function ms(of: number): string {
  return of < 1000 ? `${Math.round(of)} ms` : `${(of / 1000).toFixed(1)} s`
}

function times<T>(work: () => T, n = rounds): { median: number; last: T } {
  const took: number[] = []
  let last = work() // warm
  for (let i = 0; i < n; i++) {
    const began = performance.now()
    last = work()
    took.push(performance.now() - began)
  }
  return { median: median(took), last }
}

/** What people change: one number or all of them. */
function changes(): [string, Model][] {
  const softer = Object.fromEntries(
    Object.entries(caps as Record<Family, Cap>).map(([f, c]) => [
      f,
      { ...c, cap: c.cap * 0.8, floor: c.floor * 0.8 },
    ]),
  ) as Model['caps']
  return [
    ['as shipped', defaultModel],
    ['another prior', { ...defaultModel, priors: { ...defaultModel.priors, 'hands-elsewhere': -2.5 } }],
    ['softer caps', { ...defaultModel, caps: softer }],
    ['a higher bar', { ...defaultModel, tiers: { ...defaultModel.tiers, listed: 2.5, opens: 4.5 } }],
  ]
}

function casesOf(n: number): Evidence[][] {
  const stream = random('rescore')
  const judges = detectors.filter((d) => d.stage !== 'application' && d.status !== 'shadow')
  return Array.from({ length: n }, (_, i) => {
    const own = Array.from({ length: 4 }, () => stream.pick(judges))
    const evidence = Array.from({ length: pieces }, (_, k): Evidence => {
      const d = own[k % own.length]!
      const weight = Math.round((stream.next() * 3.4 - 1) * 1000) / 1000
      const weights = Object.fromEntries(
        d.bears.map((s, b) => [s, Math.round((weight / (b + 1)) * 1000) / 1000]),
      ) as Ratios
      const from = (20_500 - stream.int(0, 100)) * day
      return {
        ...{ id: `${i}/${k}`, detector: d.id, version: 1, family: d.family, stage: d.stage },
        ...{
          is: weight > 0 ? 'evidence' : 'clear',
          subject: 'links' in d ? `network:n${i}` : `device:LT-${i}`,
        },
        ...{ subjects: [`person:W-${i}`], weighsOn: [`person:W-${i}`], weights, weight, says: 'A finding.' },
        ...{ exhibits: [], from, to: from + day, status: 'final', shadow: stream.chance(0.03) },
        ...{ calibration: d.calibration, lists: {} },
      } as Evidence
    })
    return JSON.parse(JSON.stringify(evidence)) as Evidence[]
  })
}
