import { Button, Modal } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { SubjectRef } from '@telltale/core'
import { useState } from 'react'
import {
  type ApiError,
  type PresenceCheck,
  presenceChecks,
  queryClient,
  revokePresenceCheck,
  sendPresenceCheck,
  sensorPolicy,
} from '../api.ts'
import { idOf, time } from '../format.ts'
import { Failed } from './states.tsx'

const states: Record<PresenceCheck['state'], string> = {
  sent: 'sent, not opened',
  opened: 'opened, running',
  declined: 'declined',
  done: 'done',
  revoked: 'taken back',
  expired: 'expired',
}
const reasons = { interview: 'interview', 'first-day': 'first day', 're-verification': 're-verification' }

/** Checks that this person was sent, and the way to send one: small, beside what would settle it. */
export function PresenceChecks(props: {
  subject: SubjectRef
  devices: readonly SubjectRef[]
  simulated: boolean
}) {
  const { subject, devices, simulated } = props
  const policy = useQuery(sensorPolicy).data
  const checks = useQuery(presenceChecks(subject)).data ?? []
  const [sending, setSending] = useState(false)
  return (
    <section className="card">
      <header className="card-head">
        <h2>Presence check</h2>
        {policy?.presence && !simulated && (
          <button type="button" className="plain-button push" onClick={() => setSending(true)}>
            Send a presence check
          </button>
        )}
      </header>
      {policy && !policy.presence && (
        <p className="small dim">
          Switched off. A person can switch presence checks on in <Link to="/settings">Settings</Link>.
        </p>
      )}
      {policy?.presence && checks.length === 0 && (
        <p className="small dim">
          {simulated
            ? 'This person is simulated: nobody would open the link.'
            : 'None was sent. Two minutes, with consent; declining weighs nothing, and the person sees their own result.'}
        </p>
      )}
      <ul className="list small">
        {checks.slice(0, 4).map((check) => (
          <Line key={check.id} check={check} subject={subject} />
        ))}
      </ul>
      {checks.length > 4 && <p className="small faint">and {checks.length - 4} before</p>}
      <Send opened={sending} close={() => setSending(false)} subject={subject} devices={devices} />
    </section>
  )
}

function Line({ check, subject }: { check: PresenceCheck; subject: SubjectRef }) {
  const { state, took, refusals, reason, from, device, mobile } = check
  const back = useMutation({
    mutationFn: () => revokePresenceCheck(check.id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: presenceChecks(subject).queryKey }),
  })
  const details = [
    check.instead && 'asks for the check that is not about timing',
    state === 'declined' && 'weighs nothing',
    took && `${took.rows} observations`,
    took && took.touched > 0 && `touched ${took.touched === 1 ? 'once' : `${took.touched} times`}`,
    took && took.missed > 0 && `${took.missed} not touched`,
    took && took.setAside > 0 && `${took.setAside} set aside`,
    device &&
      (mobile ? `on a phone, so not about ${idOf(device as SubjectRef)}` : idOf(device as SubjectRef)),
    check.networks.length > 0 && `from ${check.networks.join(', ')}`,
  ].filter(Boolean)
  const open = state === 'sent' || state === 'opened'
  return (
    <li>
      <p className="row">
        <span className="semi">{states[state]}</span>
        <span className="dim push nowrap">{time(check.endedAt ?? check.openedAt ?? check.sentAt)}</span>
      </p>
      <p className="dim">
        {reasons[reason]}, from {from}
        {state === 'sent' && `; good until ${time(check.expiresAt)}`}
      </p>
      {details.length > 0 && <p className="dim">{details.join(' · ')}</p>}
      {refusals.length > 0 && (
        <details>
          <summary>
            △ {refusals.length} {refusals.length === 1 ? 'attempt' : 'attempts'} refused
          </summary>
          <ul className="bullets">
            {refusals.map((r) => (
              <li key={`${r.at} ${r.why}`}>
                {time(r.at)}: {r.why}
              </li>
            ))}
          </ul>
        </details>
      )}
      {open && (
        <button
          type="button"
          className="plain-button"
          onClick={() => back.mutate()}
          disabled={back.isPending}
        >
          Take it back
        </button>
      )}
    </li>
  )
}

const remembered = 'telltale-check-from'

function Send(props: {
  opened: boolean
  close(): void
  subject: SubjectRef
  devices: readonly SubjectRef[]
}) {
  const { opened, close, subject, devices } = props
  const [reason, setReason] = useState<PresenceCheck['reason']>('re-verification')
  const [device, setDevice] = useState('')
  const [hours, setHours] = useState(48)
  const [from, setFrom] = useState(() => localStorage.getItem(remembered) ?? '')
  const [copied, setCopied] = useState(false)
  const sent = useMutation({
    mutationFn: sendPresenceCheck,
    onSuccess: () => {
      localStorage.setItem(remembered, from)
      return queryClient.invalidateQueries({ queryKey: presenceChecks(subject).queryKey })
    },
  })
  const link = sent.data?.link
  const leave = () => {
    close()
    sent.reset()
    setCopied(false)
  }
  return (
    <Modal opened={opened} onClose={leave} title="Send a presence check">
      {link ? (
        <div className="stack">
          <p>
            The link opens once, in one browser and one network. It is shown here only: send it to the person
            by a way you know to be theirs.
          </p>
          <input
            className="plain-field mono"
            readOnly
            value={link}
            aria-label="The link"
            onFocus={(event) => event.target.select()}
          />
          <div className="row middle">
            <Button
              data-autofocus
              onClick={() =>
                void navigator.clipboard.writeText(link).then(
                  () => setCopied(true),
                  () => setCopied(false),
                )
              }
            >
              {copied ? 'Copied' : 'Copy link'}
            </Button>
            <Button variant="default" onClick={leave}>
              Done
            </Button>
          </div>
        </div>
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            sent.mutate({
              subject,
              reason,
              hours,
              ...(device && { device }),
              ...(from.trim() && { from: from.trim() }),
            })
          }}
        >
          <label className="field">
            Reason
            <select
              className="plain-field"
              value={reason}
              onChange={(event) => setReason(event.target.value as PresenceCheck['reason'])}
            >
              {Object.entries(reasons).map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            Who asks, as the person is told
            <input
              className="plain-field"
              value={from}
              maxLength={100}
              placeholder="your name; the company’s where empty"
              onChange={(event) => setFrom(event.target.value)}
            />
          </label>
          <label className="field">
            Opened on
            <select
              className="plain-field"
              value={device}
              onChange={(event) => setDevice(event.target.value)}
            >
              <option value="">any computer: about the person only</option>
              {devices.map((d) => (
                <option key={d} value={d}>
                  {idOf(d)}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            Good for
            <select
              className="plain-field"
              value={hours}
              onChange={(event) => setHours(Number(event.target.value))}
            >
              <option value={4}>4 hours</option>
              <option value={48}>2 days</option>
              <option value={168}>a week</option>
            </select>
          </label>
          {sent.isError && <Failed error={sent.error as ApiError} what="not sent" />}
          <p className="small dim">
            The person reads what is measured and why before agreeing, may decline without it weighing
            anything, and sees their own result.
          </p>
          <div className="row">
            <Button type="submit" disabled={sent.isPending}>
              Make the link
            </Button>
          </div>
        </form>
      )}
    </Modal>
  )
}
