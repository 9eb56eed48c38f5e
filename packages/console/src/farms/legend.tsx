import type { Search } from '../url.ts'

type Shows = NonNullable<Search['show']>[number]

export function Legend(props: {
  folded: boolean
  bridges: boolean
  beyond: number
  show: readonly Shows[]
  toggle: (what: Shows) => void
}) {
  const { show, toggle } = props
  const keys: [Shows, string, string][] = [
    ['fit', 'F', show.includes('fit') ? 'full size' : 'fit'],
    ['laptops', 'E', show.includes('laptops') ? 'fewer lines' : 'expand'],
    ['own', 'H', show.includes('own') ? 'show what is seen beyond' : 'hide what is seen beyond'],
  ]
  return (
    <div className="row wrap small dim farm-legend">
      <span>
        <span className="accuses">●</span> hands measured, not local
      </span>
      <span>
        <span className="clears">●</span> near
      </span>
      <span>◌ hands not measured</span>
      <span>thicker: rarer share, weighs more</span>
      {props.bridges && <span>═ bridge: cut it and the farm falls apart</span>}
      {props.folded && <span>folded by door: press a row to unfold</span>}
      <span className="push row">
        {keys.map(([what, key, says]) => (
          <button
            key={what}
            type="button"
            className="plain-button"
            aria-pressed={show.includes(what)}
            onClick={() => toggle(what)}
          >
            <kbd className="key">{key}</kbd> {says}
          </button>
        ))}
        <span>
          <kbd className="key">←</kbd> <kbd className="key">→</kbd> days
        </span>
      </span>
    </div>
  )
}
