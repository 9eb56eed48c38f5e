import { Alert, Button } from '@mantine/core'
import { Page } from '../shell.tsx'
import { LiveRibbon } from '../trial/live-ribbon.tsx'
import { Responses } from '../trial/responses.tsx'
import { Ring } from '../trial/ring.tsx'
import { Targets } from '../trial/targets.tsx'
import {
  type Answer,
  handsOf,
  legsOf,
  missingOf,
  soonestFar,
  type Trial,
  took,
  wanted,
} from '../trial/trial.ts'
import { type Run, useTrial } from '../trial/use-trial.ts'
import { MiniRibbon } from '../visuals/mini-ribbon.tsx'

/** Anybody measures their own hands; core's estimator runs in the tab, so that nothing needs to be stored. */
export default function Try() {
  const { trial, step, problem, since, runs, stage, start, target, finish, forget } = useTrial()
  const prompts = trial.answers.filter((a) => a.stimulus === 'prompt')
  const number = Math.min(prompts.filter((a) => took(a) !== undefined).length + 1, wanted.prompts)
  const hands = handsOf(trial)
  return (
    <Page
      crumbs={<span>Try it</span>}
      actions={<span className="small dim">your own hands, on this machine; nothing is stored</span>}
    >
      <div className="stack">
        <header className="row">
          <div>
            <h1 className="trial-title">How far away are your hands?</h1>
            <p className="dim">
              Answer ten prompts and nine dots. Only times are measured, never which key, and nothing outlives
              this tab.
            </p>
          </div>
          <span className="push row middle">
            {step !== 'idle' && (
              <Button variant="default" onClick={() => void start()}>
                Start over
              </Button>
            )}
            <Button variant="default" onClick={forget} disabled={step === 'idle' && runs.length === 0}>
              Stop and forget
            </Button>
          </span>
        </header>
        {problem && <Alert color="yellow">{problem}</Alert>}
        <div className="trial-top">
          <section className="card trial-stage">
            <header className="card-head">
              <h2>
                {step === 'targets' ? 'Click each dot as it appears' : 'Press any key when the ring closes'}
              </h2>
              <span className="push small dim">
                {step === 'targets'
                  ? 'targets'
                  : step === 'idle'
                    ? ''
                    : `prompt ${number} of ${wanted.prompts}`}
              </span>
            </header>
            {step === 'targets' ? (
              <Targets onShown={target} onDone={finish} />
            ) : (
              <Ring step={step} stage={stage} />
            )}
            {step === 'idle' && (
              <Button className="trial-start" onClick={() => void start()}>
                Start
              </Button>
            )}
            <Dots answers={prompts} />
            <p className="small dim trial-legend">
              filled: sooner than a distant hand could · hollow: late, ignored by p10 · crossed: guessed
            </p>
            <p className="small faint trial-legend">
              If keys or dots don’t suit you, a check that is not about timing is as good: a security key, or
              a colleague.
            </p>
          </section>
          <Responses answers={trial.answers} />
          <StillMissing trial={trial} />
        </div>
        <LiveRibbon trial={trial} since={since} />
        {hands && (
          <p className="verdict" aria-live="polite">
            {hands.sentence}
          </p>
        )}
        <Runs runs={runs} />
      </div>
    </Page>
  )
}

function Dots({ answers }: { answers: readonly Answer[] }) {
  const kept = answers.slice(-14)
  const places = Math.max(wanted.prompts, kept.length)
  return (
    <svg
      width={places * 20}
      height="18"
      className="trial-dots"
      role="img"
      aria-label={`${answers.length} prompts answered`}
    >
      {Array.from({ length: places }, (_, i) => {
        const answer = kept[i]
        const ms = answer && took(answer)
        const x = 10 + i * 20
        if (!answer) return <circle key={x} cx={x} cy={9} r={5} fill="none" stroke="var(--line-2)" />
        if (ms === undefined)
          return <path key={x} d={`M${x - 4} 5l8 8m0-8l-8 8`} stroke="var(--caution)" strokeWidth="1.5" />
        return ms < soonestFar ? (
          <circle key={x} cx={x} cy={9} r={5.5} fill="var(--clear-fill)" />
        ) : (
          <circle key={x} cx={x} cy={9} r={5} fill="none" stroke="var(--ink)" strokeWidth="1.4" />
        )
      })}
    </svg>
  )
}

function StillMissing({ trial }: { trial: Trial }) {
  return (
    <section className="card">
      <header className="card-head">
        <h2>Still missing</h2>
      </header>
      <ul className="trial-missing">
        {missingOf(trial).map(({ what, note, have, need }) => (
          <li key={what}>
            <Progress share={have / need} />
            <span>
              {what}
              <span className="small dim">{note}</span>
            </span>
            <span className="small dim push">{have >= need ? 'done' : `${have} / ${need}`}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Progress({ share }: { share: number }) {
  const around = 2 * Math.PI * 5.5
  if (share >= 1)
    return (
      <svg width="16" height="16" aria-hidden="true">
        <path d="M3 8.5l3.2 3.2L13 4.8" fill="none" stroke="var(--clear)" strokeWidth="1.6" />
      </svg>
    )
  return (
    <svg width="16" height="16" aria-hidden="true">
      <circle
        cx="8"
        cy="8"
        r="5.5"
        fill="none"
        stroke="var(--line-2)"
        strokeWidth="2"
        strokeDasharray={share === 0 ? '2 2' : undefined}
      />
      {share > 0 && (
        <circle
          cx="8"
          cy="8"
          r="5.5"
          fill="none"
          stroke="var(--ink)"
          strokeWidth="2"
          strokeDasharray={`${around * share} ${around}`}
          transform="rotate(-90 8 8)"
        />
      )}
    </svg>
  )
}

function Runs({ runs }: { runs: readonly Run[] }) {
  return (
    <section className="card trial-runs">
      <div>
        <h2>Now do it from far away</h2>
        <p className="dim">Open this page through any remote desktop, in the same browser, and compare.</p>
      </div>
      {runs.slice(-3).map((run, i) => {
        const legs = legsOf(run.trial)
        const hands = handsOf(run.trial)
        const near = hands?.band === 'local'
        return (
          <figure key={run.at}>
            <figcaption className="small">
              Run {runs.length - Math.min(3, runs.length) + i + 1},{' '}
              {run.trial.rtt?.collector?.name ?? 'this server'}
              <b className={near ? 'clears' : hands && hands.weight > 0.4 ? 'accuses' : undefined}>
                {!hands
                  ? 'not measured'
                  : near
                    ? 'near'
                    : hands.band === 'unremarkable'
                      ? 'unremarkable'
                      : `not local, ${hands.estimate} ms (${hands.low}–${hands.high})`}
              </b>
            </figcaption>
            <MiniRibbon legs={legs} />
          </figure>
        )
      })}
      {runs.length === 0 && <p className="small dim push">Finished runs stand here, in this tab only.</p>}
    </section>
  )
}
