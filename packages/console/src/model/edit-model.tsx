import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { Family, ModelInForceView, Scheme } from '@telltale/core'
import { useState } from 'react'
import { type ApiError, queryClient } from '../api.ts'
import { schemeNames } from '../format.ts'
import { Failed } from '../parts/states.tsx'
import { useMe } from '../work/me.ts'
import { type Changes, previewModel, setModel } from './calls.ts'
import { CapsHead } from './caps-head.tsx'
import { EffectView } from './effect-view.tsx'
import './model.css'

const tierNames: Record<string, string> = {
  verify: 'An application is to be verified from',
  listed: 'Listed from',
  listedProbability: 'and from this probability',
  opens: 'A case opens from',
  families: 'and from so many kinds of evidence',
  familyCounts: 'each of which gives',
}

/** Other numbers in place of those in force: nothing is saved before its effect on 90 days has been looked at. */
export function EditModel({ model, may }: { model: ModelInForceView; may: boolean }) {
  const { works } = useMe()
  const [texts, setTexts] = useState<Record<string, string>>({})
  const [because, setBecause] = useState('')
  const changes = changesIn(texts)
  const key = JSON.stringify(changes)
  const preview = useMutation({ mutationFn: async () => ({ key, effect: await previewModel(changes) }) })
  const seen = preview.data?.key === key ? preview.data.effect : undefined
  const save = useMutation({
    mutationFn: () => setModel(changes, because.trim()),
    onSuccess: () => {
      setTexts({})
      setBecause('')
      preview.reset()
      void queryClient.invalidateQueries()
    },
  })
  const field = (name: string, value: number, label: string) => (
    <td key={name} className="num">
      <input
        className="plain-field mono"
        aria-label={label}
        inputMode="decimal"
        readOnly={!works}
        style={{ width: 64, textAlign: 'right' }}
        value={texts[name] ?? String(value)}
        onChange={(e) => {
          const text = e.currentTarget.value
          setTexts((all) => {
            const { [name]: _, ...rest } = all
            return text === String(value) ? rest : { ...rest, [name]: text }
          })
        }}
      />
    </td>
  )
  const changed = key !== '{}'
  return (
    <form
      className="stack"
      onSubmit={(e) => {
        e.preventDefault()
        if (seen && may) save.mutate()
        else if (changed) preview.mutate()
      }}
    >
      <div className="two">
        <section className="card scroll-x">
          <header className="card-head">
            <h2>Kinds of evidence</h2>
            <span className="push small dim">log₁₀</span>
          </header>
          <table className="data dense">
            <CapsHead />
            <tbody>
              {(Object.keys(model.caps) as Family[]).map((f) => (
                <tr key={f}>
                  <th scope="row">{model.caps[f].title}</th>
                  {(['cap', 'floor', 'towardsCase'] as const).map((k) =>
                    field(`caps.${f}.${k}`, model.caps[f][k], `${model.caps[f].title}: ${k}`),
                  )}
                  <td>{model.caps[f].basis}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <aside>
          <section className="card">
            <h2>Before any evidence</h2>
            <table className="data dense">
              <tbody>
                {(Object.keys(model.priors) as Scheme[]).map((s) => (
                  <tr key={s}>
                    <th scope="row">{schemeNames[s]}</th>
                    {field(`priors.${s}`, model.priors[s], `Prior of ${schemeNames[s]}, log₁₀`)}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <section className="card">
            <h2>Tiers</h2>
            <table className="data dense">
              <tbody>
                {Object.entries(model.tiers).map(([name, value]) => (
                  <tr key={name}>
                    <th scope="row" className="may-wrap">
                      {tierNames[name] ?? name}
                    </th>
                    {field(`tiers.${name}`, value, tierNames[name] ?? name)}
                  </tr>
                ))}
                <tr>
                  <th scope="row" className="may-wrap">
                    A window counts for so many days
                  </th>
                  {field('memoryDays', model.memoryDays, 'Days that a window counts')}
                </tr>
              </tbody>
            </table>
          </section>
        </aside>
      </div>
      {seen && (
        <section className="card stack">
          <h2>What these numbers would have done</h2>
          <EffectView effect={seen} />
          <label className="field">
            Why (required)
            <input
              className="plain-field"
              maxLength={2000}
              value={because}
              onChange={(e) => setBecause(e.currentTarget.value)}
            />
          </label>
        </section>
      )}
      {(save.error ?? preview.error) && (
        <Failed error={(save.error ?? preview.error) as ApiError} what="nothing was changed" />
      )}
      {works && (
        <div className="row middle">
          <span className="small dim" aria-live="polite">
            {preview.isPending
              ? 'Weighing 90 days twice over…'
              : may
                ? 'Nothing is saved before its effect has been looked at.'
                : 'You can try numbers; a lead saves them.'}
          </span>
          <Button
            type="submit"
            className="push"
            disabled={
              !changed || preview.isPending || save.isPending || (!!seen && (!may || because.trim() === ''))
            }
          >
            {seen ? 'Put into force' : 'Preview'}
          </Button>
        </div>
      )}
    </form>
  )
}

/** "caps.path.cap" → { caps: { path: { cap } } }; a text that is no number is left to the server to refuse. */
function changesIn(texts: Record<string, string>): Changes {
  const out: Record<string, unknown> = {}
  for (const [name, text] of Object.entries(texts)) {
    const path = name.split('.')
    let at = out
    for (const part of path.slice(0, -1)) {
      at[part] ??= {}
      at = at[part] as Record<string, unknown>
    }
    at[path.at(-1)!] = text.trim() === '' ? null : Number(text.replace('−', '-'))
  }
  return out as Changes
}
