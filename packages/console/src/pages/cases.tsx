import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { caseStates } from '@telltale/core'
import { useState } from 'react'
import type { ApiError } from '../api.ts'
import { plural } from '../format.ts'
import { Filter } from '../parts/filter.tsx'
import { matches, QueueTable } from '../parts/queue-table.tsx'
import { Empty, Failed, Loading, Stale } from '../parts/states.tsx'
import { Page } from '../shell.tsx'
import { useUrl } from '../url.ts'
import { BulkBar } from '../work/bulk-bar.tsx'
import { casesByPage } from '../work/calls.ts'
import { useMe } from '../work/me.ts'
import { PersonField } from '../work/people-field.tsx'
import { stateWords } from '../work/words.ts'
import '../work/work.css'

/** Cases by state and owner, a page at a time; closed ones too. */
export default function Cases() {
  const [{ q, state = 'open', owner }, change] = useUrl()
  const me = useMe()
  const list = useInfiniteQuery(casesByPage({ ...(state !== 'open' && { state }), ...(owner && { owner }) }))
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const items = list.data?.pages.flatMap((p) => p.cases) ?? []
  const shown = items.filter((i) => matches(i, q))
  const work = new Map(items.map((c) => [c.case, c.work]))
  const chosen = shown.flatMap((c) => (picked.has(c.case) ? c.work : []))
  const bulk = (me.role === 'analyst' || me.role === 'lead') && state !== 'closed'
  const pick = (cases: readonly string[], on: boolean) =>
    setPicked((was) => new Set(on ? [...was, ...cases] : [...was].filter((c) => !cases.includes(c))))
  return (
    <Page crumbs={<span>Cases</span>} actions={<Filter what="cases" />}>
      <div className="stack">
        <header className="row">
          <h1>Cases</h1>
          <span className="small dim">
            one person or one application each; two kinds of evidence agree on every one
          </span>
          <span className="push small dim">
            {list.data && `${plural(items.length, 'case')}${list.hasNextPage ? ' so far' : ''}`}
          </span>
        </header>
        <div className="row middle wrap bulk">
          <span className="chips" role="radiogroup" aria-label="State">
            {(['open', ...caseStates] as const).map((s) => (
              // biome-ignore lint/a11y/useSemanticElements: buttons that look and act as one switch.
              <button
                key={s}
                type="button"
                role="radio"
                aria-checked={state === s}
                onClick={() => change({ state: s === 'open' ? undefined : s })}
              >
                {s === 'open' ? 'all open' : stateWords[s]}
              </button>
            ))}
          </span>
          <span className="push">
            <PersonField
              label="Owner"
              value={owner === 'me' ? me.id : (owner ?? '')}
              set={(id) => change({ owner: id === me.id ? 'me' : id || undefined })}
              none="Anybody"
            />
          </span>
        </div>
        {list.isPending && <Loading what="the cases" rows={5} />}
        {list.isError && !list.data && (
          <Failed error={list.error as ApiError} what="cases" retry={() => void list.refetch()} />
        )}
        <Stale error={list.error as ApiError | null} since={list.dataUpdatedAt} />
        {list.data && items.length === 0 && (
          <Empty title={state === 'open' && !owner ? 'No case is open' : 'No such case'}>
            {state === 'open' && !owner ? (
              <>
                A case opens at 10⁴ from two kinds of evidence. Who is listed without a case is on{' '}
                <Link to="/">Today</Link>.
              </>
            ) : (
              'Choose another state or owner above.'
            )}
          </Empty>
        )}
        {items.length > 0 && shown.length === 0 && (
          <Empty title={`No case matches “${q}”`}>Clear the filter to see all {items.length}.</Empty>
        )}
        {chosen.length > 0 && <BulkBar picked={chosen} clear={() => setPicked(new Set())} />}
        {shown.length > 0 && (
          <QueueTable
            {...{ items: shown, now: Date.now(), work, shows: 'state' }}
            {...(bulk && { picked, pick })}
          />
        )}
        {list.hasNextPage && (
          <p>
            <Button
              variant="default"
              disabled={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {list.isFetchingNextPage ? 'Reading…' : 'The next page'}
            </Button>
          </p>
        )}
      </div>
    </Page>
  )
}
