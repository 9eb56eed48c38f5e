import type { DecidedTrendsView } from '@telltale/core'
import { count, percent, plural } from '../format.ts'
import type { Open } from './behind.tsx'
import { changeWords, daysWords, middleWords, payWords } from './decided-words.ts'

/** The five figures at the top, each with its interval or bound, and with the way to its cases. */
export function DecidedNumbers({ view, open }: { view: DecidedTrendsView; open: Open }) {
  const { falseAccusations: wrong, pay, times, onBefore, onYear } = view
  const [most, ...others] = pay.sums
  return (
    <ul className="card numbers" aria-label="Decided">
      <li>
        <p className="small dim">Confirmed by two people</p>
        <Figure n={count(view.confirmed)} open={() => open({ behind: 'confirmed' })} />
        <p className="small dim">{changeWords(onBefore.confirmed, 'the time before')}</p>
        <p className="small faint">{changeWords(onYear.confirmed, 'the year before')}</p>
      </li>
      <li>
        <p className="small dim">Cleared</p>
        <Figure n={count(view.cleared)} open={() => open({ behind: 'cleared' })} />
        <p className="small dim">each with a reason kept</p>
        <p className="small faint">{changeWords(onBefore.cleared, 'the time before')}</p>
      </li>
      <li>
        <p className="small dim">False accusations</p>
        <Figure
          n={`${count(wrong.overturned)} of ${count(wrong.confirmed)}`}
          beside={wrong.confirmed > 0 ? `≤ ${percent(wrong.high)}` : undefined}
          open={() => open({ behind: 'overturned' })}
        />
        <p className="small dim">confirmed, later overturned</p>
      </li>
      <li title={pay.says}>
        <p className="small dim">Pay at stake, stopped</p>
        {most ? (
          <>
            <p className="the-number">{payWords(most)}</p>
            <p className="small dim">
              {plural(most.people, 'worker')},{' '}
              {most.toContractEnd === most.people
                ? 'to contract end'
                : 'to contract end or 3 to 12 months (assumed)'}
            </p>
            {others.map((sum) => (
              <p key={sum.currency} className="small faint">
                and {payWords(sum)}
              </p>
            ))}
          </>
        ) : (
          <>
            <p className="the-number">–</p>
            <p className="small dim">{pay.unknown > 0 ? 'no pay on the claim cards' : 'nothing confirmed'}</p>
          </>
        )}
      </li>
      <li>
        <p className="small dim">First sign to decision</p>
        {times.decide ? (
          <>
            <p className="the-number">
              {daysWords(times.decide.median)} <span className="next-to">{middleWords(times.decide)}</span>
            </p>
            <p className="small dim">
              {times.decideYearBefore
                ? `${daysWords(times.decideYearBefore.median)} a year ago`
                : `median and middle half of ${count(times.decide.n)}`}
            </p>
          </>
        ) : (
          <>
            <p className="the-number">–</p>
            <p className="small dim">nothing decided</p>
          </>
        )}
        {times.detect && <p className="small faint">{daysWords(times.detect.median)} of it to the case</p>}
      </li>
    </ul>
  )
}

function Figure({ n, beside, open }: { n: string; beside?: string | undefined; open: () => void }) {
  return (
    <p className="the-number">
      <button type="button" className="figure" onClick={open} title="Show these cases">
        {n}
      </button>
      {beside && <span className="next-to"> {beside}</span>}
    </p>
  )
}
