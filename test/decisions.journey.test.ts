import type { CasesView } from '@telltale/core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath } from './chromium.ts'
import { type DemoCompany, demoCompany, pictured } from './demo-company.ts'

/**
 * A case from the queue to a decision that is overturned, by people with accounts of their own in a real browser against
 * a real server: an analyst takes it and signs, a lead reads what speaks against it and signs without knowing the first
 * view, the person is told and appeals, two others decide again. TELLTALE_SCREENSHOTS names a folder for pictures.
 */
describe.skipIf(!browserPath)('a decision about a case', { timeout: 300_000 }, () => {
  let company: DemoCompany
  /** Pages by account. */
  const as = new Map<string, Page>()
  let id: string
  /** The page of the person whom the case is about. */
  let person: Page

  /** Of each step; a busy machine is no failure. */
  const patience = 60_000

  const colleagues = [
    ['m.alder', 'M. Alder', 'analyst'],
    ['t.teasel', 'T. Teasel', 'analyst'],
    ['r.sorrel', 'R. Sorrel', 'lead'],
    ['p.bracken', 'P. Bracken', 'people-partner'],
    ['c.yarrow', 'C. Yarrow', 'counsel'],
    ['a.sedge', 'A. Sedge', 'auditor'],
  ] as const

  /** The account's page, signed in at its first use. */
  async function pageOf(account: string): Promise<Page> {
    const page = as.get(account) ?? (await company.signIn({ account }))
    page.setDefaultTimeout(patience)
    as.set(account, page)
    return page
  }
  /** The case, read anew by that account. */
  async function caseAs(account: string): Promise<Page> {
    const page = await pageOf(account)
    await page.goto(`${company.origin}/cases/${id}`)
    await page.getByRole('region', { name: 'Decision' }).waitFor()
    return page
  }
  const soon = <T>(found: () => Promise<T>) => expect.poll(found, { timeout: patience })
  const decision = (page: Page) => page.getByRole('region', { name: 'Decision' })
  const seat = (page: Page, n: 'First' | 'Second') =>
    page.getByRole('region', { name: `${n} seat, open to you` })
  const picture = (page: Page, name: string) => pictured(page, `decisions-${name}`)
  const say = (page: Page, words: string) =>
    page
      .getByRole('dialog')
      .getByLabel(/^Why, in your own words/)
      .fill(words)
  /** Opens everything that has to be read before this account may sign. */
  async function read(page: Page): Promise<number> {
    const unread = page
      .getByRole('list', { name: 'Read before signing' })
      .locator('li', { hasText: 'unread' })
    const all = await unread.count()
    for (let left = all; left > 0; left--) {
      await unread.first().getByRole('button').click()
      await page.getByRole('dialog').getByText('Recorded: you have read this.').waitFor()
      await page.keyboard.press('Escape')
      await soon(() => unread.count()).toBe(left - 1)
    }
    return all
  }

  beforeAll(async () => {
    company = await demoCompany()
    const { accounts } = await company.ask<{ accounts: { id: string }[] }>('GET', '/v1/accounts')
    for (const [account, name, role] of colleagues)
      if (!accounts.some((a) => a.id === account))
        await company.ask('POST', '/v1/accounts', { id: account, name, role })
    const { cases } = await company.ask<CasesView>('GET', '/v1/cases')
    id = cases.find((c) => c.pseudonym === 'Copper Siskin')!.case
  }, 400_000)
  afterAll(() => company?.stop())

  it('is taken by an analyst from Today, together with another one, and moved to triage', async () => {
    const page = await pageOf('m.alder')
    await page.goto(company.origin)
    await page.locator('tbody tr').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    const bar = page.getByRole('toolbar', { name: 'Selected cases' })
    await bar.getByText('2 cases selected').waitFor()
    await picture(page, 'today-bulk')
    await bar.getByRole('button', { name: /^Assign/ }).click()
    await bar.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Mine' }).click()
    await page.waitForURL(/owner=me/)
    await soon(() => page.locator('tbody tr', { hasText: /Copper Siskin|Dusk Wagtail/ }).count()).toBe(2)
    for (const name of ['Copper Siskin', 'Dusk Wagtail'])
      await page.getByRole('checkbox', { name: `Select ${name}` }).check()
    await bar.getByRole('button', { name: 'To triage' }).click()
    await bar.waitFor({ state: 'detached' })
  })

  it('shows what would settle it, and what would stand without a kind of evidence', async () => {
    const page = await caseAs('m.alder')
    const settles = page.getByRole('region', { name: 'What would settle it' })
    await soon(() => settles.locator('li').count()).toBeGreaterThan(0)
    await page
      .getByRole('button', { name: /Without this: / })
      .first()
      .click()
    await page
      .getByRole('region', { name: /^Without: / })
      .getByText(/without this one:/)
      .first()
      .waitFor()
    await page.waitForURL(/sel=/)
    await page
      .getByRole('button', { name: /Without this: / })
      .first()
      .scrollIntoViewIfNeeded()
    await picture(page, 'without')
  })

  it('is investigated: a task, a comment from a template, a file with its custody', async () => {
    const page = await caseAs('m.alder')
    await page.getByRole('button', { name: 'Investigate' }).click()
    await page.getByText('waiting for a first view').waitFor()
    await page.getByRole('button', { name: 'Ask for a check' }).click()
    const dialog = page.getByRole('dialog', { name: 'Ask for a check' })
    await dialog.getByLabel('What', { exact: true }).fill('Ask the help desk for tickets of these days')
    await dialog.getByRole('button', { name: 'Ask for it' }).click()
    const tasks = page.getByRole('region', { name: 'Tasks' })
    await tasks.getByText('Ask the help desk for tickets').waitFor()
    const comments = page.getByRole('region', { name: 'Comments' })
    await comments.getByLabel('Begin from a template').selectOption({ index: 1 })
    await comments.getByRole('button', { name: 'Comment' }).click()
    await soon(() => comments.locator('li').count()).toBe(1)
    await page.getByLabel('Files to attach').setInputFiles({
      ...{ name: 'lease.txt', mimeType: 'text/plain', buffer: Buffer.from('A lease of two rooms in Boise.') },
    })
    const files = page.getByRole('region', { name: 'Attachments' })
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      files.getByRole('link', { name: 'lease.txt' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('lease.txt')
    await files.getByText(/^Custody: captured, opened/).click()
    await files.getByText(/SHA-256 [0-9a-f]{64}/).waitFor()
    await tasks.getByRole('checkbox').click() // ticked when the server has taken it
    await tasks.getByText(/Alder/).waitFor()
    await page.getByRole('region', { name: 'Work on the case' }).scrollIntoViewIfNeeded()
    await picture(page, 'work')
  })

  it('is not decided against anybody who has not been told: a lead gives notice, the person answers', async () => {
    const page = await caseAs('m.alder')
    const own = seat(page, 'First')
    await own.getByText(/The person has not been told/).waitFor()
    expect(await own.getByRole('button', { name: 'Sign', exact: true }).isDisabled()).toBe(true)
    const lead = await caseAs('r.sorrel')
    await lead.getByRole('button', { name: 'Tell the person' }).click()
    await lead.getByRole('dialog').getByRole('button', { name: 'Record that they are told' }).click()
    await lead.getByText(/^Told /).waitFor()
  })

  it('is answered on the person’s own page: a lead makes the link, it opens once, findings are in words', async () => {
    const lead = await caseAs('r.sorrel')
    const region = lead.getByRole('region', { name: 'The person' })
    await region.getByRole('button', { name: 'Make the link' }).click()
    const link = (await region.getByText(/\/person#/).textContent())!
    const context = await company.browser.newContext({ viewport: { width: 1280, height: 900 } })
    person = await context.newPage()
    person.setDefaultTimeout(patience)
    company.watch(person)
    await person.goto(link)
    await person.getByRole('button', { name: 'Open it in this browser' }).click()
    const against = person.getByRole('region', { name: 'What does not fit' })
    await against.getByRole('heading', { name: 'How else it could be' }).first().waitFor()
    expect(new URL(person.url()).hash).toBe('')
    // Nobody else, no score.
    expect(await person.getByRole('main').innerText()).not.toMatch(/99\.9|Alder|Sorrel|LT-0(?!118)/)
    await picture(person, 'person')
    const answer = person.getByRole('region', { name: 'Your answer' })
    await answer.getByRole('textbox').fill('I was at my sister’s in the winter; her lease is attached.')
    await answer.getByLabel('Add files').setInputFiles({
      ...{ name: 'sister.txt', mimeType: 'text/plain', buffer: Buffer.from('A lease in Twin Falls.') },
    })
    await answer.getByText('sister.txt').waitFor()
    await answer.getByRole('button', { name: 'Send the answer' }).click()
    await person.getByText(/^Your answer has arrived/).waitFor()
    await answer.getByText('With sister.txt').waitFor()
    await answer.scrollIntoViewIfNeeded()
    await picture(person, 'person-answered')
    // The link is used up, and says so to whoever finds it.
    const other = await (await company.browser.newContext()).newPage()
    await other.goto(link)
    await other.getByRole('button', { name: 'Open it in this browser' }).click()
    await other.getByRole('heading', { name: 'This page could not be opened' }).waitFor()
    await other.context().close()
    const analyst = await caseAs('m.alder')
    const told = analyst.getByRole('region', { name: 'The person' })
    await told.getByText('I was at my sister’s in the winter').waitFor()
    await told.getByRole('link', { name: 'sister.txt' }).waitFor()
    await told.getByText(/Page of their own: opened/).waitFor()
    await told.scrollIntoViewIfNeeded()
    await picture(analyst, 'reply')
  })

  it('is not signed before what speaks against it is read and a reason is written', async () => {
    const page = await caseAs('m.alder')
    const own = seat(page, 'First')
    const sign = own.getByRole('button', { name: 'Sign', exact: true })
    expect(await sign.isDisabled()).toBe(true)
    await read(page)
    expect(await sign.isDisabled()).toBe(true)
    await own
      .getByLabel('Your reason')
      .fill('Three independent families agree; the desk is empty on 12 days.')
    await sign.click()
    await page.getByText('waiting for second person').waitFor()
    await decision(page).getByText('“Three independent families agree').waitFor()
    await decision(page)
      .getByText(/not yours/)
      .waitFor()
    await picture(page, 'first-signed')
  })

  it('waits for a second person, who finds it on Today and is not told what the first concluded', async () => {
    const page = await pageOf('r.sorrel')
    await page.goto(company.origin)
    const card = page.getByRole('region', { name: 'Second seat: Copper Siskin' })
    const key = await card.locator('kbd').innerText()
    expect(await card.innerText()).not.toMatch(/misrepresentation|cleared/i)
    await picture(page, 'today-lead')
    await page.setViewportSize({ width: 1280, height: 900 })
    await picture(page, 'today-1280')
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.keyboard.press(key)
    await page.waitForURL(new RegExp(`/cases/${id}`))
    await seat(page, 'Second').waitFor()
    await decision(page).getByText('What they concluded is shown after your own view').waitFor()
    expect(await page.getByText('the desk is empty').count()).toBe(0)
    const told = (await (await page.request.get(`${company.origin}/v1/cases/${id}`)).text()).includes(
      'desk is empty',
    )
    expect(told).toBe(false)
    await picture(page, 'second-seat')
  })

  it('is decided when the second person has signed too, and then both views are shown', async () => {
    const page = await caseAs('r.sorrel')
    const own = seat(page, 'Second')
    await read(page)
    await own
      .getByLabel('Your reason')
      .fill('The same by my own reading of the ribbon and the shared router.')
    await own.getByRole('button', { name: 'Sign', exact: true }).click()
    await decision(page)
      .getByText(/^Decided .*misrepresentation/)
      .waitFor()
    await decision(page).getByText('“Three independent families agree').waitFor()
    await picture(page, 'decided')
    await page.setViewportSize({ width: 1280, height: 900 })
    await picture(page, 'decided-1280')
    await page.setViewportSize({ width: 1440, height: 900 })
    await person.reload()
    const outcome = person.getByRole('region', { name: 'What was decided' })
    await outcome.getByText('Three independent families agree').waitFor()
    await picture(person, 'person-outcome')
  })

  it('is followed by a checklist with an owner; an item is ticked, and pay is counsel’s', async () => {
    const page = await caseAs('m.alder')
    const list = page
      .locator('section[aria-label]')
      .filter({ has: page.getByRole('button', { name: /^Begin it/ }) })
    if ((await list.count()) > 0) await list.getByRole('button', { name: /^Begin it/ }).click()
    const ticks = page.locator('.ticks input[type="checkbox"]:enabled')
    await ticks.first().click()
    await page.getByText(/Alder · 1 of /).waitFor()
    expect(await page.getByTitle('For counsel').count()).toBeGreaterThan(0)
    await picture(page, 'playbook')
  })

  it('is appealed through the people partner', async () => {
    const partner = await caseAs('p.bracken')
    await partner.getByRole('button', { name: 'More that can be done' }).click()
    await partner.getByRole('menuitem', { name: 'Record an appeal' }).click()
    await partner
      .getByLabel('In the person’s words')
      .fill('The dock receipt is attached; I was at my sister’s.')
    await partner.getByRole('dialog').getByRole('button', { name: 'Record the appeal' }).click()
    await partner.getByText(/appeal: waiting/).waitFor()
    await picture(partner, 'appeal')
  })

  it('is decided again by two who did not sit before, and is a false accusation then', async () => {
    const before = await caseAs('m.alder')
    // Whoever sat may still change their view in the person's favour, not uphold what they decided.
    const held = seat(before, 'First')
    await held.getByText('You sat in the decision that is appealed').waitFor()
    expect(await held.getByRole('button', { name: 'Sign', exact: true }).isDisabled()).toBe(true)
    for (const account of ['p.bracken', 'c.yarrow']) {
      const page = await caseAs(account)
      if (
        (await decision(page)
          .getByText(/overturned/)
          .count()) > 0
      )
        break
      await read(page)
      const own = page.getByRole('region', { name: /seat, open to you$/ })
      await own.getByLabel('Your reason').fill('The receipt holds: the monitor was sold in March.')
      await own.getByLabel('Rests on').selectOption('in-person')
      await own.getByRole('button', { name: 'Clear', exact: true }).click()
      await own.waitFor({ state: 'detached' })
    }
    const page = await caseAs('c.yarrow')
    await decision(page)
      .getByText(/^Decided .*cleared/)
      .waitFor()
    await decision(page).getByText('Signed before').click()
    await decision(page)
      .getByText(/overturned/)
      .waitFor()
    await picture(page, 'overturned')
  })

  it('lets an auditor see who looked and who did what, and change nothing', async () => {
    const page = await pageOf('a.sedge')
    await page.goto(`${company.origin}/audit`)
    await page.getByLabel('What was done').selectOption('decision')
    await page.waitForURL(/did=decision/)
    await page
      .getByRole('cell', { name: /^decision\./ })
      .first()
      .waitFor()
    await page.getByLabel('What was done').selectOption('case')
    await page.waitForURL(/did=case/)
    await page.getByRole('cell', { name: 'case.read' }).first().waitFor()
    await picture(page, 'audit')
    const { cases } = (await (await page.request.get(`${company.origin}/v1/cases`)).json()) as CasesView
    await page.goto(`${company.origin}/cases/${cases[0]!.case}`)
    await decision(page).waitFor()
    const deeds =
      /^(Assign.*|Investigate|Tell the person( again)?|Close|Reopen|More that .*|Comment|Begin it.*)$/
    expect(await page.getByRole('button', { name: deeds }).allInnerTexts()).toEqual([])
    await picture(page, 'auditor')
  })

  it('is sealed by counsel for named readers, and absent for everybody else', async () => {
    const page = await caseAs('c.yarrow')
    await page.getByRole('button', { name: 'More that can be done' }).click()
    await page.getByRole('menuitem', { name: 'Seal it', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Seal the case' })
    await dialog.getByRole('checkbox', { name: /Bracken/ }).check()
    await say(page, 'The appeal names a family member.')
    await picture(page, 'seal')
    await dialog.getByRole('button', { name: 'Seal it', exact: true }).click()
    await page.locator('.subject-head').getByText('sealed').first().waitFor()
    await picture(page, 'sealed')
    const other = await pageOf('m.alder')
    const reply = await other.request.get(`${company.origin}/v1/cases/${id}`)
    expect(reply.status()).toBe(404)
    await other.goto(`${company.origin}/cases`)
    await other.locator('tbody tr').first().waitFor()
    expect(await other.getByText(id).count()).toBe(0)
  })

  it('had no errors on the way but those that were looked for', () => {
    // Whoever had the case open when it was sealed asks for it once more, and it is absent.
    const absent = [`/v1/cases/${id}`, '/v1/subjects/person%3Alarkspur-0118/']
    const sealed = (p: string) => absent.some((path) => p.startsWith(`404 GET ${company.origin}${path}`))
    expect(company.problems.filter((p) => !sealed(p))).toEqual([])
  })
})
