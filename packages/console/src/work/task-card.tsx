import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { ago, percent } from '../format.ts'
import { Key } from '../parts/pieces.tsx'
import { pageOf } from '../parts/queue-table.tsx'
import { Due } from './state-pill.tsx'
import type { TodaysTask } from './todays-tasks.ts'

const kinds: Record<TodaysTask['kind'], { name: string; does: string; says?: string }> = {
  appeal: {
    name: 'Appeal',
    does: 'Review the appeal',
    says: 'The person appealed. Two people who did not sit before decide again.',
  },
  'second-seat': {
    name: 'Second seat',
    does: 'Read and decide',
    says: 'One person has signed. Your own view comes before you see theirs.',
  },
  'third-view': {
    name: 'Third view',
    does: 'Read and decide',
    says: 'Views differ and none has more behind it. A third person’s view is wanted.',
  },
  notice: {
    name: 'Notice',
    does: 'Tell the person',
    says: 'Decided, and the person has not been told: counsel’s delay ends.',
  },
  reply: {
    name: 'No reply',
    does: 'Read and decide',
    says: 'The time to answer is over. Silence weighs nothing.',
  },
  playbook: { name: 'Checklist', does: 'Open the checklist', says: 'Items of its checklist are not ticked.' },
  read: { name: 'Not read yet', does: 'Read' },
}

/** One of today's three, with its key. */
export function TaskCard({ task, n, now }: { task: TodaysTask; n: number; now: number }) {
  const navigate = useNavigate()
  const { item, kind, due, since } = task
  const { name, does, says } = kinds[kind]
  return (
    <section className="card stack task-card" aria-label={`${name}: ${item.pseudonym}`}>
      <div className="row small dim">
        <span className="nowrap">{kind === 'read' && !item.case ? 'Listed, no case' : name}</span>
        {item.farm && (
          <Link to="/farms/$id" params={{ id: item.farm }} className="nowrap">
            {item.farm}
          </Link>
        )}
        <span className="push nowrap">
          {due !== undefined ? (
            <Due due={due} now={now} />
          ) : (
            since !== undefined &&
            (kind === 'read' ? ago(since, now) : ago(since, now).replace(' ago', ' waiting'))
          )}
        </span>
      </div>
      <div className="row">
        <h3>{item.pseudonym}</h3>
        <span className="push small dim nowrap">{percent(item.score.probability)}</span>
      </div>
      <p className="dim">
        <span className="clamp-3">{says ?? item.standsOut}</span>
      </p>
      <div className="row middle">
        <Button
          variant={n === 1 ? 'filled' : 'default'}
          className={n === 1 ? 'on-accent' : undefined}
          onClick={() => void navigate(pageOf(item))}
          rightSection={<Key>{n}</Key>}
          style={{ flex: 'none' }}
        >
          {does}
        </Button>
        {kind === 'read' && <span className="small dim clamp-2">Next check: {item.check}</span>}
      </div>
    </section>
  )
}
