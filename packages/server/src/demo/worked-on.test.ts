import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestService, testService } from '../api/test-service.ts'
import { openCase } from '../work/test-cases.ts'
import { addDemoAccounts } from './accounts.ts'
import { workOnDemo } from './worked-on.ts'

let service: TestService
const waiting = 'person:larkspur-0096'
const told = 'person:larkspur-0205'

beforeAll(async () => {
  service = await testService()
  await openCase(service.context, waiting)
  await openCase(service.context, told)
  await addDemoAccounts(service.context.accounts)
})
afterAll(() => service.end())

it('leaves one case waiting for a second person and one with an answer, once, and nobody decided', async () => {
  const { store, work, accounts, now } = service.context
  await workOnDemo(store, work, accounts, now())
  const acts = async () => (await work.full(work.of(waiting)!.id))!.acts.length
  const before = await acts()
  await workOnDemo(store, work, accounts, now())
  expect(await acts()).toBe(before)
  expect(work.of(waiting)).toMatchObject({
    state: 'investigating',
    waitingFor: 'second-seat',
    owner: 'm.alder',
  })
  expect((await work.state(work.of(told)!.id))!.replies).toHaveLength(1)
  expect(await work.decisions()).toEqual([])
})

it('goes away with the demo company', async () => {
  await service.context.demo.remove()
  expect(service.context.work.open()).toEqual([])
})
