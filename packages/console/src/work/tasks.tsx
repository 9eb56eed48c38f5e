import type { CaseWork, TaskView } from '@telltale/core'
import { date } from '../format.ts'
import { useAct } from './use-act.ts'
import { dueWords } from './words.ts'

/** What somebody is to do on this case; overdue first, done last. */
export function Tasks(props: { work: CaseWork; name: (by: string) => string; now: number; add: () => void }) {
  const { work, name, now, add } = props
  const { does, doing, error } = useAct(work.id)
  const ordered = [...work.tasks].sort(
    (a, b) => Number(!!a.done) - Number(!!b.done) || (a.due ?? Infinity) - (b.due ?? Infinity) || a.at - b.at,
  )
  return (
    <section className="card" aria-label="Tasks">
      <header className="card-head">
        <h2>Tasks</h2>
        {work.may.includes('tasked') && (
          <button type="button" className="plain-button push" onClick={add}>
            Add a task
          </button>
        )}
      </header>
      {ordered.length === 0 && <p className="small dim">None.</p>}
      <ul className="ticks small">
        {ordered.map((t) => (
          <li key={t.task}>
            <input
              type="checkbox"
              aria-label={`Done: ${t.title}`}
              checked={t.done !== undefined}
              disabled={t.done !== undefined || doing !== undefined || !work.may.includes('task-done')}
              onChange={() => does({ is: 'task-done', task: t.task })}
            />
            <span className={t.done ? 'dim' : undefined}>
              {t.title} <Whose task={t} name={name} now={now} />
            </span>
          </li>
        ))}
      </ul>
      {error && <p className="small caution">{error.message}</p>}
    </section>
  )
}

function Whose({ task, name, now }: { task: TaskView; name: (by: string) => string; now: number }) {
  if (task.done)
    return (
      <span className="dim">
        · {name(task.done.by)}, {date(task.done.at)}
      </span>
    )
  return (
    <span className="dim">
      {task.to && `· ${name(task.to)} `}
      {task.due !== undefined && (
        <span className={task.due < now ? 'caution' : undefined} title={date(task.due)}>
          · {task.due < now && '△ '}
          {dueWords(task.due, now)}
        </span>
      )}
    </span>
  )
}
