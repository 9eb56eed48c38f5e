import type { FarmView } from '@telltale/core'
import { date, percent, plural, shortDate } from '../format.ts'
import { farmTitle, handsInWords, nounOf, payInWords } from './words.ts'

/** What it is, since when, what is at stake, and how sure. On a day in the past, as it was known then. */
export function FarmHead({ farm, title }: { farm: FarmView; title: FarmView }) {
  const { sure } = farm
  const rest = farm.ties.find((t) => t.attribute === sure.restsOn)
  const pay = payInWords(farm.pay)
  const paid = farm.pay.reduce((sum, p) => sum + p.members, 0)
  return (
    <header className="subject-head">
      <div className="stack tight">
        <div className="row middle wrap">
          <h1>{farmTitle(title)}</h1>
          <span className="tag mono">{farm.id}</span>
          {farm.simulated && <span className="tag caution">△ simulated</span>}
        </div>
        <p className="small dim">
          {[
            plural(farm.members.length, 'identity', 'identities'),
            farm.keeper && '1 keeper',
            `first seen ${shortDate(farm.firstSeen)}, last seen ${date(farm.lastSeen - 1)}`,
            pay
              ? `${pay} pay at stake${paid < farm.members.length ? ` (known of ${paid})` : ''}`
              : 'pay not known',
            handsInWords(farm.members),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {farm.keeper && farm.doors.length === 0 && <p className="small dim">Keeper: {farm.keeper.says}</p>}
      </div>
      <div className="right">
        <div className="nowrap">
          <span className="the-number">{percent(sure.probability)}</span>{' '}
          <span className="small dim">
            {percent(sure.low)} – {percent(sure.high)}
          </span>
        </div>
        <div className="small dim">that it is one operation; assumed model, from links alone</div>
        <div className="small dim">
          {rest && `without its ${nounOf(rest.attribute)} ${percent(sure.low)}; `}nothing is pooled
        </div>
      </div>
    </header>
  )
}
