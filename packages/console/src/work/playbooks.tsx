import type { CaseWork, PlaybookItemView, PlaybookView } from '@telltale/core'
import { useState } from 'react'
import { date, plural } from '../format.ts'
import { useMe } from './me.ts'
import { useAct } from './use-act.ts'
import { dueWords } from './words.ts'

interface Props {
  work: CaseWork
  name: (by: string) => string
  now: number
}

/** Checklists that follow a decision: an owner, items with what to look out for, clocks, who ticked what. */
export function Playbooks({ work, name, now }: Props) {
  if (work.playbooks.length === 0) return null
  return work.playbooks.map((p) => <Playbook key={p.playbook} {...{ work, name, now }} playbook={p} />)
}

function Playbook({ work, playbook, name, now }: Props & { playbook: PlaybookView }) {
  const me = useMe()
  const { does, doing, error } = useAct(work.id)
  const needed = playbook.items.filter((i) => !i.instead)
  const done = needed.filter((i) => i.ticked).length
  return (
    <section className="card" aria-label={playbook.title}>
      <header className="card-head">
        <h2>{playbook.title}</h2>
        <span className="push small dim">
          {playbook.owner
            ? `${playbook.ownerName ?? name(playbook.owner)} · ${done} of ${needed.length}`
            : plural(playbook.items.length, 'item')}
        </span>
      </header>
      {playbook.owner ? (
        <ul className="ticks small">
          {playbook.items.map((i) => (
            <Item
              key={i.item}
              item={i}
              {...{ name, now }}
              busy={doing !== undefined}
              mayTick={work.may.includes('ticked') && (!i.counsel || me.role === 'counsel')}
              mayUntick={work.may.includes('unticked') && (!i.counsel || me.role === 'counsel')}
              tick={(note) =>
                does({ is: 'ticked', playbook: playbook.playbook, item: i.item, ...(note && { note }) })
              }
              untick={() => does({ is: 'unticked', playbook: playbook.playbook, item: i.item })}
            />
          ))}
        </ul>
      ) : work.may.includes('playbook') ? (
        <button
          type="button"
          className="plain-button"
          disabled={doing !== undefined}
          onClick={() => does({ is: 'playbook', playbook: playbook.playbook, owner: work.owner ?? me.id })}
        >
          {doing
            ? 'Beginning…'
            : `Begin it, owner ${work.owner && work.owner !== me.id ? name(work.owner) : 'you'}`}
        </button>
      ) : (
        <p className="small dim">Nobody has begun it.</p>
      )}
      {error && <p className="small caution">{error.message}</p>}
    </section>
  )
}

function Item(props: {
  item: PlaybookItemView
  name: (by: string) => string
  now: number
  busy: boolean
  mayTick: boolean
  mayUntick: boolean
  tick(note: string): void
  untick(): void
}) {
  const { item, name, now, busy, mayTick, mayUntick } = props
  const [note, setNote] = useState('')
  const [open, setOpen] = useState(false)
  const { ticked } = item
  const may = ticked ? mayUntick : mayTick
  return (
    <li>
      <input
        type="checkbox"
        aria-label={item.title}
        checked={ticked !== undefined}
        disabled={busy || !may || item.instead !== undefined}
        title={item.counsel && !may ? 'For counsel' : undefined}
        onChange={() => (ticked ? props.untick() : props.tick(note.trim()))}
      />
      <div className={ticked || item.instead ? 'dim' : undefined}>
        <button
          type="button"
          className="plain-button item"
          aria-expanded={open}
          onClick={() => setOpen((o) => !o)}
        >
          {item.title}
        </button>{' '}
        {item.counsel && <span className="tag">counsel</span>}
        {item.due !== undefined && !ticked && (
          <span className={`nowrap ${item.due < now ? 'caution' : 'dim'}`} title={date(item.due)}>
            {' '}
            {item.due < now && '△ '}
            {dueWords(item.due, now)}
          </span>
        )}
        {item.instead && <span> · not needed: {item.instead}</span>}
        {ticked && (
          <span>
            {' '}
            · {ticked.name ?? name(ticked.by)}, {date(ticked.at)}
            {ticked.note && <span> “{ticked.note}”</span>}
          </span>
        )}
        {open && (
          <div className="stack tight item-how">
            <p className="dim">{item.how}</p>
            {item.draft && <Draft text={item.draft} />}
            {mayTick && !ticked && !item.instead && (
              <input
                className="plain-field"
                aria-label={`Note on: ${item.title}`}
                placeholder="A note, kept with the tick"
                maxLength={2000}
                value={note}
                onChange={(e) => setNote(e.currentTarget.value)}
              />
            )}
          </div>
        )}
      </div>
    </li>
  )
}

function Draft({ text }: { text: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <details>
      <summary>A draft to begin from; check every word</summary>
      <pre className="draft">{text}</pre>
      <button
        type="button"
        className="plain-button"
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        {copied ? 'Copied' : 'Copy it'}
      </button>
    </details>
  )
}
