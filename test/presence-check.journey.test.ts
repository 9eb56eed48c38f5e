import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type TestService, testService } from '../packages/server/src/api/test-service.ts'
import { built } from './built.ts'
import { browserPath, flags } from './chromium.ts'

/**
 * A presence check as a person walks through it, in a real Chromium with its virtual authenticator, against the real
 * server with a clock that the test can move: nobody waits a minute for a touch that does not come.
 * TELLTALE_SCREENSHOTS names a folder for pictures of the running product.
 */
const pictures = process.env.TELLTALE_SCREENSHOTS

interface Kind {
  transport?: 'internal' | 'usb'
  defaultBackupEligibility?: boolean
}

describe.skipIf(!browserPath)('a presence check', () => {
  let service: TestService
  let origin = ''
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let cdp: CDPSession
  let problems: string[] = []
  let ticking: NodeJS.Timeout

  beforeAll(async () => {
    await built('sensor', 'console')
    service = await testService({ TELLTALE_COMPANY: 'Larkspur Instruments', TELLTALE_COLLECTOR: 'Dallas' })
    await service.app.listen({ host: '127.0.0.1', port: 0 })
    origin = `http://localhost:${(service.app.server.address() as AddressInfo).port}`
    await api('PUT', '/v1/sensor/policy', { browser: false, endpoint: false, presence: true })
    browser = await chromium.launch({ executablePath: browserPath, args: flags })
    ticking = setInterval(() => service.pass(50), 50)
  }, 120_000)
  afterEach(async () => {
    await context?.close()
  })
  afterAll(async () => {
    clearInterval(ticking)
    await browser?.close()
    await service?.end()
  })

  async function api<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> {
    const reply = await fetch(`${origin}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${service.token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return (await reply.json()) as T
  }
  async function send(subject: string, more: object = {}): Promise<string> {
    const from = 'Dana Reyes'
    const { link } = await api<{ link: string }>('POST', '/v1/presence-checks', { subject, from, ...more })
    return link
  }
  const checkOf = async (subject: string) =>
    (await api<Record<string, unknown>[]>('GET', `/v1/presence-checks?subject=${subject}`))[0]!
  async function stored(subject: 'person:W-1' | 'person:W-2' | 'person:W-3') {
    while ((await service.inbox.depth()) > 0) await new Promise((done) => setTimeout(done, 5))
    const found = await service.store.observations({ subjects: [subject], from: 0, to: 5e12, limit: 100 })
    return found.observations
  }

  /** A tab of a browser of its own. Waits are short, 0.3 s: when the page draws by chance is not what is tested. */
  async function tab(more: object = {}): Promise<void> {
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...more })
    page = await context.newPage()
    problems = []
    page.on('pageerror', (error) => problems.push(error.message))
    page.on(
      'console',
      (m) => m.type() === 'error' && /Content Security/.test(m.text()) && problems.push(m.text()),
    )
    await page.addInitScript('Math.random = () => -0.9')
    cdp = await context.newCDPSession(page)
    await cdp.send('WebAuthn.enable', { enableUI: false })
  }
  /** Somebody puts a finger on a key that is there from now on. */
  async function plugIn({ transport = 'internal', ...more }: Kind = {}): Promise<string> {
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
        ...more,
      },
    })
    return authenticatorId
  }
  async function picture(name: string) {
    if (!pictures) return
    mkdirSync(pictures, { recursive: true })
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
  }
  const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()
  const press = (name: string | RegExp) => page.getByRole('button', { name }).click()

  async function agree(link: string) {
    await page.goto(link)
    await press('I agree, begin')
    await heading('Press any key')
  }
  /** Answers the ring and the dots about this long after they are seen; nothing depends on how long that is. */
  async function answer(delay: number) {
    await press('Start')
    const ring = page.locator('.trial-ring text')
    for (let i = 0; i < 10; i++) {
      await expect.poll(() => ring.textContent(), { timeout: 15_000, interval: 10 }).toBe('now')
      await page.waitForTimeout(delay + (i % 4) * 15)
      await page.keyboard.press('k')
      await page.getByRole('img', { name: `${i + 1} of 10 prompts answered` }).waitFor()
      if (i === 5) await picture('presence-answer')
    }
    await press('My hand is on the mouse')
    const dot = page.locator('.trial-dot')
    for (let i = 0; i < 9; i++) {
      const own = page.getByRole('button', { name: `Target ${i + 1} of 9` })
      await own.waitFor({ timeout: 15_000 })
      const { x, y } = await dot.evaluate(
        (e) => e.getBoundingClientRect().toJSON() as { x: number; y: number },
      )
      await page.waitForTimeout(Math.max(0, delay - 60))
      await page.mouse.move(x + 13, y + 13, { steps: 4 })
      await own.click()
    }
    await heading('Copy this paragraph')
  }
  async function type() {
    const text = (await page.locator('#check-paragraph').textContent())!
    await page.getByLabel('Your copy of the paragraph').pressSequentially(text.slice(0, 140), { delay: 8 })
    await picture('presence-type')
    await press('Go on')
    await heading('Touch a security key')
  }
  const skip = async () => {
    await press('Keys don’t suit me')
    await press('I use no pointer')
    await press('Typing doesn’t suit me')
    await heading('Touch a security key')
  }

  it('goes from link to result, and is good once', async () => {
    const link = await send('person:W-1', { reason: 'first-day', device: 'device:LT-0042' })
    await tab()
    await page.goto(link)
    await heading('A two-minute check')
    expect(await page.getByRole('navigation').count()).toBe(0)
    expect(await page.locator('.check-main').textContent()).toContain('nothing you type is sent or stored')
    await picture('presence-read')
    expect((await checkOf('person:W-1')).state).toBe('sent')
    await press('I agree, begin')
    await heading('Press any key')
    await answer(120)
    await type()
    await Promise.all([page.waitForResponse('**/v1/presence/touch'), press('Ask for a touch')])
    await page.waitForTimeout(1300)
    await plugIn()
    await expect.poll(() => page.getByRole('status').textContent()).toMatch(/Touched after [1-9]/)
    await picture('presence-touch')
    await press('See your result')
    await heading('Done, thank you')
    await picture('presence-result')
    await page.setViewportSize({ width: 420, height: 900 })
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(420)
    await picture('presence-result-narrow')
    const shown = await page.locator('.check-results li').allTextContents()
    expect(shown[0]).toMatch(/Your network answers in (under )?\d+\sms/)
    expect(shown[2]).toMatch(/1\d answers/)
    expect(shown[3]).toMatch(/You touched your key after [1-9]\.\d s/)

    const rows = await stored('person:W-1')
    expect(new Set(rows.map((r) => r.kind))).toEqual(
      new Set(['keys', 'pointer', 'reaction', 'rtt', 'transit']),
    )
    const check = await checkOf('person:W-1')
    for (const row of rows)
      expect(row).toMatchObject({
        source: `presence-check:${check.id}`,
        about: ['device:LT-0042', 'person:W-1'],
        data: null,
      })
    expect(check).toMatchObject({ state: 'done', took: { setAside: 0, touched: 1, missed: 0 }, refusals: [] })
    const found = await service.store.evidence({ subject: 'person:W-1' })
    const verdicts = new Map(found.map((e) => [e.detector, e]))
    expect(verdicts.get('hands/first-response')).toBeDefined()
    expect(verdicts.get('hands/time-to-touch')).toMatchObject({ is: 'clear', weight: -0.2 })

    // The same tab, another tab of the same browser, and another browser: the link is used up.
    const reopened = async () => {
      await page.goto(link)
      await page.reload()
      await heading('This check is finished')
    }
    await reopened()
    page = await context.newPage()
    await reopened()
    await tab()
    await reopened()
    expect(problems).toEqual([])
  }, 90_000)

  it('times the touch: late, never, and once more on the same key', async () => {
    const patient = (patience: number) =>
      page.route('**/v1/presence/touch', async (route) => {
        const reply = await route.fetch()
        await route.fulfill({ response: reply, json: { ...(await reply.json()), patience } })
      })
    await tab()
    await agree(await send('person:W-2'))
    await skip()
    // Nobody is there; the keeper comes and plugs in. The page’s clock says two seconds, the server’s fifty.
    const asked = () => page.waitForResponse('**/v1/presence/touch')
    await Promise.all([asked(), press('Ask for a touch')])
    await page.waitForTimeout(1500)
    await picture('presence-waiting')
    service.pass(50_000)
    const key = await plugIn()
    await expect.poll(() => page.getByRole('status').textContent()).toMatch(/Touched after [45]\d\.\d s/)
    await picture('presence-late')
    // Once more, and nobody touches at all.
    await cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: key, enabled: false })
    await patient(300)
    await Promise.all([asked(), press('Ask once more')])
    service.pass(61_000)
    await expect.poll(() => page.getByRole('status').textContent()).toContain('No touch came')
    await press('I have none: go on without')
    await heading('Done, thank you')
    expect(await checkOf('person:W-2')).toMatchObject({ took: { touched: 1, missed: 1 } })
    await stored('person:W-2')
    await expect
      .poll(() => service.store.evidence({ subject: 'person:W-2', detector: 'hands/time-to-touch' }))
      .toMatchObject([{ is: 'evidence', weight: 0.7 }])
  }, 60_000)

  it('says nothing of a synced passkey, which the next check asks for again', async () => {
    await tab()
    await plugIn({ defaultBackupEligibility: true })
    await agree(await send('person:W-3'))
    await skip()
    await press('Ask for a touch')
    await expect.poll(() => page.getByRole('status').textContent()).toContain('Touched after')
    await press('See your result')
    await heading('Done, thank you')
    await stored('person:W-3')
    await expect
      .poll(async () =>
        (await service.store.abstentions('person:W-3')).find((a) => a.detector === 'hands/time-to-touch'),
      )
      .toMatchObject({ because: expect.stringContaining('synced') })
    // The next check asks for the same authenticator by name.
    await agree(await send('person:W-3'))
    await skip()
    await page.getByRole('button', { name: 'Another key than last time' }).waitFor()
    const options = page.waitForResponse('**/v1/presence/touch')
    await press('Ask for a touch')
    expect(await (await options).json()).toMatchObject({
      get: { allowCredentials: [{ type: 'public-key' }] },
    })
    await expect.poll(() => page.getByRole('status').textContent()).toContain('Touched after')
  }, 60_000)

  it('is not taken over by a second tab or another browser, and goes on after a reload', async () => {
    const link = await send('person:W-4')
    await tab()
    await agree(link)
    await page.reload()
    await press('Go on')
    await heading('Press any key')
    const first = { context, page }
    await tab()
    await page.goto(link)
    await heading('This link has been opened already')
    await context.close()
    ;({ context, page } = first)
    const second = await context.newPage()
    await second.goto(link)
    await second.getByRole('heading', { name: 'This link has been opened already' }).waitFor()
    // The first one is none the worse for it, and stopping keeps nothing.
    await press('Stop, keep nothing')
    await heading('Declined, and that is fine')
    expect(await checkOf('person:W-4')).toMatchObject({ state: 'declined', instead: false })
    expect(problems).toEqual([])
  }, 60_000)

  it('can be declined before anything is measured, on a phone’s width and in the dark', async () => {
    const link = await send('person:W-5', { reason: 'interview' })
    await tab({ viewport: { width: 420, height: 900 }, colorScheme: 'dark', reducedMotion: 'reduce' })
    const asked: string[] = []
    page.on('request', (r) => asked.push(new URL(r.url()).pathname))
    await page.goto(link)
    await heading('A two-minute check')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(420)
    await picture('presence-read-narrow')
    await press('I’d rather not')
    await picture('presence-decline')
    await press('Decline, and ask for the other check')
    await heading('Declined, and that is fine')
    expect(asked.filter((path) => path.startsWith('/v1/sensor'))).toEqual([])
    expect(await checkOf('person:W-5')).toMatchObject({ state: 'declined', instead: true, networks: [] })
    await page.goto(`${origin}/check`)
    await heading('This link is not whole')
  }, 60_000)

  it('is sent from a person’s page, and what became of it stands there', async () => {
    const times = Array.from({ length: 12 }, (_, i) => 20 + (i % 3))
    const about = ['device:LT-0042', 'person:W-6']
    const data = { transport: times, application: times }
    await api('POST', '/v1/observations', [{ id: 'r', kind: 'rtt', at: service.context.now(), about, data }])
    const declined = await send('person:W-6', { reason: 'first-day' })
    await api('POST', '/v1/presence/decline', { link: declined.split('#')[1], instead: true })
    await api('POST', '/v1/presence/open', {
      ...{ link: declined.split('#')[1], agreed: true },
      key: generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
        .publicKey.export({ format: 'der', type: 'spki' })
        .toString('base64'),
    })
    await tab()
    const { link: signIn } = await api<{ link: string }>('POST', '/v1/sign-in-links')
    await page.goto(signIn.replace(/^http:\/\/[^/]+/, origin))
    await page.getByRole('link', { name: 'Try it' }).waitFor()
    await page.goto(`${origin}/subjects/person:W-6`)
    const card = page.locator('section.card', { has: page.getByRole('heading', { name: 'Presence check' }) })
    await card.getByText('asks for the check that is not about timing · weighs nothing').waitFor()
    await card.getByText('1 attempt refused').click()
    await picture('presence-sender')
    await card.getByRole('button', { name: 'Send a presence check' }).click()
    await page.getByLabel('Who asks').fill('R. Sorrel')
    await picture('presence-send')
    await press('Make the link')
    const link = await page.getByLabel('The link').inputValue()
    expect(link).toMatch(/^http:\/\/localhost:\d+\/check#[\w-]{32}$/)
    await press('Done')
    await card.getByText('sent, not opened').waitFor()
    await card.getByRole('button', { name: 'Take it back' }).click()
    await card.getByText('taken back').waitFor()
    await page.goto(link)
    await heading('This check was taken back')
    expect(problems).toEqual([])
  }, 60_000)
})
