import { useQuery } from '@tanstack/react-query'
import { people } from './calls.ts'
import { useMe } from './me.ts'
import { roleWords } from './words.ts'

/** One of those who work on cases. */
export function PersonField(props: {
  label: string
  value: string
  set: (id: string) => void
  /** Words for nobody, where nobody may be chosen. */
  none?: string
  focus?: boolean
}) {
  const me = useMe()
  const known = useQuery(people).data ?? []
  const others = known.filter((p) => p.id !== me.id)
  const strange = props.value && props.value !== me.id && !others.some((p) => p.id === props.value)
  return (
    <label className="field">
      {props.label}
      <select
        className="plain-field"
        value={props.value}
        data-autofocus={props.focus}
        onChange={(e) => props.set(e.currentTarget.value)}
      >
        {props.none !== undefined && <option value="">{props.none}</option>}
        <option value={me.id}>You</option>
        {others.map((p) => (
          <option key={p.id} value={p.id}>
            {p.name}, {roleWords[p.role]}
          </option>
        ))}
        {strange && <option value={props.value}>{props.value}</option>}
      </select>
    </label>
  )
}

/** Several of them, each with a tick. */
export function PeopleField(props: {
  label: string
  value: readonly string[]
  set: (ids: string[]) => void
}) {
  const me = useMe()
  const known = useQuery(people).data ?? []
  const all = [{ id: me.id, name: 'You', role: me.role }, ...known.filter((p) => p.id !== me.id)]
  return (
    <fieldset className="field people">
      <legend>{props.label}</legend>
      {all.map((p) => (
        <label key={p.id} className="row middle">
          <input
            type="checkbox"
            checked={props.value.includes(p.id)}
            onChange={(e) =>
              props.set(
                e.currentTarget.checked ? [...props.value, p.id] : props.value.filter((id) => id !== p.id),
              )
            }
          />
          <span className="ink">{p.name}</span>
          <span>{roleWords[p.role]}</span>
        </label>
      ))}
    </fieldset>
  )
}
