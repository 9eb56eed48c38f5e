import { createTheme, type MantineColorsTuple, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  RouterProvider,
} from '@tanstack/react-router'
import { queryClient } from './api.ts'
import { Hatches } from './parts/pieces.tsx'
import { Frame, NotFound } from './shell.tsx'
import { readSearch } from './url.ts'

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound, validateSearch: readSearch })
const page = { getParentRoute: () => root } as const
const huntPage = lazyRouteComponent(() => import('./pages/hunts.tsx'))
/** One page for the list, a requisition and an applicant: what stays on the screen is not drawn anew. */
const applicants = lazyRouteComponent(() => import('./pages/applicants.tsx'))

const routeTree = root.addChildren([
  createRoute({ ...page, path: '/', component: lazyRouteComponent(() => import('./pages/today.tsx')) }),
  createRoute({
    ...page,
    path: '/sign-in', // Drawn by Frame, which also shows it to whoever is not signed in.
    component: () => null,
  }),
  createRoute({ ...page, path: '/cases', component: lazyRouteComponent(() => import('./pages/cases.tsx')) }),
  createRoute({
    ...page,
    path: '/cases/$id',
    component: lazyRouteComponent(() => import('./pages/case.tsx')),
  }),
  createRoute({
    ...page,
    path: '/subjects/$ref',
    component: lazyRouteComponent(() => import('./pages/subject.tsx')),
  }),
  createRoute({ ...page, path: '/farms', component: lazyRouteComponent(() => import('./pages/farms.tsx')) }),
  createRoute({
    ...page,
    path: '/farms/tied',
    component: lazyRouteComponent(() => import('./pages/tied.tsx')),
  }),
  createRoute({
    ...page,
    path: '/entities',
    component: lazyRouteComponent(() => import('./pages/entities.tsx')),
  }),
  createRoute({
    ...page,
    path: '/entities/$id',
    component: lazyRouteComponent(() => import('./pages/entity.tsx')),
  }),
  createRoute({
    ...page,
    path: '/farms/$id',
    component: lazyRouteComponent(() => import('./pages/farm.tsx')),
  }),
  createRoute({ ...page, path: '/hunts', component: huntPage }),
  createRoute({ ...page, path: '/hunts/$name', component: huntPage }),
  createRoute({ ...page, path: '/applicants', component: applicants }),
  createRoute({ ...page, path: '/applicants/$requisition', component: applicants }),
  createRoute({ ...page, path: '/applicants/$requisition/$application', component: applicants }),
  createRoute({
    ...page,
    path: '/trends',
    component: lazyRouteComponent(() => import('./pages/trends.tsx')),
  }),
  createRoute({
    ...page,
    path: '/coverage',
    component: lazyRouteComponent(() => import('./pages/coverage.tsx')),
  }),
  createRoute({ ...page, path: '/lists', component: lazyRouteComponent(() => import('./pages/lists.tsx')) }),
  createRoute({ ...page, path: '/audit', component: lazyRouteComponent(() => import('./pages/audit.tsx')) }),
  createRoute({ ...page, path: '/leads', component: lazyRouteComponent(() => import('./pages/leads.tsx')) }),
  createRoute({
    ...page,
    path: '/detectors',
    component: lazyRouteComponent(() => import('./pages/detectors.tsx')),
  }),
  createRoute({ ...page, path: '/model', component: lazyRouteComponent(() => import('./pages/model.tsx')) }),
  createRoute({
    ...page,
    path: '/detectors/$',
    component: lazyRouteComponent(() => import('./pages/detector.tsx')),
  }),
  createRoute({
    ...page,
    path: '/check', // For whoever was sent a link: without the frame, without a session.
    component: lazyRouteComponent(() => import('./pages/check.tsx')),
  }),
  createRoute({
    ...page,
    path: '/person', // For the person whom a case is about: likewise.
    component: lazyRouteComponent(() => import('./pages/person.tsx')),
  }),
  createRoute({ ...page, path: '/try', component: lazyRouteComponent(() => import('./pages/try.tsx')) }),
  createRoute({
    ...page,
    path: '/invitation', // For somebody who has no account yet: drawn by itself.
    component: lazyRouteComponent(() => import('./pages/invitation.tsx')),
  }),
  createRoute({
    ...page,
    path: '/account',
    component: lazyRouteComponent(() => import('./pages/account.tsx')),
  }),
  createRoute({
    ...page,
    path: '/people',
    component: lazyRouteComponent(() => import('./pages/people.tsx')),
  }),
  createRoute({
    ...page,
    path: '/settings/outputs',
    component: lazyRouteComponent(() => import('./pages/outputs.tsx')),
  }),
  createRoute({
    ...page,
    path: '/settings',
    component: lazyRouteComponent(() => import('./pages/settings.tsx')),
  }),
  createRoute({
    ...page,
    path: '/settings/privacy',
    component: lazyRouteComponent(() => import('./pages/privacy.tsx')),
  }),
  createRoute({
    ...page,
    path: '/quarantine',
    component: lazyRouteComponent(() => import('./pages/quarantine.tsx')),
  }),
])

const router = createRouter({ routeTree, scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

const indigo: MantineColorsTuple = [
  '#eeeefb',
  '#dcddf5',
  '#b9bbec',
  '#a0a7ff',
  '#7f84dc',
  '#6266cd',
  '#4549bd',
  '#3b3fa5',
  '#31358c',
  '#282b74',
]
const theme = createTheme({
  primaryColor: 'indigo',
  colors: { indigo },
  fontFamily: 'var(--sans)',
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 120 } } },
    Tooltip: {
      defaultProps: { transitionProps: { duration: 100 }, events: { hover: true, focus: true, touch: true } },
    },
  },
})

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Hatches />
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  )
}
