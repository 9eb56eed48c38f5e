import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { LeadView } from '@telltale/core'
import { Fragment } from 'react'
import '../farms/farms.css'
import type { ApiError } from '../api.ts'
import { confirmedLeads } from '../farms/calls.ts'
import { LinkTabs } from '../farms/tabs.tsx'
import { attributeName } from '../farms/words.ts'
import { idOf, percent, plural, signed } from '../format.ts'
import { pageOf } from '../parts/queue-table.tsx'
import { Empty, Failed, Loading, Stale } from '../parts/states.tsx'
import { Page } from '../shell.tsx'

/**
 * Everybody within two strong links of a confirmed case, with the path that leads there. Called "tied to a confirmed
 * case" in every place: to counsel a lead is agreement with a sanctions list, on a page of its own.
 */
export default function Tied() {
  const list = useQuery(confirmedLeads)
  const leads = list.data?.leads ?? []
  const confirmed = list.data?.confirmed ?? []
  return (
    <Page
      crumbs={
        <>
          <Link to="/farms">Farms</Link>
          <span className="faint">/</span>
          <span>Tied to a confirmed case</span>
        </>
      }
    >
      <div className="stack">
        <header className="row">
          <h1>Tied to a confirmed case</h1>
          <span className="small dim">
            at most two strong links away; something to look at that weighs nothing
          </span>
          <span className="push small dim">{list.data && plural(leads.length, 'subject')}</span>
        </header>
        <LinkTabs />
        {list.isPending && <Loading what="who is tied to a confirmed case" />}
        {list.isError && !list.data && (
          <Failed error={list.error as ApiError} what="paths" retry={() => void list.refetch()} />
        )}
        {list.data && <Stale error={list.error as ApiError | null} since={list.dataUpdatedAt} />}
        {list.data && confirmed.length === 0 && (
          <Empty title="No case is confirmed yet">
            When people confirm a case, everybody within two strong links of it is listed here with the path
            that leads there. <Link to="/cases">Cases</Link>
          </Empty>
        )}
        {list.data && confirmed.length > 0 && leads.length === 0 && (
          <Empty title="Nobody is tied to a confirmed case">
            {plural(confirmed.length, 'case is', 'cases are')} confirmed, and no two strong links lead from{' '}
            {confirmed.length === 1 ? 'it' : 'them'} to anybody else. What is shared by many is not a strong
            link.
          </Empty>
        )}
        {leads.length > 0 && (
          <div className="scroll-x">
            <table className="data">
              <thead>
                <tr>
                  <th scope="col">Subject</th>
                  <th scope="col">Path from the confirmed case</th>
                  <th scope="col" className="num">
                    Without → with it
                  </th>
                  <th scope="col">How it stands</th>
                </tr>
              </thead>
              <tbody>
                {leads.map((lead) => (
                  <Row key={`${lead.subject} ${lead.confirmed}`} lead={lead} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        <p className="small dim prose">
          Being tied to somebody is no finding about anybody: it adds nothing to a score, opens no case and
          lists nobody. The two probabilities are what an assumed model would say without and with the
          confirmation; they order this list and do nothing else.
        </p>
      </div>
    </Page>
  )
}

function Row({ lead }: { lead: LeadView }) {
  return (
    <tr>
      <td className="nowrap">
        <Link {...pageOf(lead.item)} className="semi">
          {lead.item.pseudonym}
        </Link>
        <div className="small dim">
          {idOf(lead.subject)}
          {lead.item.simulated && <span className="faint"> · simulated</span>}
        </div>
      </td>
      <td>
        <PathChips lead={lead} />
      </td>
      <td className="num nowrap">
        {percent(lead.before)} → {percent(lead.after)}
        <div className="small dim">{lead.basis}</div>
      </td>
      <td className="small dim">
        {lead.item.case
          ? `case ${lead.item.case}`
          : lead.item.score.listed
            ? 'listed, no case'
            : 'not listed'}
        {lead.cleared && ' · people cleared it before'}
        {lead.item.farm && (
          <>
            {' · '}
            <Link to="/farms/$id" params={{ id: lead.item.farm }}>
              {lead.item.farm}
            </Link>
          </>
        )}
      </td>
    </tr>
  )
}

/** Subject, what is shared, subject, what is shared, subject. */
function PathChips({ lead }: { lead: LeadView }) {
  return (
    <div className="chips">
      <Link to="/subjects/$ref" params={{ ref: lead.confirmed }} className="chip">
        ● {lead.confirmedPseudonym}
      </Link>
      {lead.path.map((step) => (
        <Fragment key={`${step.attribute} ${step.to}`}>
          <span className="chip-line" aria-hidden="true" />
          <span
            className="chip shared"
            title={`${attributeName(step.attribute, step.shown)}, weight ${signed(step.weight)}`}
          >
            {attributeName(step.attribute, step.shown)} {signed(step.weight)}
          </span>
          <span className="chip-line" aria-hidden="true" />
          <Link to="/subjects/$ref" params={{ ref: step.to }} className="chip">
            {step.pseudonym}
          </Link>
        </Fragment>
      ))}
    </div>
  )
}
