import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { SubjectRef, WordView } from '@telltale/core'
import { useState } from 'react'
import type { ApiError } from '../api.ts'
import { time } from '../format.ts'
import { Failed } from '../parts/states.tsx'
import { undo } from './calls.ts'
import { wordInWords } from './words.ts'

/** What people said of links: what stands can be undone, what was undone stays on record. */
export function StandingWords(props: { words: readonly WordView[]; name: (ref: SubjectRef) => string }) {
  return (
    <ul className="list small" aria-label="What was said">
      {props.words.map((word) => (
        <Said key={word.id} word={word} name={props.name} />
      ))}
    </ul>
  )
}

function Said({ word, name }: { word: WordView; name: (ref: SubjectRef) => string }) {
  const [asking, ask] = useState(false)
  const [because, setBecause] = useState('')
  const undoing = useMutation({
    mutationFn: () => undo(word.id, because.trim() ? { because: because.trim() } : {}),
    onSuccess: () => ask(false),
  })
  const sentence = wordInWords(word, name)
  return (
    <li className={word.undone ? 'dim' : undefined}>
      <div className="row">
        <p className="semi">{sentence[0]!.toUpperCase() + sentence.slice(1)}.</p>
        {!word.undone && !asking && (
          <button type="button" className="plain-button push" onClick={() => ask(true)}>
            Undo
          </button>
        )}
      </div>
      <p className="dim">
        “{word.because}” {word.by}, {time(word.at)}
      </p>
      {word.undone && (
        <p className="dim">
          Undone by {word.undone.by}, {time(word.undone.at)}
          {word.undone.because && `: “${word.undone.because}”`}
        </p>
      )}
      {asking && !word.undone && (
        <form
          className="stack tight"
          onSubmit={(e) => {
            e.preventDefault()
            undoing.mutate()
          }}
        >
          <label className="field">
            Why it is undone
            <input
              className="plain-field"
              maxLength={2000}
              // biome-ignore lint/a11y/noAutofocus: it was asked for by the button that was here.
              autoFocus
              value={because}
              onChange={(e) => setBecause(e.currentTarget.value)}
            />
          </label>
          {undoing.error && <Failed error={undoing.error as ApiError} what="not undone" />}
          <div className="row middle">
            <Button type="submit" variant="default" disabled={undoing.isPending}>
              {undoing.isPending ? 'Judging the links anew…' : 'Undo it'}
            </Button>
            <button type="button" className="plain-button" onClick={() => ask(false)}>
              Leave it
            </button>
          </div>
        </form>
      )}
    </li>
  )
}
