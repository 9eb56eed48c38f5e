import type { ClaimTested, CoverageView, MeasuredShare } from '@telltale/core'
import { count, schemeNames } from '../format.ts'
import { Chart, Table } from '../parts/pieces.tsx'

const cellNames: Record<ClaimTested, string> = {
  place: 'Place',
  device: 'Device',
  hands: 'Hands',
  identity: 'Identity',
  pay: 'Pay',
}

/** Of parts of the claim, or of schemes: for how many anything measures it. Measured is solid, absence dashed. */
export function Shares({ view, of }: { view: CoverageView; of: 'cells' | 'schemes' }) {
  const shares: MeasuredShare[] = view[of]
  const name = (share: MeasuredShare) =>
    of === 'cells'
      ? cellNames[share.name as ClaimTested]
      : schemeNames[share.name as keyof typeof schemeNames]
  return (
    <Chart
      title={of === 'cells' ? 'Parts of the claim' : 'Schemes'}
      note={of === 'cells' ? `judged at least once in ${view.days} days` : 'where they would show'}
      chart={
        <ul className="measured">
          {shares.map((s) => (
            <li key={s.name + s.of}>
              <span>
                {name(s)} <span className="faint">{s.of}</span>
              </span>
              <Bar share={s} />
              <span className="small right">{words(s)}</span>
            </li>
          ))}
        </ul>
      }
      table={
        <Table
          columns={['', 'Of', 'Measured', 'Of all', 'Share', 'Detectors']}
          rows={shares.map((s) => [
            name(s),
            s.of,
            count(s.measured),
            count(s.population),
            words(s),
            s.detectors.join(', '),
          ])}
        />
      }
    />
  )
}

export function Bar({
  share: { measured, population },
}: {
  share: Pick<MeasuredShare, 'measured' | 'population'>
}) {
  const width = population > 0 ? `${(100 * measured) / population}%` : '0'
  return (
    <span className="measured-bar" aria-hidden="true">
      <span style={{ width }} />
    </span>
  )
}

/** "59 %"; never 0 % or 100 % of what is not none or all. */
export function words({ measured, population }: Pick<MeasuredShare, 'measured' | 'population'>): string {
  if (population === 0) return '–'
  const rounded = Math.round((100 * measured) / population)
  if (rounded === 0 && measured > 0) return '< 1 %'
  if (rounded === 100 && measured < population) return '> 99 %'
  return `${rounded} %`
}
