const day = 86_400_000

/** A day as a date field has it, UTC: 2026-11-26. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** The end of a day, UTC: until then. Undefined for what is no day. */
export function endOf(day_: string): number | undefined {
  const at = Date.parse(`${day_}T00:00:00Z`)
  return Number.isNaN(at) ? undefined : at + day - 1
}

/** A date in the future, at least tomorrow. */
export function DayField(props: {
  label: string
  value: string
  set: (day: string) => void
  focus?: boolean
}) {
  return (
    <label className="field">
      {props.label}
      <input
        type="date"
        className="plain-field"
        min={dayOf(Date.now() + day)}
        value={props.value}
        data-autofocus={props.focus}
        onChange={(e) => props.set(e.currentTarget.value)}
      />
    </label>
  )
}
