/** Leaves a part out. What is missing counts neither way. */
export function Skip({ what, go }: { what: string; go(): void }) {
  return (
    <p className="small dim check-skip">
      <button type="button" className="plain-button" onClick={go}>
        {what}
      </button>{' '}
      · what is left out counts neither way
    </p>
  )
}
