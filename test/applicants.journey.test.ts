import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath } from './chromium.ts'
import { type DemoCompany, demoCompany, pictured } from './demo-company.ts'

/**
 * Five minutes of a recruiter, in a real browser against a real server with the demo company: who waits, why, what to
 * ask, a file of new applicants, an answer on record. Then what an analyst and counsel see besides.
 * TELLTALE_SCREENSHOTS names a folder for pictures of the running product.
 */
const file = {
  name: 'Bewerbungen März.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      'Application ID,First Name,Last name,E-mail address,Mobile,Date applied,Requisition',
      'J-1,Example,One,example.one@applicants.example.org,(312) 736-5000,3/2/2026 9:30 AM,REQ-7',
      'J-2,Example,Two,example.two@mailinator.com,(312) 736-5001,3/2/2026 9:45 AM,REQ-7',
      'J-3,Example,Three,example.three@applicants.example.org,(312) 736-5002,32.13.2026,REQ-7',
      '',
    ].join('\r\n'),
  ),
}

describe.skipIf(!browserPath)('a recruiter with applicants', () => {
  let company: DemoCompany
  let page: Page

  beforeAll(async () => {
    company = await demoCompany()
    await signIn('recruiter')
  }, 180_000)
  afterAll(() => company?.stop())

  async function signIn(as: 'analyst' | 'recruiter' | 'counsel'): Promise<void> {
    await page?.context().close()
    page = await company.signIn(as, 1280)
  }
  const picture = (name: string) => pictured(page, `applicants-${name}`)

  const nav = () => page.getByRole('navigation', { name: 'Pages' }).getByRole('link')
  const applicant = () => page.getByRole('article')
  const tagged = (words: string) => page.locator('tbody tr', { hasText: words })

  it('starts at who waits for a check, and sees applicants and nothing else', async () => {
    await page.waitForURL(/\/applicants$/)
    await expect.poll(() => tagged('hold for two people').count()).toBeGreaterThan(0)
    expect(await tagged('verify').count()).toBeGreaterThan(0)
    expect((await nav().allInnerTexts()).map((t) => t.replace(/\d+/, '').trim())).toEqual([
      'Telltale',
      'Applicants',
      'Try it',
    ])
    await picture('start')
    await page.goto(`${company.origin}/cases`)
    await page.getByText('Your sign-in shows applicants only.').waitFor()
    await page.getByRole('link', { name: 'Go to Applicants' }).click()
    await page.waitForURL(/\/applicants$/)
  })

  it('reads why, what would follow from each answer, and that moving on is theirs', async () => {
    await tagged('hold for two people').first().waitFor()
    await page.keyboard.press('j')
    await expect.poll(() => page.locator('tr[aria-selected="true"]').count()).toBe(1)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/applicants\/[^/]+\/[^/]+$/)
    for (const words of [
      'Does not fit yet',
      'Checks out',
      'If it is confirmed',
      'If nobody answers',
      'If it is denied',
      'Moving on is always yours.',
      'Rejecting for this reason takes two people.',
    ])
      await applicant().getByText(words).first().waitFor()
    await page.getByText('Never used here').waitFor()
    await applicant().getByText('How else could it be explained?').first().click()
    await expect.poll(() => applicant().locator('details[open] li').count()).toBeGreaterThan(1)
    await applicant().getByRole('button', { name: 'as table' }).click()
    await applicant().getByRole('cell', { name: 'If it is denied' }).waitFor()
    await applicant().getByRole('button', { name: 'as chart' }).click()
    await picture('applicant')
  })

  it('is told that nobody would answer for a simulated applicant, and can see what would follow', async () => {
    await applicant()
      .getByRole('button', { name: /call sheet|neutral wording/ })
      .first()
      .click()
    await page.waitForURL(/check=/)
    await page.getByText('This applicant is simulated: nobody would answer.').waitFor()
    await expect.poll(() => page.locator(':focus').innerText()).toBe('Call sheet')
    const answer = page.getByRole('region', { name: 'The answer' })
    await answer.getByLabel(/^Who asked/).fill('R. Sorrel')
    await answer.getByRole('button', { name: 'Denied' }).click()
    await answer.getByText(/On record: denied.*by R\. Sorrel \(recruiter\)/).waitFor({ timeout: 15_000 })
  })

  it('shows one requisition, from one applicant to the next by keys', async () => {
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Applicants' }).click()
    await page.getByRole('region', { name: 'Requisitions' }).getByRole('link').first().click()
    await page.waitForURL(/\/applicants\/[^/]+\/[^/]+$/)
    const first = page.url()
    await page.keyboard.press('j')
    await expect.poll(() => page.url()).not.toBe(first)
    await page.keyboard.press('k')
    await expect.poll(() => page.url()).toBe(first)
    await page.keyboard.press('/')
    await page.keyboard.type('nobody of that name')
    await page.getByText('Nobody matches “nobody of that name”').waitFor()
    await page.getByRole('searchbox').fill('')
    await expect.poll(() => page.locator('.desk-row').count()).toBeGreaterThan(10)
  })

  it('adds a file: each applicant has an outcome, each row that is no use its reason', async () => {
    await page.getByRole('button', { name: 'Add applicants' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add applicants' })
    await dialog.locator('select').selectOption({ label: 'as the file says' })
    await dialog
      .locator('input[type=file]')
      .setInputFiles([file, { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no résumé') }])
    await dialog.getByText('This kind of file is not read.').waitFor()
    await expect.poll(() => dialog.getByText(/verify|hold for two/).count()).toBe(1)
    await dialog.getByText('proceed').first().waitFor()
    await dialog.getByText(/row 4/).waitFor()
    await picture('files')
    await dialog.getByRole('listitem').filter({ hasText: 'verify' }).getByRole('link').last().click()
    await page.waitForURL(/J-2/)
    await page.getByRole('link', { name: 'REQ-7' }).waitFor()
    // An answer comes once the row is durable; on a busy machine the page asks for it again until it is on record.
    const early = company.problems.findIndex((p) => /^404 GET .*\/v1\/applications\/J-2$/.test(p))
    if (early >= 0) company.problems.splice(early, 1)
  })

  it('records an answer, and the outcome follows from what is on record', async () => {
    await applicant()
      .getByRole('button', { name: /Start the call sheet|neutral wording/ })
      .first()
      .click()
    const answer = page.getByRole('region', { name: 'The answer' })
    await answer.getByLabel(/^Note/).fill('Has had it for years.')
    await picture('call-sheet')
    await answer.getByRole('button', { name: 'Confirmed' }).click()
    await answer.getByText('On record:').waitFor({ timeout: 15_000 })
    await page
      .getByRole('region', { name: 'So far' })
      .getByText(/confirmed/)
      .waitFor()
    await applicant().getByText('answered').first().waitFor()
  })

  it('may not call an employer before consent is on record, and notes an interview point by point', async () => {
    const url = new URL(page.url())
    url.search = '?check=call-employer'
    await page.goto(url.href)
    const answer = page.getByRole('region', { name: 'The answer' })
    await expect.poll(() => answer.getByRole('button', { name: 'Confirmed' }).isDisabled()).toBe(true)
    await answer.getByRole('checkbox').check()
    await expect.poll(() => answer.getByRole('button', { name: 'Confirmed' }).isDisabled()).toBe(false)
    await page.getByRole('button', { name: 'Hold a live interview with the checklist' }).click()
    for (const yes of await answer.getByRole('radio', { name: 'yes' }).all()) await yes.click()
    await answer.getByRole('button', { name: 'Confirmed' }).click()
    await answer.getByText('On record:').waitFor({ timeout: 15_000 })
    await applicant().getByText('The interviewer’s checklist checks out.').waitFor({ timeout: 15_000 })
    await picture('interview')
  })

  it('sets what everybody in a role is asked', async () => {
    await page.getByRole('button', { name: 'Set the checks' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Title').fill('Support engineer')
    await dialog.getByLabel(/Look at own work together/).check()
    await picture('checks')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => dialog.count()).toBe(0)
    await page.getByRole('heading', { name: 'REQ-7 Support engineer' }).waitFor()
    await page
      .getByRole('region', { name: 'Checks for everybody' })
      .getByText('Look at own work together')
      .waitFor()
  })

  it('shows an analyst the totals, as a chart, a table and a file, and every list', async () => {
    await signIn('analyst')
    await nav().filter({ hasText: 'Trends' }).click()
    await page.getByText('Where they came out').waitFor()
    await picture('trends')
    await page.getByRole('button', { name: 'as table' }).first().click()
    await expect.poll(() => page.locator('tbody tr').count()).toBeGreaterThan(1)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Applicants as CSV' }).click(),
    ])
    const csv = readFileSync((await download.path())!, 'utf8')
    expect(csv).toMatch(/^period,from,screened,verified,held,confirmed,cleared,/)
    expect(csv.trim().split('\r\n').length).toBeGreaterThan(1)
    await page.getByRole('radio', { name: 'By quarter' }).click()
    await page.waitForURL(/by=quarter/)
    await nav().filter({ hasText: 'Detectors' }).click()
    await page.getByRole('link', { name: 'lists that they read' }).click()
    await page.getByText('area-codes').first().waitFor()
    await picture('lists')
    expect(await nav().filter({ hasText: 'Leads' }).count()).toBe(0)
  })

  it('tells counsel that nobody was compared while no sanctions list is loaded', async () => {
    await signIn('counsel')
    await nav().filter({ hasText: 'Leads' }).click()
    await page.getByText('Nobody was compared').waitFor()
    await picture('leads')
    expect(company.problems).toEqual([])
  })
})
