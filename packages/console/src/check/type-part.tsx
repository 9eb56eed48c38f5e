import { Button } from '@mantine/core'
import { useState } from 'react'
import { Skip } from './skip.tsx'

/** Our own words: plain, with a few digits and marks, so that every class of key occurs. */
const paragraph =
  'The ferry leaves at 7:40 and comes back after dark. On clear days you can see the far shore from the upper deck, with its 3 white towers and a long grey wall. Most people read, some sleep, and a few count the buoys.'
const enough = 0.6

/** A paragraph to copy. How far one has come is all that the page looks at. */
export function TypePart({ done }: { done(): void }) {
  const [length, setLength] = useState(0)
  const share = Math.min(1, length / paragraph.length)
  return (
    <>
      <header className="stack tight">
        <h1 tabIndex={-1}>Copy this paragraph</h1>
        <p className="dim">
          At your own pace; mistakes don’t matter. Only when keys go down and up is measured, and their class:
          what you type stays in this box and goes nowhere.
        </p>
      </header>
      <section className="card stack">
        <p className="check-paragraph" id="check-paragraph">
          <span className="faint">{paragraph.slice(0, length)}</span>
          {paragraph.slice(length)}
        </p>
        <textarea
          className="check-text"
          rows={4}
          aria-label="Your copy of the paragraph"
          aria-describedby="check-paragraph"
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => setLength(event.target.value.length)}
          onPaste={(event) => event.preventDefault()}
          data-autofocus
        />
        <div className="row middle">
          <progress className="check-progress" max={1} value={share} aria-label="How far you are" />
          <span className="small dim nowrap">{Math.round(share * 100)} %</span>
          <Button className="push" onClick={done} disabled={share < enough}>
            Go on
          </Button>
        </div>
      </section>
      <Skip what="Typing doesn’t suit me: skip this" go={done} />
    </>
  )
}
