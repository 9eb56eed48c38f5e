import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath } from './chromium.ts'
import { type DemoCompany, demoCompany } from './demo-company.ts'

/**
 * What a newcomer does on the first day, in a real browser against a real server with the demo company: follows
 * the link, reads the queue, opens the farm and a case, finds the administrator, removes the demo.
 */

describe.skipIf(!browserPath)('a first day in the console', () => {
  let company: DemoCompany
  let page: Page

  beforeAll(async () => {
    company = await demoCompany()
    page = await company.browser.newPage({ viewport: { width: 1440, height: 900 } })
    company.watch(page, 500)
    await page.goto(company.link)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
  }, 180_000)
  afterAll(() => company?.stop())

  it('prints three findings and a link, and the link leaves the address bar', () => {
    expect(company.printed).toMatch(/three worst findings/)
    expect(page.url()).not.toContain('#')
  })

  it('lists subjects by pseudonym, and says everywhere that they are simulated', async () => {
    const rows = page.locator('tbody tr')
    await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(8)
    expect(await rows.count()).toBeLessThan(20)
    expect(await page.getByText(/simulated/i).count()).toBeGreaterThan(0)
  })

  it('lists the administrator with an offer of a presence check, and no case', async () => {
    const row = page
      .locator('tbody tr', { hasText: 'no case' })
      .filter({ hasText: /offer a presence check/i })
    await expect.poll(() => row.count()).toBe(1)
  })

  it('opens the worst case: claim strip, ribbon, waterfall, what else it could be', async () => {
    await page.locator('tbody tr').first().click()
    await page.waitForURL(/\/cases\/C-/)
    for (const words of [
      'Distance ribbon',
      'Weight of evidence',
      'How else could it be explained?',
      'What would settle it',
      'assumed model',
    ])
      await page.getByText(words).first().waitFor()
    await page
      .getByText(/not at the device|not local/)
      .first()
      .waitFor()
  })

  it('opens the rows behind a finding in one more click, and Escape goes back to it', async () => {
    const link = page.getByRole('link', { name: 'observations' }).first()
    await link.click()
    const panel = page.getByRole('dialog', { name: 'Observations behind this finding' })
    await expect.poll(() => panel.locator('tbody tr').count()).toBeGreaterThan(0)
    expect(page.url()).toContain('rows=')
    await page.keyboard.press('Escape')
    await expect.poll(() => panel.count()).toBe(0)
    await expect.poll(() => page.locator('a:focus').allInnerTexts()).toEqual(['observations'])
  })

  it('shows the farm with its nine laptops, and pools nothing', async () => {
    await page
      .getByRole('link', { name: /farm F-/i })
      .first()
      .click()
    await page.waitForURL(/\/farms\/F-/)
    await page
      .getByText(/nothing is pooled/)
      .first()
      .waitFor()
    await expect.poll(() => page.getByText(/^LT-\d+$/).count()).toBe(9)
  })

  it('explains its detectors and every cap', async () => {
    await page.getByRole('link', { name: 'Detectors' }).click()
    await page.getByText('hands/first-response').first().waitFor()
    await page.getByText('network/layer-gap').first().click()
    await page
      .getByText('What would clear')
      .first()
      .waitFor({ timeout: 5000 })
      .catch(() => page.getByText(/clear/i).first().waitFor())
  })

  it('removes the demo company in one step', async () => {
    await page.getByRole('link', { name: /Today/ }).click()
    await page.getByRole('button', { name: /Remove the demo/ }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Remove/ })
      .click()
    await expect.poll(() => page.locator('tbody tr').count(), { timeout: 20_000 }).toBe(0)
    expect(company.problems).toEqual([])
  })
})
