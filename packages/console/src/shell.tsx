import { Button, Modal, useMantineColorScheme } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, Navigate, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { type ApiError, queryClient, removeDemo, type Session, session, signOut, status } from './api.ts'
import { useWaiting } from './applicants/use-waiting.ts'
import { capital, count } from './format.ts'
import { useKeys } from './keys.ts'
import { useLive } from './outputs/live.ts'
import SignIn from './pages/sign-in.tsx'
import { Icon, type IconName, Mark } from './parts/icons.tsx'
import { ObservationsPanel } from './parts/observations-panel.tsx'
import { Key } from './parts/pieces.tsx'
import { Failed, Loading } from './parts/states.tsx'

/** Everything around a page: nobody sees data without a session. A presence check's page has none around it. */
export function Frame() {
  const path = useRouterState({ select: (s) => s.location.pathname })
  return path === '/check' || path === '/person' || path === '/invitation' ? (
    <Outlet />
  ) : (
    <Console path={path} />
  )
}

function Console({ path }: { path: string }) {
  const signedIn = useQuery(session)
  if (path === '/sign-in') return <SignIn />
  if (signedIn.isPending)
    return (
      <main className="alone">
        <Loading what="your session" />
      </main>
    )
  if (signedIn.isError && !signedIn.data)
    return (
      <main className="alone">
        <Failed error={signedIn.error as ApiError} what="session" retry={() => void signedIn.refetch()} />
      </main>
    )
  if (!signedIn.data?.signedIn) return <SignIn />
  return <SignedIn session={signedIn.data} />
}

function SignedIn({ session: { role = 'analyst', account, company, demo } }: { session: Session }) {
  const [help, setHelp] = useState(false)
  const [removing, setRemoving] = useState(false)
  const seesCases = role !== 'recruiter' && role !== 'administrator'
  const home = homes[role] ?? '/'
  const { data } = useQuery({ ...status, enabled: seesCases })
  useLive(seesCases)
  const waiting = useWaiting(role !== 'administrator').items?.length
  const navigate = useNavigate()
  const { setColorScheme } = useMantineColorScheme()
  const dark = useDark()
  useKeys({ '?': () => setHelp(true) })
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      queryClient.clear()
      void navigate({ to: '/sign-in' })
    },
  })
  const items = pages(role, {
    '/': data?.counts.listed,
    '/cases': data?.counts.cases,
    '/farms': data?.counts.farms,
    '/applicants': waiting,
    '/quarantine': data?.counts.quarantined,
  })
  return (
    <div className="frame">
      <div className="nav">
        <nav className="nav-pages" aria-label="Pages">
          <Link to={home} className="brand">
            <Mark />
            <span>Telltale</span>
          </Link>
          {items.map((item) => (
            <Link
              key={item.to}
              to={item.to}
              className="nav-link"
              activeOptions={{ exact: item.to === '/' }}
              activeProps={{ className: 'nav-link active' }}
              title={item.name}
            >
              <Icon name={item.icon} />
              <span>{item.name}</span>
              {item.n !== undefined && <span className="count">{count(item.n)}</span>}
            </Link>
          ))}
        </nav>
        <footer className="nav-foot">
          <span className="words">{company.replace(' (simulated)', '')}</span>
          {demo && (
            <span>
              <span className="words">Demo company · </span>simulated
            </span>
          )}
          <Link to="/account" className="plain-button" title="Your account">
            {account?.name ?? capital(role.replace('-', ' '))}
            {account && <span className="words"> · {role.replace('-', ' ')}</span>}
          </Link>
          {data?.demo && (
            <button
              type="button"
              className="plain-button"
              style={{ textAlign: 'left' }}
              onClick={() => setRemoving(true)}
            >
              Remove<span className="words"> the demo company</span>
            </button>
          )}
          <div className="foot-actions">
            <button
              type="button"
              className="icon-button"
              aria-label={dark ? 'Use light colours' : 'Use dark colours'}
              title={dark ? 'Use light colours' : 'Use dark colours'}
              onClick={() => setColorScheme(dark ? 'light' : 'dark')}
            >
              <Icon name={dark ? 'sun' : 'moon'} />
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label="All keys"
              title="All keys (?)"
              onClick={() => setHelp(true)}
            >
              <Icon name="keys" />
            </button>
            <button
              type="button"
              className="plain-button words-button"
              onClick={() => leave.mutate()}
              disabled={leave.isPending}
            >
              Sign out
            </button>
          </div>
        </footer>
      </div>
      <Allowed role={role} />
      {seesCases && <ObservationsPanel />}
      <AllKeys opened={help} close={() => setHelp(false)} />
      <RemoveDemo
        opened={removing}
        close={() => setRemoving(false)}
        observations={data?.demo?.observations}
      />
    </div>
  )
}

type SomeRole = NonNullable<Session['role']>
/** `for`: the roles that open it; everybody whose pages are not counted up in `only` where absent. */
type Entry = { to: string; icon: IconName; name: string; for?: readonly SomeRole[]; n?: number }

/** In the order of the navigation. */
const entries: readonly Entry[] = [
  { to: '/', icon: 'today', name: 'Today' },
  { to: '/cases', icon: 'cases', name: 'Cases' },
  { to: '/farms', icon: 'farms', name: 'Farms' },
  { to: '/applicants', icon: 'applicants', name: 'Applicants' },
  { to: '/leads', icon: 'leads', name: 'Leads', for: ['counsel'] },
  { to: '/hunts', icon: 'hunts', name: 'Hunts' },
  { to: '/trends', icon: 'trends', name: 'Trends' },
  { to: '/coverage', icon: 'coverage', name: 'Coverage' },
  { to: '/detectors', icon: 'detectors', name: 'Detectors' },
  { to: '/audit', icon: 'audit', name: 'Audit', for: ['counsel', 'lead', 'auditor'] },
  { to: '/try', icon: 'try', name: 'Try it' },
  { to: '/quarantine', icon: 'quarantine', name: 'Quarantine' },
  { to: '/people', icon: 'applicants', name: 'People', for: ['administrator', 'auditor'] },
  { to: '/settings', icon: 'settings', name: 'Settings' },
]

/** What a sign-in may open; `counts` stand beside the names. */
function pages(role: SomeRole, counts: Record<string, number | undefined>): Entry[] {
  const own = only[role]
  return entries
    .filter((e) => (own ? own.includes(e.to) : !e.for || e.for.includes(role)))
    .map((e) => ({ ...e, n: counts[e.to] }))
}

/** Roles that open some pages only, and where they begin. */
const only: Partial<Record<SomeRole, readonly string[]>> = {
  recruiter: ['/applicants', '/try'],
  administrator: ['/people', '/coverage', '/detectors', '/quarantine', '/settings'],
}
const homes: Partial<Record<SomeRole, string>> = {
  recruiter: '/applicants',
  administrator: '/people',
}

/** The page, or where it is not for this role the way back to its own. */
function Allowed({ role }: { role: SomeRole }) {
  // What is drawn, not where the address points to already: on the way from one to the other the old page is drawn.
  const path = useRouterState({ select: (s) => s.matches.at(-1)?.pathname ?? '' })
  const [own, home = '/'] = [only[role], homes[role]]
  const fits = (to: string) => path === to || path.startsWith(`${to}/`)
  const others = entries.some((e) => e.for && !e.for.includes(role) && fits(e.to))
  if (path === '/account' || (own ? own.some(fits) : !others)) return <Outlet />
  if (path === '/') return <Navigate to={home} replace />
  return (
    <Page crumbs={<span>Not in your sign-in</span>}>
      <div className="card stack tight" style={{ maxWidth: 480 }}>
        <p className="semi">
          {role === 'recruiter'
            ? 'Your sign-in shows applicants only.'
            : role === 'administrator'
              ? 'Your sign-in runs this installation, and shows no case.'
              : 'This page is not in your sign-in.'}
        </p>
        <p className="small dim">
          {own ? 'Cases and their evidence are for those who work on them.' : 'It is for other roles.'}{' '}
          <Link to={home}>Go to {entries.find((e) => e.to === home)?.name}</Link>
        </p>
      </div>
    </Page>
  )
}

function useDark(): boolean {
  const { colorScheme } = useMantineColorScheme()
  return (
    colorScheme === 'dark' || (colorScheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  )
}

/** The bar above a page: where one is, and what can be done here. */
export function Page({
  crumbs,
  actions,
  children,
}: {
  crumbs: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <div>
      <header className="top">
        <div className="crumbs">{crumbs}</div>
        <div className="push row middle">{actions}</div>
      </header>
      <main className="content">{children}</main>
    </div>
  )
}

const keys: [string[], string][] = [
  [['J', 'K'], 'next and previous, in a list or from case to case'],
  [['↵'], 'open the selected row'],
  [['/'], 'filter the list'],
  [['1', '2', '3'], 'open one of today’s first three'],
  [['A'], 'assign the case, or the selected rows'],
  [['M'], 'merge the case into another one'],
  [['E'], 'go to the evidence of a case; on a farm, every laptop'],
  [['F', 'H'], 'on a farm: fit into the window; hide what is seen beyond it'],
  [['←', '→'], 'on a farm: the day before, the day after'],
  [['Esc'], 'close what is open beside or above the page'],
  [['?'], 'this list'],
]

function AllKeys({ opened, close }: { opened: boolean; close: () => void }) {
  return (
    <Modal opened={opened} onClose={close} title="Keys" size="sm">
      <ul className="stack tight">
        {keys.map(([caps, does]) => (
          <li key={does} className="row middle">
            <span className="row" style={{ width: 84, gap: 4, flex: 'none' }}>
              {caps.map((k) => (
                <Key key={k}>{k}</Key>
              ))}
            </span>
            <span className="dim">{does}</span>
          </li>
        ))}
      </ul>
    </Modal>
  )
}

function RemoveDemo(props: { opened: boolean; close: () => void; observations?: number }) {
  const navigate = useNavigate()
  const removal = useMutation({
    mutationFn: removeDemo,
    onSuccess: async () => {
      await queryClient.resetQueries()
      props.close()
      void navigate({ to: '/' })
    },
  })
  return (
    <Modal opened={props.opened} onClose={props.close} title="Remove the demo company" size="sm">
      <div className="stack">
        <p>
          This removes the simulated company with its {count(props.observations ?? 0)} observations and every
          finding, case and farm made from them. What you loaded yourself stays.
        </p>
        {removal.error && <Failed error={removal.error as ApiError} what="not removed" />}
        <div className="row middle">
          <Button variant="default" className="push" onClick={props.close} data-autofocus>
            Keep it
          </Button>
          <Button onClick={() => removal.mutate()} disabled={removal.isPending}>
            {removal.isPending ? 'Removing…' : 'Remove'}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

export function NotFound() {
  return (
    <Page crumbs={<span>Not found</span>}>
      <div className="card stack tight" style={{ maxWidth: 480 }}>
        <p className="semi">There is no such page.</p>
        <p className="small dim">
          The address may be mistyped, or what it named was removed. <Link to="/">Go to Today</Link>
        </p>
      </div>
    </Page>
  )
}
