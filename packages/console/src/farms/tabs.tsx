import { Link } from '@tanstack/react-router'

const tabs = [
  ['/farms', 'Farms'],
  ['/farms/tied', 'Tied to a confirmed case'],
  ['/entities', 'One person, several records'],
] as const

/** What is tied, what is near to what people confirmed, and which records are one person. */
export function LinkTabs() {
  return (
    <nav className="tabs" aria-label="What is linked">
      {tabs.map(([to, name]) => (
        <Link key={to} to={to} activeOptions={{ exact: true }} activeProps={{ className: 'active' }}>
          {name}
        </Link>
      ))}
    </nav>
  )
}
