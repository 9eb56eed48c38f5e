import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath } from './chromium.ts'
import { type DemoCompany, demoCompany, pictured } from './demo-company.ts'

/**
 * An analyst with the demo company's farm, in a real browser against a real server: why it is one thing, what holds it
 * together, what was known when; one link is said to be none, the farm falls in two, and the word is taken back. Then
 * records of one person, and a hunt. TELLTALE_SCREENSHOTS names a folder for pictures of the running product.
 */
describe.skipIf(!browserPath)('an analyst with a farm', () => {
  let company: DemoCompany
  let page: Page

  beforeAll(async () => {
    company = await demoCompany()
    page = await company.signIn('analyst')
  }, 180_000)
  afterAll(() => company?.stop())

  /** A hunt that was refused or stopped is a reply that its step expects. */
  const forgetHunts = () => {
    const others = company.problems.filter((p) => !/hunts\/run/.test(p))
    company.problems.splice(0, company.problems.length, ...others)
  }
  const picture = (name: string) => pictured(page, `farms-${name}`)

  const nav = (name: string) =>
    page.getByRole('navigation', { name: 'Pages' }).getByRole('link').filter({ hasText: name })
  const title = (words: string | RegExp) => page.getByRole('heading', { level: 1, name: words })
  const panel = () => page.getByRole('complementary', { name: 'Why this link' })
  const bridge = () => page.getByRole('button', { name: /^Bridge: cut here/ })
  const slider = () => page.getByRole('slider', { name: 'Day whose knowledge is shown' })
  const shown = () => page.locator('.known-on').innerText()

  it('finds the farm in its list, with doors, how sure, and what is at stake', async () => {
    await nav('Farms').click()
    await title('Farms').waitFor()
    const row = page.locator('tbody tr', { hasText: 'Two doors, nine laptops' })
    await row.waitFor()
    expect(await row.innerText()).toMatch(/\$[\d,]{6,}/)
    await picture('list')
    await title('Farms').click() // Enter on the link that led here would be the link's.
    await page.keyboard.press('j')
    await expect.poll(() => page.locator('tr[aria-selected="true"]').count()).toBe(1)
    await page.keyboard.press('Enter')
    await title('Two doors, nine laptops').waitFor()
  })

  it('sees the bridge, why it is one, and what would be left without it', async () => {
    await bridge().waitFor()
    expect(await bridge().textContent()).toContain('Bridge: cut here, 6 + 3 laptops')
    await bridge().focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/sel=display/)
    expect(await bridge().getAttribute('aria-pressed')).toBe('true')
    for (const words of ['How common', 'What it weighs', 'Link weight', 'How else?', 'If this link is wrong'])
      await panel().getByText(words, { exact: true }).waitFor()
    await panel().getByText('The farm falls apart: 6 + 3 laptops.').waitFor()
    await panel()
      .getByText(/monitors are on two or more/)
      .waitFor()
    expect(await page.locator('.farm-drawing [role="link"]').count()).toBe(9)
    await picture('farm')
    await panel()
      .getByRole('link', { name: /^Open the [\d,]+ observations$/ })
      .click()
    await page.getByRole('dialog', { name: 'Observations behind this finding' }).waitFor()
    await page.keyboard.press('Escape')
    await page.waitForURL((url) => !url.search.includes('rows='))
  })

  it('selects another link by mouse, and what one door’s laptops share by key', async () => {
    await page.getByRole('button', { name: /^Door 2:/ }).click()
    await page.waitForURL(/sel=network/)
    await page.keyboard.press('e')
    await page.waitForURL(/show=.*laptops/)
    await expect
      .poll(() => page.getByRole('button', { name: /^remote-control box/ }).count())
      .toBeGreaterThan(0)
    await page.keyboard.press('e')
    await page.waitForURL((url) => !url.search.includes('laptops'))
    await page.keyboard.press('f')
    await page.waitForURL(/show=.*fit/)
    await page.keyboard.press('f')
  })

  it('reads the same as a table', async () => {
    await page.getByRole('radio', { name: 'Table' }).click()
    await page.waitForURL(/show=.*table/)
    const identities = page.locator('section', { hasText: 'Identities' }).first().locator('tbody tr')
    await expect.poll(() => identities.count()).toBe(9)
    await page.getByText('bridge: 6 + 3 laptops').waitFor()
    await picture('table')
    await page.getByRole('radio', { name: 'Graph' }).click()
  })

  it('moves through the days, by slider and by key, and the address has the day', async () => {
    const newest = await shown()
    await slider().focus()
    await page.keyboard.press('Home')
    await page.waitForURL(/day=\d{4}-\d\d-\d\d/)
    const first = await shown()
    expect(first).not.toBe(newest)
    await page.getByText('Nothing tied any two of them yet.').waitFor()
    await page.keyboard.press('PageUp')
    await expect.poll(shown).not.toBe(first)
    await slider().blur()
    const there = await shown()
    await page.keyboard.press('ArrowRight')
    await expect.poll(shown).not.toBe(there)
    await page.keyboard.press('ArrowLeft')
    await expect.poll(shown).toBe(there)
    await picture('earlier')
    await page.reload()
    await expect.poll(shown).toBe(there)
    await slider().focus()
    await page.keyboard.press('End')
    await page.waitForURL((url) => !url.search.includes('day='))
    await expect.poll(shown).toBe(newest)
  })

  it('plays, and stops at the newest day; with less motion nothing moves by itself', async () => {
    await page.getByRole('button', { name: 'Play' }).click()
    await page.waitForURL(/day=/)
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.reload()
    await page.getByRole('button', { name: 'One week on' }).waitFor()
    const before = await shown()
    await page.getByRole('button', { name: 'One week on' }).click()
    await expect.poll(shown).not.toBe(before)
    await page.emulateMedia({ reducedMotion: 'no-preference' })
    await slider().focus()
    await page.keyboard.press('End')
    await page.waitForURL((url) => !url.search.includes('day='))
  })

  it('hides a link for this view alone', async () => {
    await page.getByRole('button', { name: /^monitor .* a bridge$/ }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/sel=display/)
    await panel().getByRole('button', { name: 'Hide link' }).click()
    await page.getByText('1 link not drawn; what is drawn falls into 6 + 3.').waitFor()
    expect(new URL(page.url()).searchParams.get('hide')).toContain('display:')
    await page.getByRole('button', { name: 'Show all' }).click()
    await bridge().waitFor()
  })

  it('says never again with a reason: the farm falls in two, and stays so after a reload', async () => {
    await bridge().click()
    await panel().getByRole('button', { name: 'Never again…' }).click()
    const dialog = page.getByRole('dialog', { name: /^Never again: monitor/ })
    const give = dialog.getByRole('button', { name: 'Never again' })
    expect(await give.isDisabled()).toBe(true)
    await dialog.getByLabel(/^Why/).fill('Sold on the company’s own flea market; the receipt is in the file.')
    await dialog.getByLabel('Who says so').fill('R. Sorrel')
    await picture('never-again')
    await give.click()
    await title('One door, six laptops').waitFor({ timeout: 15_000 })
    await panel().getByText('“Sold on the company’s own flea market').waitFor()
    await panel()
      .getByText(/^Monitor .+ serial .+ does not tie anybody\.$/)
      .waitFor()
    await picture('two')
    await page.reload()
    await title('One door, six laptops').waitFor()
    await page.getByRole('link', { name: 'Farms' }).last().click()
    await page.locator('tbody tr', { hasText: 'One door, six laptops' }).waitFor()
    await page.locator('tbody tr', { hasText: 'One door, three laptops' }).waitFor()
  })

  it('takes the word back, and what was said stays on record', async () => {
    await page.getByText(/^1 word of people on links/).click()
    const said = page.getByRole('list', { name: 'What was said' })
    await said.getByRole('button', { name: 'Undo' }).click()
    await said.getByLabel('Why it is undone').fill('The receipt names another monitor.')
    await said.getByRole('button', { name: 'Undo it' }).click()
    await page.locator('tbody tr', { hasText: 'Two doors, nine laptops' }).waitFor({ timeout: 15_000 })
    await said.getByText('The receipt names another monitor.').waitFor()
    await said.getByText('Sold on the company’s own flea market').waitFor()
    expect(await said.getByRole('button', { name: 'Undo' }).count()).toBe(0)
  })

  it('sees who is tied to the confirmed case, and by what path', async () => {
    await page.getByRole('link', { name: 'Tied to a confirmed case' }).click()
    const rows = page.locator('tbody tr')
    await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(5)
    await page
      .getByText(/weighs nothing/)
      .first()
      .waitFor()
    await picture('tied')
  })

  it('sees what brings records together', async () => {
    await page.getByRole('link', { name: 'One person, several records' }).click()
    await page.getByText('How records are brought together').waitFor({ timeout: 30_000 })
    await picture('records')
  })

  it('follows a person to their other records, parts them, and takes it back', async () => {
    const reply = await page.request.get(`${company.origin}/v1/subjects/application%3Alarkspur-A-0600/entity`)
    const entity = (await reply.json()) as { id: string; records: unknown[] }
    expect(entity.records.length).toBeGreaterThan(1)
    await page.goto(`${company.origin}/subjects/application%3Alarkspur-A-0600`)
    await page.getByRole('link', { name: /other records? of this person$/ }).click()
    await page.waitForURL(new RegExp(`/entities/${entity.id}`))
    await title(/^One person, two records$/).waitFor()
    const card = page
      .locator('section.card')
      .filter({ hasText: /One person:/ })
      .first()
    await card.getByRole('cell', { name: 'Together' }).waitFor()
    expect(await card.innerText()).not.toMatch(/[a-z.]+@/i)
    await picture('entity')
    await card.getByRole('button', { name: 'Not the same person…' }).click()
    const dialog = page.getByRole('dialog', { name: /^Not the same person/ })
    await dialog.getByLabel(/^Why/).fill('Two cousins; both came to the interview.')
    await dialog.getByRole('button', { name: 'Not the same person' }).click()
    await expect.poll(() => dialog.count(), { timeout: 15_000 }).toBe(0)
    await title('One record, alone').waitFor()
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await page.getByLabel(/^Why/).fill('It was one of them twice.')
    await page.getByRole('button', { name: 'Undo it' }).click()
    await title(/^One person, two records$/).waitFor()
  })

  it('runs a hunt with another threshold, now and then side by side, and saves it', async () => {
    await nav('Hunts').click()
    await page.getByRole('navigation', { name: 'Saved hunts' }).getByText('relays-from-8-ms').click()
    await page.getByRole('button', { name: 'Run on history' }).click()
    const found = page.getByRole('region', { name: 'What it found' })
    await found.getByText('Now, and by this hunt').waitFor({ timeout: 60_000 })
    await found.getByText('the false-alarm cost').waitFor()
    await found.getByText(/of 9/).first().waitFor()
    await page.getByRole('link', { name: 'Other thresholds' }).click()
    await page.getByLabel('Detector').selectOption('device/monitor-twin')
    await page.getByLabel(/^enoughDays/).fill('many')
    await page.getByText('“many” is no number').waitFor()
    expect(await page.getByRole('button', { name: 'Run on history' }).isDisabled()).toBe(true)
    await page.getByLabel(/^enoughDays/).fill('20')
    await page.getByRole('button', { name: 'Run on history' }).click()
    await found.getByRole('heading', { name: 'Would be dropped' }).waitFor({ timeout: 60_000 })
    await picture('hunt')
    await page.getByText('Save it', { exact: true }).click()
    await page.getByLabel('Name', { exact: true }).fill('long-twins')
    await page.getByLabel(/^What it supposes/).fill('Only monitors shared for weeks are one desk.')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await title('long-twins').waitFor()
    await page.getByText('Save the change, or remove it').click()
    await page.getByRole('button', { name: 'Remove long-twins' }).click()
    await title('Hunts').waitFor()
  })

  it('asks in SQL, and is told what is wrong with a query', async () => {
    await page.getByRole('link', { name: 'SQL', exact: true }).click()
    const query = page.getByLabel('SQL, read only')
    await query.fill('select subject, pseudonym from nowhere')
    forgetHunts()
    await page.getByRole('button', { name: 'Run on history' }).click()
    await page.getByRole('alert').getByText('nowhere').waitFor({ timeout: 30_000 })
    expect(company.problems.filter((p) => /hunts\/run/.test(p))).toHaveLength(1)
    forgetHunts()
    await query.fill('select 1 as one, null as nothing')
    await page.getByRole('button', { name: 'Run on history' }).click()
    await page.getByRole('columnheader', { name: 'nothing' }).waitFor({ timeout: 30_000 })
    await picture('sql')
  })

  it('is nothing that a recruiter sees', async () => {
    await page.context().close()
    page = await company.signIn('recruiter')
    expect(await nav('Farms').count()).toBe(0)
    expect(await nav('Hunts').count()).toBe(0)
    expect(company.problems).toEqual([])
    for (const path of ['farms', 'hunts', 'link-words', 'confirmed-leads', 'entities?review=1'])
      expect((await page.request.get(`${company.origin}/v1/${path}`)).status(), path).toBe(403)
  })
})
