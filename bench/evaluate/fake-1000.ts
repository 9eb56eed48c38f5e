import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { detectors } from '@telltale/core'
import { parse } from 'csv-parse/sync'
import { type EvaluationSet, judgeAll, observe } from './set.ts'

/** Synthetic people with repeated records: those of one cluster that wrote the same e-mail are to be tied, no others. */
const set: EvaluationSet = {
  title: 'E-mails of fake_1000',
  needs: 'entity-resolution/fake_1000.csv',
  async run(data) {
    const detector = detectors.find((d) => d.id === 'identity/shared-contact')!
    const records = parse(readFileSync(join(data, 'entity-resolution/fake_1000.csv')), {
      columns: true,
    }) as Record<string, string>[]
    const at = Date.UTC(2026, 0, 5)
    const out = judgeAll(
      detector,
      records.map((r) =>
        observe({
          id: r.unique_id!,
          kind: 'application',
          at,
          about: [`application:${r.unique_id}`],
          data: { emails: r.email ? [r.email] : [] },
        }),
      ),
    )
    const tied = new Set<string>()
    for (const e of out.evidence.filter((x) => x.is === 'evidence')) {
      const ids = e.subjects.map((s) => s.split(':')[1]!)
      for (const a of ids) for (const b of ids) if (a < b) tied.add(`${a} ${b}`)
    }
    const judged = []
    for (let i = 0; i < records.length; i++)
      for (let j = i + 1; j < records.length; j++) {
        const [a, b] = [records[i]!, records[j]!]
        const pair = [a.unique_id!, b.unique_id!].sort().join(' ')
        const sameMail = a.email !== '' && a.email?.toLowerCase() === b.email?.toLowerCase()
        const expected = sameMail && a.cluster === b.cluster
        const found = tied.has(pair)
        if (expected || found || a.cluster === b.cluster)
          judged.push({
            what: `records ${pair}`,
            expected,
            found,
            note: sameMail ? `both wrote ${a.email?.replace(/^(..).*@/, '$1•••@')}` : 'different e-mails',
          })
      }
    return [
      {
        set: 'entity-resolution/fake_1000',
        detector: detector.id,
        unit: 'pair',
        judged,
        notes: [
          'Synthetic records. Expected: pairs of one cluster with the same e-mail as written, case aside. Pairs of one cluster whose e-mails differ by a typing error are linkage’s work, not this detector’s; pairs of other clusters count only where found.',
        ],
      },
    ]
  },
}
export default set
