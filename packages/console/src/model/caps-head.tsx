/** The columns of a table of caps, in log10: to be looked at, or to be changed. */
export function CapsHead() {
  return (
    <thead>
      <tr>
        <th scope="col">Kind</th>
        <th scope="col" className="num">
          Accuses at most
        </th>
        <th scope="col" className="num">
          Clears at most
        </th>
        <th scope="col" className="num">
          Towards a case
        </th>
        <th scope="col">Basis</th>
      </tr>
    </thead>
  )
}
