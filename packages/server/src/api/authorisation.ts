import type { Role } from '@telltale/core'
import type { Scope } from '../store/accounts.ts'

/**
 * Who may call which route: every role, every token, every route. The test tries each cell against the running server, and
 * fails where a route stands here and does not exist, or exists and does not stand here. `npm run generate` makes
 * docs/authorisation.md of it.
 *
 * One line a route, under what it belongs to: method, path, roles, tokens.
 * Roles: a analyst, l lead, r recruiter, p people partner, c counsel, u auditor, d administrator; `*` everybody who is signed
 * in, `open` everybody, `-` nobody.
 * Tokens: the scope that one needs; `operator` the bearer token of the token file alone; `-` none. `+machine`: programs on
 * this machine too, unless TELLTALE_TOKEN is set.
 */
const table = `
# Cases
GET    /v1/queue                                alpcu   read
GET    /v1/cases                                alpcu   read
GET    /v1/cases/:id                            alpcu   read
POST   /v1/cases/:id/acts                       alpc    configure
POST   /v1/cases/acts                           al      configure
POST   /v1/cases/:id/attachments                alpc    configure
GET    /v1/cases/:id/attachments/:attachment    alpcu   read
GET    /v1/case-templates                       alpcu   read
GET    /v1/cases/:id/explained                  alpcu   read
GET    /v1/cases/:id/file.pdf                   alpcu   export
GET    /v1/cases/:id/evidence.csv               alpcu   export
GET    /v1/exports/cases.csv                    alpcu   export
GET    /v1/exports/decisions.csv                alpcu   export
GET    /v1/cases/:id/score                      alpcu   read
GET    /v1/cases/:id/person-links               alpcu   read
POST   /v1/cases/:id/person-links               lpc     -
GET    /v1/people                               alpcu   read
GET    /v1/subjects/:ref                        alpcu   read
GET    /v1/subjects/:ref/explained              alpcu   read
POST   /v1/subjects/:ref/reveal                 alpc    -
GET    /v1/events                               alpcu   read

# Evidence
GET    /v1/evidence                             alpcu   read
GET    /v1/evidence/:id                         alpcu   read
GET    /v1/evidence/:id/observations            alpcu   read
GET    /v1/leads                                c       -

# Links
GET    /v1/farms                                alpcu   read
GET    /v1/farms/:id                            alpcu   read
GET    /v1/entities                             alpcu   read
GET    /v1/entities/:id                         alpcu   read
GET    /v1/subjects/:ref/entity                 alpcu   read
POST   /v1/linkage/learn                        alpc    configure
GET    /v1/confirmed-leads                      alpcu   read
GET    /v1/link-words                           alpcu   read
POST   /v1/link-words                           alpc    configure
POST   /v1/link-words/:id/undo                  alpc    configure

# Hunts
GET    /v1/hunts                                alpcu   read
PUT    /v1/hunts/:name                          alpc    configure
DELETE /v1/hunts/:name                          alpc    configure
POST   /v1/hunts/run                            alpc    read

# Applicants
POST   /v1/applications                         alrpc   ingest
POST   /v1/resumes                              alrpc   ingest
GET    /v1/applications                         alrpcu  read
GET    /v1/applications/:id                     alrpcu  read
POST   /v1/applications/:id/answers             alrpc   ingest
GET    /v1/applications/:id/write-back          alrpcu  export
GET    /v1/requisitions                         alrpcu  read
PUT    /v1/requisitions/:id                     alrpc   configure
GET    /v1/checks                               alrpcu  read

# What judges
GET    /v1/detectors                            alpcud  read
GET    /v1/detectors/*                          alpcud  read
GET    /v1/lists                                alpcud  read
POST   /v1/lists/reload                         -       configure
GET    /v1/suppressions                         alpcu   read
POST   /v1/suppressions/preview                 alpc    configure
POST   /v1/suppressions                         alpc    configure
POST   /v1/suppressions/:id/lift/preview        alpc    configure
POST   /v1/suppressions/:id/lift                alpc    configure
GET    /v1/promotions                           alpcu   read
POST   /v1/detectors/:id/dry-run                alpc    configure
POST   /v1/detectors/:id/promote                l       -
POST   /v1/detectors/:id/demote                 l       -
GET    /v1/model                                alpcu   read
GET    /v1/models                               alpcu   read
POST   /v1/model/preview                        alpc    configure
PUT    /v1/model                                l       -
GET    /v1/alert-budget                         alpcu   read
POST   /v1/alert-budget/preview                 alpc    configure
PUT    /v1/alert-budget                         l       -
GET    /v1/calibration                          alpcu   read
POST   /v1/calibration/preview                  l       -
PUT    /v1/calibration                          l       -

# Coverage and trends
GET    /v1/trends                               alpcu   read
GET    /v1/trends/decisions                     alpcu   read
GET    /v1/trends/cases                         alpcu   read
GET    /v1/trends/month.pdf                     alpcu   export
GET    /v1/coverage                             alpcud  read
GET    /v1/samples                              alpcu   read
PUT    /v1/samples/settings                     lc      -
POST   /v1/samples/outcomes                     alpc    configure
GET    /v1/samples/:quarter/proof               lcu     -
GET    /v1/canaries                             alpcu   read
POST   /v1/canaries                             l       -
POST   /v1/canaries/:id/end                     l       -
GET    /v1/adverse-impact                       pcu     -
POST   /v1/adverse-impact/groups                cu      -
DELETE /v1/adverse-impact/groups                cu      -

# Privacy
GET    /v1/privacy/policies                     *       read
PUT    /v1/privacy/policies                     lpc     operator
DELETE /v1/privacy/policies                     lpc     operator
GET    /v1/privacy/notices/:sensor              *       read
GET    /v1/privacy/retention                    alpcud  read
PUT    /v1/privacy/retention                    lpc     operator
POST   /v1/privacy/retention/run                lpc     operator
GET    /v1/privacy/subjects/:ref/export         lpc     operator
GET    /v1/privacy/subjects/:ref/corrections    alpcu   read
POST   /v1/privacy/subjects/:ref/corrections    lpc     operator
POST   /v1/privacy/subjects/:ref/erase          lpc     operator
GET    /v1/privacy/keys                         alpcud  read
POST   /v1/privacy/keys/rotate                  lpcd    operator
GET    /v1/privacy/documents/:name              alpcud  read

# Audit
GET    /v1/audit                                lcu     -
GET    /v1/audit/export                         cu      operator
POST   /v1/audit/checkpoint                     alpcud  configure

# Out
GET    /v1/outputs                              alpcud  read
PUT    /v1/outputs                              ld      -
POST   /v1/outputs/:target/test                 ald     configure
GET    /v1/outputs/:target/dead                 alpcud  read
POST   /v1/outputs/:target/replay               ald     configure
POST   /v1/outputs/stix/sign                    c       -
DELETE /v1/outputs/stix/sign                    c       -
GET    /v1/outputs/stix/bundle                  lc      -

# In
POST   /v1/observations                         alpc    ingest +machine
POST   /v1/drain                                alpc    ingest +machine
GET    /v1/quarantine                           alpcud  read
POST   /v1/webhooks/:system                     open

# Sensors
GET    /v1/sensor/policy                        open
PUT    /v1/sensor/policy                        alpcd   configure
POST   /v1/sensor/tickets                       *       configure
GET    /v1/sensor/telltale.js                   open
POST   /v1/sensor/rows                          open
POST   /v1/sensor/batches                       open
GET    /v1/sensor/echo                          open
POST   /v1/sensor/devices                       -       configure
GET    /v1/sensor/devices                       alpcud  read
POST   /v1/sensor/devices/:device/key           open
POST   /v1/sensor/devices/:device/revoke        ld      -
POST   /v1/presence-checks                      alpc    configure
GET    /v1/presence-checks                      alpcu   read
POST   /v1/presence-checks/:id/revoke           alpc    configure
POST   /v1/presence/look                        open
POST   /v1/presence/open                        open
POST   /v1/presence/decline                     open
POST   /v1/presence/resume                      open
POST   /v1/presence/stop                        open
POST   /v1/presence/touch                       open
POST   /v1/presence/touched                     open
POST   /v1/presence/finish                      open

# The person concerned
POST   /v1/person/open                          open
GET    /v1/person                               open
POST   /v1/person/reply                         open
POST   /v1/person/appeal                        open
POST   /v1/person/accommodation                 open
GET    /v1/person/export                        open
POST   /v1/person/files                         open

# Accounts
GET    /v1/session                              open
POST   /v1/session                              open
DELETE /v1/session                              open
POST   /v1/session/password                     open
POST   /v1/session/passkey/options              open
POST   /v1/session/passkey                      open
POST   /v1/session/oidc                         open
GET    /v1/session/oidc/callback                open
POST   /v1/invitations/look                     open
POST   /v1/invitations/password                 open
POST   /v1/invitations/passkey/options          open
POST   /v1/invitations/passkey                  open
GET    /v1/account                              *       -
PUT    /v1/account/password                     *       -
POST   /v1/account/passkeys/options             *       -
POST   /v1/account/passkeys                     *       -
DELETE /v1/account/passkeys/:id                 *       -
DELETE /v1/account/sessions                     *       -
DELETE /v1/account/sessions/:id                 *       -
GET    /v1/accounts                             ud      operator
POST   /v1/accounts                             d       operator
PUT    /v1/accounts/:id                         d       operator
POST   /v1/accounts/:id/reset                   d       operator
GET    /v1/tokens                               ud      operator
POST   /v1/tokens                               d       operator
DELETE /v1/tokens/:id                           d       operator
POST   /v1/sign-in-links                        -       operator

# This installation
GET    /v1/status                               open
GET    /healthz                                 open
GET    /readyz                                  open
GET    /openapi.json                            open
GET    /metrics                                 alpcu   read +machine
POST   /v1/demo                                 alpcd   configure
DELETE /v1/demo                                 alpcd   configure
`

export const roleLetters = {
  analyst: 'a',
  lead: 'l',
  recruiter: 'r',
  'people-partner': 'p',
  counsel: 'c',
  auditor: 'u',
  administrator: 'd',
} as const satisfies Record<Role, string>

/** Who may call one route. */
export interface Entry {
  under: string
  method: string
  path: string
  open: boolean
  roles: readonly Role[]
  /** What a token has to be for; absent where none is taken. */
  token?: Scope | 'operator'
  machine: boolean
}

export const authorisation: readonly Entry[] = entries(table)

function entries(text: string): Entry[] {
  let under = ''
  return text.split('\n').flatMap((line): Entry[] => {
    if (line.startsWith('# ')) under = line.slice(2)
    const [method, path, who, token, more] = line.split(/ +/)
    if (!method || method === '#' || !path || !who) return []
    const all = Object.entries(roleLetters) as [Role, string][]
    const roles =
      who === 'open' ? [] : all.flatMap(([r, letter]) => (who === '*' || who.includes(letter) ? [r] : []))
    return [
      {
        ...{ under, method, path, open: who === 'open', roles, machine: more === '+machine' },
        ...(token && token !== '-' && { token: token as Scope | 'operator' }),
      },
    ]
  })
}
