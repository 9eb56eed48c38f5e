import { Link } from '@tanstack/react-router'
import type { FarmView, SubjectRef } from '@telltale/core'
import { idOf, percent, signed, windowDates } from '../format.ts'
import { Table } from '../parts/pieces.tsx'
import { pageOf } from '../parts/queue-table.tsx'
import { partsInWords } from './bridges.ts'
import { dayOf } from './days.ts'
import { attributeName, handsOf, howCommon, money } from './words.ts'

/** The drawing's twin: everybody, and every link, with the same facts and the same selection. */
export function FarmTables(props: {
  farm: FarmView
  hidden: ReadonlySet<SubjectRef>
  selected?: SubjectRef
  select: (attribute: SubjectRef) => void
}) {
  const { farm, hidden, selected, select } = props
  const name = (s: SubjectRef) => farm.members.find((m) => m.subject === s)?.item.pseudonym ?? idOf(s)
  const doorsOf = (s: SubjectRef) =>
    farm.doors.flatMap((d, i) => (d.members.includes(s) ? [`door ${i + 1}`] : [])).join(', ') || 'none'
  return (
    <div className="stack">
      <section className="card scroll-x">
        <h2>Identities</h2>
        <Table
          columns={[
            'Identity',
            'Id',
            'Case',
            'Laptops',
            'Doors',
            'Employer, since',
            'Hands',
            'Pay at stake',
            'Probability',
            'Tied since',
          ]}
          rows={farm.members.map((m) => [
            <Link key="who" {...pageOf(m.item)}>
              {m.item.pseudonym}
            </Link>,
            <span key="id" className="mono">
              {idOf(m.subject)}
            </span>,
            m.item.case ?? (m.standing === 'listed' ? 'listed, no case' : 'tied, not listed'),
            m.devices.map((d) => idOf(d)).join(', ') || 'not known',
            doorsOf(m.subject),
            employedInWords(m),
            handsOf(m) ?? 'not measured',
            m.pay ? money(m.pay) : 'not known',
            percent(m.item.score.probability),
            dayOf(m.tiedSince),
          ])}
        />
      </section>
      <section className="card scroll-x">
        <h2>Links</h2>
        <Table
          columns={['What is shared', 'At', 'Ties', 'Weight', 'How common', 'Seen', 'Without it']}
          rows={[...farm.ties]
            .sort((a, b) => b.weight - a.weight)
            .map((t) => [
              <button
                key="what"
                type="button"
                className="plain-button row-start"
                aria-pressed={t.attribute === selected}
                onClick={() => select(t.attribute)}
              >
                {attributeName(t.attribute, t.shown)}
                {hidden.has(t.attribute) && ' (hidden)'}
              </button>,
              farm.doors
                .flatMap((d, i) => (d.attributes.includes(t.attribute) ? [`door ${i + 1}`] : []))
                .join(', ') || '–',
              t.members.map(name).join(', '),
              signed(t.weight),
              howCommon(t),
              windowDates(t.from, t.to),
              t.leaves ? `bridge: ${partsInWords(t.leaves, farm.members)}` : 'the farm holds',
            ])}
        />
      </section>
    </div>
  )
}

function employedInWords({ employer, start }: FarmView['members'][number]): string {
  const since = start === undefined ? undefined : dayOf(start)
  return [employer, since].filter((part) => part !== undefined).join(', ') || 'not known'
}
