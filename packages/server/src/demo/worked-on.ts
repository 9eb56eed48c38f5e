import { caseId, type Deed, type Role, type SubjectRef } from '@telltale/core'
import type { Accounts } from '../accounts/accounts.ts'
import type { Store } from '../store/store.ts'
import type { Work } from '../work/work.ts'
import { counterEvidence, standingUnder } from '../work/working.ts'
import { cast } from './planted.ts'

const day = 24 * 3_600_000

/**
 * What the demo company's people have done on their cases so far: one waits for a second person, of one the person
 * concerned has answered. Through the same rules as everybody's acts; nothing where a case has been worked on already.
 */
export async function workOnDemo(
  store: Pick<Store, 'standing'>,
  work: Work,
  accounts: Accounts,
  now: number,
): Promise<void> {
  const as = async (id: string, subject: SubjectRef, deed: Deed, because?: string) => {
    const account = accounts.get(id)!
    const reader = {
      id,
      name: account.name,
      person: account.person,
      role: account.roles[0] as Role,
      sees: () => true,
    }
    await work.act(reader, caseId(subject), deed, because)
  }
  const untouched = (subject: SubjectRef) => work.of(subject)?.state === 'new'

  const waiting: SubjectRef = `person:larkspur-${padded(cast.farm[5])}`
  if (untouched(waiting)) {
    await as('m.alder', waiting, { is: 'moved', to: 'triage' })
    await as('m.alder', waiting, { is: 'assigned', to: 'm.alder' })
    await as('m.alder', waiting, { is: 'moved', to: 'investigating' })
    await as('m.alder', waiting, {
      ...{
        is: 'tasked',
        task: 'ship-to',
        title: 'Ask the carrier who signs at this door',
        due: now + 2 * day,
      },
    })
    await as(
      's.cedar',
      waiting,
      { is: 'notice-delayed', until: now + 14 * day },
      'Eight others sit behind the same two doors: telling one now would warn whoever keeps the laptops.',
    )
    for (const { what } of counterEvidence(await standingUnder(store, [{ subject: waiting }])))
      await as('m.alder', waiting, { is: 'read', what })
    await as(
      'm.alder',
      waiting,
      { is: 'viewed', conclusion: 'misrepresentation' },
      'The laptop stands behind one door with five others while six cities are claimed, and a box types on it.',
    )
  }

  const told: SubjectRef = `person:larkspur-${padded(cast.stolen.worker)}`
  if (untouched(told)) {
    await as('j.birch', told, { is: 'moved', to: 'triage' })
    await as('j.birch', told, { is: 'assigned', to: 'j.birch' })
    await as('j.birch', told, { is: 'moved', to: 'investigating' })
    await as('j.birch', told, { is: 'noticed', until: now + 10 * day })
    await work.actAsSubject(caseId(told), {
      ...{ is: 'replied', attachments: [] },
      text: 'I have been travelling and used a relative’s connection. I can come to the office and show the laptop.',
    })
    await as('m.alder', told, {
      is: 'commented',
      text: 'Travel would explain the path, not the phone that two applications share. Offer the visit.',
    })
  }
}

function padded(n: number): string {
  return String(n).padStart(4, '0')
}
