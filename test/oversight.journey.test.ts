import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath } from './chromium.ts'
import { type DemoCompany, demoCompany, pictured } from './demo-company.ts'

/** Trends and Coverage of the demo company, as somebody opens them. */

describe.skipIf(!browserPath)('oversight', () => {
  let demo: DemoCompany
  beforeAll(async () => {
    demo = await demoCompany()
  }, 120_000)
  afterAll(() => demo?.stop())

  it('leads from a bar and from a figure to the cases behind it', async () => {
    const page = await demo.signIn('analyst')
    await page.goto(`${demo.origin}/trends`)
    await page.getByRole('heading', { name: 'Cases decided each week' }).waitFor()
    await pictured(page, 'trends')
    await page
      .getByRole('button', { name: /confirmed, .* cleared/ })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/case/).first().waitFor()
    expect(new URL(page.url()).searchParams.get('behind')).not.toBeNull()
    // A copied link shows the same.
    await page.reload()
    await dialog.waitFor()
    await dialog.locator('tbody a').first().click()
    await page.waitForURL(/\/(?:cases|subjects)\//)
    expect(demo.problems).toEqual([])
  }, 60_000)

  it('shows groups to counsel and to nobody who works on cases', async () => {
    const analyst = await demo.signIn('analyst')
    await analyst.goto(`${demo.origin}/trends`)
    await analyst.getByText('Nobody who works on cases sees it').waitFor()
    const counsel = await demo.signIn('counsel')
    await counsel.goto(`${demo.origin}/trends`)
    await counsel.getByText('No groups are loaded').waitFor()
    expect(demo.problems).toEqual([])
  }, 60_000)

  it('says what can’t be seen, draws a sample once a lead says how many, and hides canaries that run', async () => {
    const lead = await demo.signIn('lead')
    await lead.goto(`${demo.origin}/coverage`)
    await lead.getByText(/of workers: hands are not measured/).waitFor()
    await pictured(lead, 'coverage')
    await lead.getByText('Nobody is drawn.').waitFor()
    await lead.getByRole('button', { name: 'How many' }).click()
    await lead.getByLabel('Workers', { exact: true }).fill('5')
    await lead.getByRole('button', { name: 'Set', exact: true }).click()
    await lead.getByText('to be offered the check').first().waitFor()
    expect(await lead.getByText('to be offered the check').count()).toBe(5)
    await lead.getByRole('button', { name: 'Register' }).click()
    await lead.getByLabel('What it is called').fill('K-1')
    await lead.getByLabel('Under whose id it comes in').fill('person:LAB-1')
    await lead.getByLabel('What is planted').fill('A laptop in the lab')
    await lead.getByRole('dialog').getByRole('button', { name: 'Register' }).click()
    await lead.getByText('no row yet').waitFor()
    const analyst = await demo.signIn('analyst')
    await analyst.goto(`${demo.origin}/coverage`)
    await analyst.getByText('None has ended').waitFor()
    expect(await analyst.getByText('LAB-1').count()).toBe(0)
    expect(demo.problems).toEqual([])
  }, 60_000)
})
