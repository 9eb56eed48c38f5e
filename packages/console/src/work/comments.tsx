import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { CaseWork } from '@telltale/core'
import { useState } from 'react'
import { time } from '../format.ts'
import { Failed } from '../parts/states.tsx'
import { templates } from './calls.ts'
import { useAct } from './use-act.ts'

/** Notes for colleagues. The person may ask for them: they are part of the export. */
export function Comments({ work, name }: { work: CaseWork; name: (by: string) => string }) {
  const may = work.may.includes('commented')
  const [text, setText] = useState('')
  const { does, busy, error, forget } = useAct(work.id, () => setText(''))
  const offered = useQuery({ ...templates, enabled: may }).data?.comments ?? []
  const words = text.trim()
  return (
    <section className="card stack" style={{ gap: 8 }} aria-label="Comments">
      <header className="row">
        <h2>Comments</h2>
        <span className="push small dim">the person may ask to read them</span>
      </header>
      {work.comments.length === 0 && !may && <p className="small dim">None.</p>}
      <ul className="list small">
        {work.comments.map((c) => (
          <li key={c.act}>
            <p className="row">
              <span className="semi">{name(c.by)}</span>
              <span className="push dim nowrap">{time(c.at)}</span>
            </p>
            <p className="pre">{c.text}</p>
          </li>
        ))}
      </ul>
      {may && (
        <form
          className="stack"
          style={{ gap: 6 }}
          onSubmit={(e) => {
            e.preventDefault()
            if (words) does({ is: 'commented', text: words })
          }}
        >
          <textarea
            className="plain-field note"
            aria-label="Comment"
            placeholder="What a colleague should know"
            rows={2}
            maxLength={10_000}
            value={text}
            onChange={(e) => setText(e.currentTarget.value)}
          />
          {error && <Failed error={error} what="not kept" retry={forget} />}
          <div className="row middle">
            {offered.length > 0 && (
              <select
                className="plain-field"
                aria-label="Begin from a template"
                style={{ width: 190, flex: 'none' }}
                value=""
                onChange={(e) => {
                  const found = offered.find((t) => t.name === e.currentTarget.value)
                  if (found) setText((was) => (was.trim() ? `${was.trimEnd()}\n\n${found.text}` : found.text))
                }}
              >
                <option value="">Begin from a template…</option>
                {offered.map((t) => (
                  <option key={t.name} value={t.name}>
                    {t.title}
                  </option>
                ))}
              </select>
            )}
            <Button type="submit" variant="default" className="push" disabled={!words || busy}>
              {busy ? 'Keeping…' : 'Comment'}
            </Button>
          </div>
        </form>
      )}
    </section>
  )
}
