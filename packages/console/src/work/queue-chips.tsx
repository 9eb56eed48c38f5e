import { useUrl } from '../url.ts'

/** What narrows the queue; it is in the address, so that a copied link shows the same. */
export function QueueChips() {
  const [{ stage, owner }, change] = useUrl()
  return (
    <span className="chips">
      <select
        aria-label="Stage"
        className={stage ? 'on' : undefined}
        value={stage ?? ''}
        onChange={(e) => change({ stage: (e.currentTarget.value || undefined) as typeof stage })}
      >
        <option value="">All stages</option>
        <option value="application">Applicants</option>
        <option value="work">Workers</option>
      </select>
      <Chip
        name="Unassigned"
        on={owner === 'nobody'}
        set={(on) => change({ owner: on ? 'nobody' : undefined })}
      />
      <Chip name="Mine" on={owner === 'me'} set={(on) => change({ owner: on ? 'me' : undefined })} />
    </span>
  )
}

function Chip({ name, on, set }: { name: string; on: boolean; set: (on: boolean) => void }) {
  return (
    <button type="button" aria-pressed={on} onClick={() => set(!on)}>
      {name}
    </button>
  )
}
