import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { detectors } from '@telltale/core'
import { parse } from 'csv-parse/sync'
import { type EvaluationSet, judgeAll, observe } from './set.ts'

/** Pings between 246 cities as claims: a person claims city A, a collector stands in city B. */
const set: EvaluationSet = {
  title: 'City pairs as claims',
  needs: 'rtt/city-pairs.csv.gz',
  async run(data) {
    const detector = detectors.find((d) => d.id === 'network/faster-than-light')!
    const servers = new Map<string, { name: string; lat: number; lon: number }>()
    for (const s of parse(readFileSync(join(data, 'rtt/city-servers.csv')), {
      columns: true,
      relax_column_count: true,
    }) as Record<string, string>[])
      servers.set(s.id!, { name: s.name!, lat: Number(s.latitude), lon: Number(s.longitude) })
    const pairs = parse(gunzipSync(readFileSync(join(data, 'rtt/city-pairs.csv.gz'))), {
      columns: true,
    }) as Record<string, string>[]
    const at = Date.UTC(2020, 6, 20)
    const judged = []
    for (const pair of pairs) {
      const claimed = servers.get(pair.source!)
      const collector = servers.get(pair.destination!)
      const min = Number(pair.min)
      if (!claimed || !collector || pair.source === pair.destination || !(min > 0)) continue
      const what = `${claimed.name} claimed, measured from ${collector.name}, ${min.toFixed(1)} ms`
      const about = [`person:${pair.source}-${pair.destination}`]
      const out = judgeAll(detector, [
        observe({
          id: `p${what}`,
          kind: 'person',
          at,
          about,
          data: { place: { lat: claimed.lat, lon: claimed.lon, city: claimed.name } },
        }),
        observe({
          id: `r${what}`,
          kind: 'rtt',
          at,
          about,
          data: { collector, ip: '192.0.2.1', transport: [min] },
        }),
      ])
      const evidence = out.evidence.find((e) => e.is === 'evidence')
      const mislocated = claimed.name === 'LaCeiba' || collector.name === 'LaCeiba'
      judged.push({
        what,
        mislocated,
        expected: false,
        found: evidence !== undefined,
        abstained: out.evidence.length === 0,
        note: evidence?.says ?? out.abstentions[0]?.because,
      })
    }
    const byServer = new Map<string, number>()
    for (const j of judged)
      if (j.found)
        for (const name of [j.what.split(' claimed')[0]!, j.what.split('from ')[1]!.split(',')[0]!])
          byServer.set(name, (byServer.get(name) ?? 0) + 1)
    const top = [...byServer].sort((a, b) => b[1] - a[1]).slice(0, 8)
    return [
      {
        set: 'rtt/city-pairs',
        detector: detector.id,
        unit: 'pair',
        judged: [
          { what: 'the server LaCeiba', expected: true, found: top[0]?.[0] === 'LaCeiba' },
          ...judged.filter((j) => !j.mislocated),
        ],
        notes: [
          'Real pings of July 2020. One server (LaCeiba) is known not to be where the list says: it counts as found when it is part of more flagged pairs than any other server. Its own pairs are left out of the rest.',
          'Every other flagged pair counts as wrongly found, though some of those servers may be mislocated too.',
        ],
        table: { columns: ['server', 'flagged pairs it is part of'], rows: top },
      },
    ]
  },
}
export default set
