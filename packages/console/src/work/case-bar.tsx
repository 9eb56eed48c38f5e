import { Button, Menu } from '@mantine/core'
import type { CaseView, CaseWork, Deed } from '@telltale/core'
import { useKeys } from '../keys.ts'
import { Key } from '../parts/pieces.tsx'
import { AssignDialog, ConflictDialog, SealDialog } from './access-dialogs.tsx'
import { ActDialog } from './act-dialog.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { AsOf } from './past.tsx'
import { DelayDialog, HeardDialog, NoticeDialog } from './person-dialogs.tsx'
import { TaskDialog } from './task-dialog.tsx'
import { useAct } from './use-act.ts'

/** What is asked for: a deed with a dialog of its own, or a task that is a check. */
export type Asked = Deed['is'] | 'check'

/** Owner, and what can be done with the case now; nothing that this reader may not do. */
export function CaseBar(props: { view: CaseView; name: (by: string) => string; ask: (what: Asked) => void }) {
  const { view, name, ask } = props
  const { work } = view
  const { may } = work
  const { does, doing, error } = useAct(view.case)
  const can = (is: Deed['is']) => may.includes(is)
  useKeys({
    ...(can('assigned') && { a: () => ask('assigned') }),
    ...(can('merged') && { m: () => ask('merged') }),
  })
  const move = (to: 'triage' | 'investigating', words: string) => (
    <Button variant="default" size="compact-sm" disabled={!!doing} onClick={() => does({ is: 'moved', to })}>
      {doing?.is === 'moved' && doing.to === to ? 'Moving…' : words}
    </Button>
  )
  const rest = more.filter(([is]) => can(is) && !(pointless[is]?.(work) ?? false))
  return (
    <div className="case-bar" role="toolbar" aria-label="What can be done with the case">
      <span className="small">
        <span className="dim">Owner</span> {work.owner ? (work.ownerName ?? name(work.owner)) : 'nobody'}
      </span>
      {can('assigned') && (
        <Button variant="default" onClick={() => ask('assigned')} rightSection={<Key>A</Key>}>
          Assign
        </Button>
      )}
      {can('moved') && work.state === 'new' && move('triage', 'To triage')}
      {can('moved') &&
        (work.state === 'new' || work.state === 'triage') &&
        move('investigating', 'Investigate')}
      {can('noticed') && (
        <Button variant="default" onClick={() => ask('noticed')}>
          {work.notice ? 'Tell the person again' : 'Tell the person'}
        </Button>
      )}
      {can('closed') && (
        <Button variant="default" onClick={() => ask('closed')}>
          Close
        </Button>
      )}
      {can('reopened') && (
        <Button variant="default" onClick={() => ask('reopened')}>
          Reopen
        </Button>
      )}
      {rest.length > 0 && (
        // Beside its button, not at the end of the document: a page that scrolls there hides it again.
        <Menu position="bottom-start" transitionProps={{ duration: 0 }} withinPortal={false}>
          <Menu.Target>
            <Button variant="default" aria-label="More that can be done">
              More
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map(([is, words, key]) => (
              <Menu.Item key={is} onClick={() => ask(is)} rightSection={key && <Key>{key}</Key>}>
                {is === 'sealed' && work.sealed ? 'Who reads it' : words}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {error && <span className="small caution">{error.message}</span>}
      <span className="push">
        <AsOf />
      </span>
    </div>
  )
}

/** What a role may do and would change nothing as the case stands. */
const pointless: Partial<Record<Deed['is'], (work: CaseWork) => boolean>> = {
  unmerged: (w) => w.mergedInto === undefined,
  unsealed: (w) => !w.sealed,
  held: (w) => w.held === true,
  released: (w) => !w.held,
  appealed: (w) => w.decided?.conclusion !== 'misrepresentation',
}

/** Behind "More", in this order. */
const more: [Deed['is'], string, string?][] = [
  ['merged', 'Merge into another case', 'M'],
  ['unmerged', 'Take the merging back'],
  ['notice-delayed', 'Delay telling the person'],
  ['replied', 'Record a reply'],
  ['appealed', 'Record an appeal'],
  ['accommodation-asked', 'Record that another check is asked for'],
  ['conflicted', 'Declare a conflict of interest'],
  ['sealed', 'Seal it'],
  ['unsealed', 'Unseal it'],
  ['held', 'Counsel hold'],
  ['released', 'Release the hold'],
]

interface Plain {
  title: string
  follows: string
  does: string
  deed: Deed
  reason?: 'none'
}

/** Deeds that take a reason, or not even that. */
const plain: Partial<Record<Deed['is'], Plain>> = {
  'accommodation-asked': {
    title: 'Another check is asked for',
    follows:
      'The person asks for the check that is not about timing. Nobody asks why, and it weighs nothing.',
    does: 'Record it',
    deed: { is: 'accommodation-asked' },
    reason: 'none',
  },
  closed: {
    title: 'Close the case',
    follows: 'It leaves the open ones. It can be reopened with a reason, and an appeal reopens it.',
    does: 'Close it',
    deed: { is: 'closed' },
  },
  reopened: {
    title: 'Reopen the case',
    follows: 'What was decided is lifted; two people look at it again.',
    does: 'Reopen it',
    deed: { is: 'reopened' },
  },
  unmerged: {
    title: 'Take the merging back',
    follows: 'The two are cases of their own again, as they were.',
    does: 'Take it back',
    deed: { is: 'unmerged' },
  },
  unsealed: {
    title: 'Unseal the case',
    follows: 'Everybody who works on cases sees it again, in lists and counts.',
    does: 'Unseal it',
    deed: { is: 'unsealed' },
  },
  held: {
    title: 'Counsel hold',
    follows:
      'Nothing of this case and its subject is erased, by request or by age, until the hold is released.',
    does: 'Put it on hold',
    deed: { is: 'held' },
  },
  released: {
    title: 'Release the hold',
    follows: 'Retention and requests for erasure count again from now on.',
    does: 'Release it',
    deed: { is: 'released' },
  },
}

/** The dialog of what was asked for. */
export function CaseDialog({
  view,
  asked,
  close,
}: {
  view: CaseView
  asked: Asked | undefined
  close(): void
}) {
  const { case: id, work, check } = view
  if (asked === undefined) return null
  switch (asked) {
    case 'assigned':
      return <AssignDialog id={id} close={close} {...(work.owner && { owner: work.owner })} />
    case 'noticed':
      return <NoticeDialog id={id} close={close} />
    case 'notice-delayed':
      return <DelayDialog id={id} close={close} />
    case 'replied':
    case 'appealed':
      return <HeardDialog id={id} close={close} is={asked} />
    case 'sealed':
      return <SealDialog id={id} close={close} {...(work.readers && { readers: work.readers })} />
    case 'conflicted':
      return <ConflictDialog id={id} close={close} />
    case 'merged':
      return <MergeDialog id={id} close={close} />
    case 'tasked':
      return <TaskDialog id={id} close={close} />
    case 'check':
      return <TaskDialog id={id} close={close} check={check.slice(0, 1).toUpperCase() + check.slice(1)} />
    default: {
      const found = plain[asked]
      return found ? <ActDialog {...{ id, close }} reason="required" {...found} doing={found.deed} /> : null
    }
  }
}
