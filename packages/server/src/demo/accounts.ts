import type { Role } from '@telltale/core'
import type { Accounts } from '../accounts/accounts.ts'

/** People of the demo company, one a role. They have no credentials: only links from this machine sign in as them. */
const staff: readonly [id: string, name: string, role: Role][] = [
  ['m.alder', 'Mara Alder', 'analyst'],
  ['j.birch', 'Jonas Birch', 'lead'],
  ['s.cedar', 'Sana Cedar', 'counsel'],
  ['t.dogwood', 'Tomás Dogwood', 'people-partner'],
  ['r.elm', 'Rhea Elm', 'recruiter'],
  ['a.fir', 'Anouk Fir', 'auditor'],
  ['k.gorse', 'Kofi Gorse', 'administrator'],
]

/** Who signs in on the machine after the demo company was loaded. */
export const demoAnalyst = 'm.alder'

/** Adds the demo company's people, marked as simulated; an account that is there already stays as it is. */
export async function addDemoAccounts(accounts: Accounts): Promise<void> {
  for (const [id, name, role] of staff)
    if (!accounts.get(id)) accounts.add({ id, name, role, simulated: true })
  await accounts.written()
}
