import { Button, Modal, NumberInput, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { grounds, type SampleDraw, type SampledSubject } from '@telltale/core'
import { useState } from 'react'
import { type ApiError, queryClient } from '../api.ts'
import { count, date, idOf } from '../format.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { Interval } from '../trends/precision.tsx'
import { useMe } from '../work/me.ts'
import { recordOutcome, type SampleSettings, samples, setSample } from './calls.ts'

const outcomeWords: Record<SampledSubject['outcome'], string> = {
  waiting: 'to be offered the check',
  cleared: 'checked, nothing found',
  confirmed: 'confirmed',
  skipped: 'not checked',
}

/** Whom each quarter's draw offers a check, and the recall that follows. Nobody here is suspected of anything. */
export function Samples() {
  const { data, error, isPending, isError, refetch } = useQuery(samples)
  const { role } = useMe()
  const [setting, setSetting] = useState(false)
  if (isPending) return <Loading what="the samples" />
  if (isError) return <Failed error={error as ApiError} what="samples" retry={() => void refetch()} />
  const { settings, draws } = data
  const may = role === 'lead' || role === 'counsel'
  return (
    <section className="card">
      <header className="card-head">
        <h2>Random sample</h2>
        <span className="small dim">the same check for whoever is drawn; the score draws nobody</span>
        {may && (
          <Button size="compact-sm" variant="default" className="push" onClick={() => setSetting(true)}>
            How many
          </Button>
        )}
      </header>
      {settings.workers + settings.applicants === 0 ? (
        <p className="small dim">
          Nobody is drawn. Without a check of some who don’t stand out nothing can be said of what is missed;
          a lead or counsel sets how many are drawn each quarter.
        </p>
      ) : (
        <p className="small dim">
          Each quarter {count(settings.workers)} workers and {count(settings.applicants)} applicants. All are
          offered: {settings.check}
        </p>
      )}
      {draws.map((draw) => (
        <Draw key={draw.quarter + draw.of} draw={draw} />
      ))}
      {setting && <Settings settings={settings} close={() => setSetting(false)} />}
    </section>
  )
}

function Draw({ draw }: { draw: SampleDraw }) {
  const { recall } = draw
  const [recording, setRecording] = useState<SampledSubject>()
  const { role } = useMe()
  return (
    <div className="draw stack tight">
      <div className="row middle">
        <h3>
          {draw.quarter}, {draw.of}
        </h3>
        <span className="small dim">
          {draw.size} of {count(draw.frame)}, drawn {date(draw.drawnAt)}
        </span>
        {recall.recall && (
          <span className="row middle push" style={{ width: 260 }}>
            <span className="small nowrap">
              recall {(100 * recall.recall.low).toFixed(0)}–{(100 * recall.recall.high).toFixed(0)} %
            </span>
            <span style={{ flex: 1 }}>
              <Interval low={recall.recall.low} high={recall.recall.high} at={recall.recall.estimate} />
            </span>
          </span>
        )}
      </div>
      <p className="small dim">{recall.says}</p>
      <table className="data dense">
        <tbody>
          {draw.subjects.map((s) => (
            <tr key={s.subject}>
              <td>
                <Link to="/subjects/$ref" params={{ ref: s.subject }}>
                  {s.pseudonym} <span className="mono faint">{idOf(s.subject)}</span>
                </Link>
              </td>
              <td className="dim">
                {outcomeWords[s.outcome]}
                {s.at !== undefined && `, ${date(s.at)}`}
                {s.because && <span className="small faint">: {s.because}</span>}
              </td>
              <td className="right">
                {s.outcome === 'waiting' && role !== 'auditor' && (
                  <button type="button" className="plain-button" onClick={() => setRecording(s)}>
                    Record
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {recording && <Record draw={draw} subject={recording} close={() => setRecording(undefined)} />}
    </div>
  )
}

function Record({ draw, subject, close }: { draw: SampleDraw; subject: SampledSubject; close: () => void }) {
  const [because, setBecause] = useState('')
  const [ground, setGround] = useState('')
  const record = useMutation({
    mutationFn: (outcome: 'cleared' | 'skipped') =>
      recordOutcome({
        ...{ quarter: draw.quarter, of: draw.of, subject: subject.subject, outcome, because },
        ...(ground && { ground: ground as (typeof grounds)[number] }),
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['samples'] })
      close()
    },
  })
  return (
    <Modal opened onClose={close} title={`${subject.pseudonym}: what came of the check`} size="sm">
      <div className="stack">
        <Textarea
          label="What was done, in a sentence"
          autosize
          minRows={2}
          value={because}
          onChange={(e) => setBecause(e.target.value)}
          data-autofocus
        />
        <label className="small dim stack tight">
          What it rests on, where it is independent of Telltale
          <select className="day-field" value={ground} onChange={(e) => setGround(e.target.value)}>
            <option value="">nothing of that kind</option>
            {grounds.map((g) => (
              <option key={g} value={g}>
                {g}
              </option>
            ))}
          </select>
        </label>
        <p className="small dim">
          A check that finds something is a case, which two people decide; it counts here by itself.
        </p>
        {record.error && <Failed error={record.error as ApiError} what="not recorded" />}
        <div className="row middle">
          <Button
            variant="default"
            className="push"
            disabled={!because || record.isPending}
            onClick={() => record.mutate('skipped')}
          >
            Not checked
          </Button>
          <Button disabled={!because || record.isPending} onClick={() => record.mutate('cleared')}>
            Nothing found
          </Button>
        </div>
      </div>
    </Modal>
  )
}

function Settings({ settings, close }: { settings: SampleSettings; close: () => void }) {
  const [draft, setDraft] = useState(settings)
  const save = useMutation({
    mutationFn: setSample,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['samples'] })
      close()
    },
  })
  const number = (key: 'workers' | 'applicants', label: string) => (
    <NumberInput
      label={label}
      min={0}
      max={10_000}
      value={draft[key]}
      onChange={(v) => setDraft({ ...draft, [key]: Number(v) || 0 })}
    />
  )
  return (
    <Modal opened onClose={close} title="How many are drawn each quarter" size="sm">
      <div className="stack">
        {number('workers', 'Workers')}
        {number('applicants', 'Applicants of the quarter before')}
        <Textarea
          label="The check that all of them are offered"
          autosize
          minRows={2}
          value={draft.check}
          onChange={(e) => setDraft({ ...draft, check: e.target.value })}
        />
        <p className="small dim">
          Holds from the next draw on. A quarter in which nobody has been drawn is drawn now, and stays as it
          was drawn.
        </p>
        {save.error && <Failed error={save.error as ApiError} what="not set" />}
        <div className="row middle">
          <Button className="push" disabled={save.isPending} onClick={() => save.mutate(draft)}>
            Set
          </Button>
        </div>
      </div>
    </Modal>
  )
}
