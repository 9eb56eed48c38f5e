import type { CaseView } from '@telltale/core'
import { Attachments } from './attachments.tsx'
import { Comments } from './comments.tsx'
import { ExposureCard } from './exposure-card.tsx'
import { Log } from './log.tsx'
import { Playbooks } from './playbooks.tsx'
import { Related } from './related.tsx'
import { Replies } from './replies.tsx'
import { Tasks } from './tasks.tsx'

/** Work on a case: what was said with the person and among colleagues at the left, what is to be done at the right. */
export function WorkColumns(props: { view: CaseView; name: (by: string) => string; addTask: () => void }) {
  const { view, name, addTask } = props
  const { work } = view
  const now = Date.now()
  return (
    <section className="work-columns" id="work" aria-label="Work on the case">
      <div className="stack">
        <Replies work={work} now={now} simulated={view.simulated} />
        <Log work={work} name={name} />
        <Comments work={work} name={name} />
      </div>
      <div className="stack">
        {work.exposure && <ExposureCard exposure={work.exposure} />}
        <Playbooks {...{ work, name, now }} />
        <Tasks {...{ work, name, now }} add={addTask} />
        <Attachments work={work} name={name} />
        <Related work={work} name={name} />
      </div>
    </section>
  )
}
