import type { Data } from '@telltale/core'
import type { Worker } from './company.ts'
import { cast } from './planted.ts'
import type { Row } from './row.ts'

const builders = ['Software Engineer', 'Firmware Engineer', 'Quality Engineer']

/** What the demo company's directory, vault and accounts say that each worker can reach. */
export function access(worker: Worker, at: number): Row {
  return {
    id: `access/${worker.person.slice(7)}`,
    kind: 'access',
    at,
    about: [worker.person],
    data: reachOf(worker),
  }
}

function reachOf({ n, role }: Worker): Data['access'] {
  const groups = ['Everyone', `${role}s`]
  if (n === cast.administrator)
    return {
      groups: [...groups, 'Infrastructure'],
      adminRoles: ['Directory: Global Administrator', 'Cloud: Organisation owner'],
      secrets: ['Vault: prod/database', 'Vault: prod/signing-key', 'Vault: backup/recovery'],
      repositories: ['larkspur/infrastructure', 'larkspur/deployments'],
    }
  if (role === 'Accountant') return { groups, payments: ['ERP: release payments up to 10,000'] }
  if (!builders.includes(role)) return { groups }
  return {
    groups: [...groups, 'Source control'],
    repositories: ['larkspur/portal', 'larkspur/firmware', 'larkspur/calibration'].slice(0, 1 + (n % 3)),
    ...(n % 4 === 0 && { secrets: ['Vault: staging/portal'] }),
  }
}
