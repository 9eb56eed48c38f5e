import { Link } from '@tanstack/react-router'
import type { TuningEffect } from '@telltale/core'
import { count, idOf, plural, signed } from '../format.ts'

/** What a change would have done in the last 90 days: now beside then, and for whom. */
export function EffectView({ effect }: { effect: TuningEffect }) {
  const { now, would, counts, moved, notes, days, subjects } = effect
  const rows: [string, number, number][] = [
    ['Listed', now.listed, would.listed],
    ['Cases', now.cases, would.cases],
    ...(['application', 'onboarding', 'work'] as const).map((stage): [string, number, number] => [
      `Listed at the stage of ${stage}`,
      now.byStage[stage].listed,
      would.byStage[stage].listed,
    ]),
    [`Listed of ${count(now.cleared.of)} cleared (the cost)`, now.cleared.listed, would.cleared.listed],
    [
      `Listed of ${count(now.confirmed.of)} confirmed (the gain)`,
      now.confirmed.listed,
      would.confirmed.listed,
    ],
  ]
  return (
    <section className="stack tight" aria-label="What it would have done">
      <p className="small dim">
        Over the last {days} days, {plural(subjects, 'subject')} weighed twice over: {counts.listed} onto the
        list, {counts.unlisted} off it; {counts.opened} cases would open, {counts.unopened} would not have
        opened; {counts.worse} would look worse, {counts.better} better.
      </p>
      <div className="scroll-x">
        <table className="data dense">
          <thead>
            <tr>
              <th scope="col">From everything</th>
              <th scope="col" className="num">
                Now
              </th>
              <th scope="col" className="num">
                Then
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([label, a, b]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td className="num">{count(a)}</td>
                <td className={a === b ? 'num' : 'num semi'}>{count(b)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {moved.length > 0 && (
        <details open={moved.length <= 8}>
          <summary>{plural(counts.worse + counts.better, 'subject')} would stand or weigh otherwise</summary>
          <div className="scroll-x">
            <table className="data dense">
              <tbody>
                {moved.map((m) => (
                  <tr key={m.subject}>
                    <td>
                      <Link to="/subjects/$ref" params={{ ref: m.subject }}>
                        {m.pseudonym}
                      </Link>{' '}
                      <span className="small dim">{idOf(m.subject)}</span>
                    </td>
                    <td>
                      {m.was} → {m.would}
                    </td>
                    <td className="num nowrap">
                      {signed(m.weightWas)} → {signed(m.weightWould)}
                    </td>
                    <td className="small dim">{m.decided ?? ''}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
      {notes.length > 0 && (
        <ul className="bullets" aria-label="Before relying on it">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </section>
  )
}
