import { Link } from '@tanstack/react-router'
import type { HuntedSubject, HuntFound, HuntMeasured, HuntRows, HuntRun } from '@telltale/core'
import { count, date, idOf, plural, signed, withIds } from '../format.ts'
import { changeInWords, difference, measuredInWords, took } from './words.ts'

/** What a hunt would have raised, beside what stands, and at what cost. */
export function HuntResult({ run }: { run: HuntRun }) {
  return (
    <section className="stack" aria-label="What it found">
      {run.found && <Found found={run.found} ms={run.took} />}
      {run.table && <Rows table={run.table} ms={run.took} />}
    </section>
  )
}

function Found({ found, ms }: { found: HuntFound; ms: number }) {
  const { now, would, counts, judged } = found
  const plain: [string, number, number][] = [
    ['Accused by this detector', now.accused, would.accused],
    ['Listed, from everything', now.listed, would.listed],
    ['Cases, from everything', now.cases, would.cases],
  ]
  const measured: [string, string, HuntMeasured, HuntMeasured][] = [
    ['Cleared by people, accused', 'the false-alarm cost', now.cleared, would.cleared],
    ['Confirmed by people, accused', 'what it would have found', now.confirmed, would.confirmed],
  ]
  return (
    <>
      <div className="card scroll-x">
        <header className="card-head">
          <h2>Now, and by this hunt</h2>
          <span className="push small dim">
            {took(ms)}: {plural(judged.windows, 'window')}, {plural(judged.attributes, 'shared attribute')},{' '}
            {plural(judged.subjects, 'subject')} judged again
          </span>
        </header>
        <table className="data hunt-tally">
          <thead>
            <tr>
              <th scope="col">On all of history</th>
              <th scope="col" className="num">
                Now
              </th>
              <th scope="col" className="num">
                By this hunt
              </th>
              <th scope="col" className="num">
                Change
              </th>
            </tr>
          </thead>
          <tbody>
            {plain.map(([label, a, b]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td className="num">{count(a)}</td>
                <td className="num semi">{count(b)}</td>
                <td className="num">{difference(a, b)}</td>
              </tr>
            ))}
            {measured.map(([label, note, a, b]) => (
              <tr key={label}>
                <th scope="row">
                  {label} <span className="small dim">{note}, 95 % interval</span>
                </th>
                <td className="num">
                  <Measured of={a} />
                </td>
                <td className="num semi">
                  <Measured of={b} />
                </td>
                <td className="num">{b.of === 0 ? '' : difference(a.raised, b.raised)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {found.notes.length > 0 && (
          <ul className="bullets" aria-label="Before relying on it">
            {found.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </div>
      <Changed
        title="Would be raised"
        none="Nobody would be raised who is not already."
        items={found.raised}
        all={counts.raised}
      />
      <Changed
        title="Would be dropped"
        none="Nobody would be dropped."
        items={found.dropped}
        all={counts.dropped}
      />
    </>
  )
}

/** A share with its interval: hatched from low to high, a dot at what was counted. Dashed where nothing was. */
function Measured({ of }: { of: HuntMeasured }) {
  const x = (p: number) => 1 + p * 98
  return (
    <span className="hunt-measured">
      <svg width="100" height="10" viewBox="0 0 100 10" aria-hidden="true">
        {of.of === 0 ? (
          <rect
            {...{ x: 0.5, y: 0.5, width: 99, height: 9, rx: 2, fill: 'none' }}
            stroke="var(--ink-3)"
            strokeDasharray="3 2"
          />
        ) : (
          <>
            <path d="M0 5H100" stroke="var(--line-2)" />
            <rect
              {...{ x: x(of.low), y: 1.5, width: Math.max(1, x(of.high) - x(of.low)), height: 7 }}
              fill="url(#hatch-band)"
              stroke="var(--neutral-fill)"
            />
            <circle cx={x(of.raised / of.of)} cy="5" r="3.5" fill="var(--ink)" />
          </>
        )}
      </svg>
      <span>{measuredInWords(of)}</span>
    </span>
  )
}

function Changed(props: { title: string; none: string; items: readonly HuntedSubject[]; all: number }) {
  const { title, none, items, all } = props
  return (
    <div className="card scroll-x">
      <header className="card-head">
        <h2>{title}</h2>
        <span className="push small dim">
          {items.length < all ? `the heaviest ${count(items.length)} of ${count(all)}` : count(all)}
        </span>
      </header>
      {items.length === 0 ? (
        <p className="small dim">{none}</p>
      ) : (
        <table className="data">
          <thead>
            <tr>
              <th scope="col">Subject</th>
              <th scope="col">The detector’s words</th>
              <th scope="col" className="num">
                Weight, now → then
              </th>
              <th scope="col">Now → then</th>
              <th scope="col">People said</th>
              <th scope="col">Newest day</th>
            </tr>
          </thead>
          <tbody>
            {items.map((s) => (
              <tr key={s.subject}>
                <td className="nowrap">
                  <Link to="/subjects/$ref" params={{ ref: s.subject }} className="semi">
                    {s.pseudonym}
                  </Link>
                  <div className="small dim">{idOf(s.subject)}</div>
                </td>
                <td>{withIds(s.says)}</td>
                <td className="num nowrap">
                  {signed(s.weightNow)} → {signed(s.weight)}
                </td>
                <td className="nowrap">
                  {changeInWords(s)}
                  {s.case && <div className="small dim">{s.case} stays open</div>}
                </td>
                <td>{s.decided ?? <span className="faint">nothing yet</span>}</td>
                <td className="small dim nowrap">{date(s.to - 1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

function Rows({ table, ms }: { table: HuntRows; ms: number }) {
  return (
    <div className="card scroll-x">
      <header className="card-head">
        <h2>{plural(table.rows.length, 'row')}</h2>
        <span className="push small dim">
          {table.truncated && 'there are more than are shown · '}
          {took(ms)}
        </span>
      </header>
      {table.rows.length === 0 ? (
        <p className="small dim">The query found nothing.</p>
      ) : (
        <table className="data dense">
          <thead>
            <tr>
              {table.columns.map((c) => (
                <th key={c.name} scope="col" title={c.type}>
                  {c.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of one answer have no identity.
              <tr key={i}>
                {row.map((cell, at) => (
                  <td
                    key={table.columns[at]?.name ?? at}
                    className={typeof cell === 'number' ? 'num' : undefined}
                  >
                    <Cell value={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

/** People and applications lead to their page. */
function Cell({ value }: { value: string | number | boolean | null }) {
  if (value === null) return <span className="faint">–</span>
  if (typeof value === 'string' && /^(?:person|application):\S+$/.test(value))
    return (
      <Link to="/subjects/$ref" params={{ ref: value }} className="mono">
        {value}
      </Link>
    )
  return typeof value === 'number' ? count(value) : String(value)
}
