import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { built } from './built.ts'
import { browserPath, flags } from './chromium.ts'
import { type ServerProcess, serverOn } from './server-process.ts'

/**
 * Somebody tries it: answers prompts and dots in a real browser against a real server, once at once and once as from
 * afar. TELLTALE_SCREENSHOTS names a folder for pictures of the running product.
 */
const pictures = process.env.TELLTALE_SCREENSHOTS

describe.skipIf(!browserPath)('Try it', () => {
  const home = mkdtempSync(join(tmpdir(), 'telltale-try-'))
  let server: ServerProcess
  let browser: Browser
  let page: Page
  const problems: string[] = []

  beforeAll(async () => {
    await built('sensor', 'console')
    server = await serverOn(home)
    await server.start()
    browser = await chromium.launch({ executablePath: browserPath, args: flags })
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' })
    page.on('pageerror', (error) => problems.push(error.message))
    const reply = await fetch(`${server.url}/v1/sign-in-links`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token()}` },
    })
    const { link } = (await reply.json()) as { link: string }
    await page.goto(link)
    await page.getByRole('link', { name: 'Try it' }).click()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    rmSync(home, { recursive: true, force: true })
  })

  async function picture(name: string) {
    if (!pictures) return
    mkdirSync(pictures, { recursive: true })
    await page.screenshot({ path: join(pictures, `${name}.png`) })
  }

  /** Answers each prompt and dot this long after it is seen. */
  async function answer(delay: number) {
    const ring = page.locator('.trial-ring text')
    for (let i = 0; i < 10; i++) {
      await expect.poll(() => ring.textContent(), { timeout: 8000, interval: 10 }).toBe('now')
      await page.waitForTimeout(delay + (i % 4) * 15)
      await page.keyboard.press('k')
      await expect
        .poll(() =>
          page.locator('.trial-dots circle[r="5.5"], .trial-dots circle[stroke-width="1.4"]').count(),
        )
        .toBe(i + 1)
      if (i === 6) await picture(delay < 200 ? 'try-near' : 'try-far')
    }
    for (let i = 0; i < 9; i++) {
      const dot = page.getByRole('button', { name: `Target ${i + 1} of 9` })
      await dot.waitFor({ timeout: 8000 })
      const box = (await dot.boundingBox())!
      // A dot is drawn a frame or two after it is in the page: any sooner and the page takes the answer for a guess.
      await page.waitForTimeout(Math.max(150, delay - 60) + (i % 4) * 12)
      await page.mouse.move(box.x + 13, box.y + 13, { steps: 6 })
      await page.mouse.click(box.x + 13, box.y + 13)
    }
    await expect.poll(() => ring.textContent()).toBe('done')
  }

  it('finds hands near, the three distances live, and keeps nothing', async () => {
    await page.getByRole('button', { name: 'Start' }).click()
    await answer(130)
    await expect.poll(() => page.getByRole('status').textContent()).toContain('near so far')
    expect(await page.locator('.leg-note').allTextContents()).toEqual([
      expect.stringContaining('TCP round trips'),
      expect.stringContaining('echoes minus TCP'),
      expect.stringContaining('19 reactions'),
    ])
    await picture('try-done')
    const { counts } = (await (
      await fetch(`${server.url}/v1/status`, { headers: { authorization: `Bearer ${server.token()}` } })
    ).json()) as { counts: { observations: number } }
    expect(counts.observations).toBe(0)
  }, 120_000)

  it('finds hands far when every answer comes later, and puts the two runs side by side', async () => {
    await page.getByRole('button', { name: 'Start over' }).click()
    // As behind some 150 ms: far enough whatever this machine itself takes.
    await answer(520)
    await expect.poll(() => page.getByRole('status').textContent()).toContain('not local')
    expect(await page.locator('.trial-runs figure').count()).toBe(2)
    await picture('try-compared')
    await page.getByRole('button', { name: 'Stop and forget' }).click()
    expect(await page.locator('.trial-runs figure').count()).toBe(0)
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
    expect(problems).toEqual([])
  }, 120_000)

  it('gains nothing for a guess', async () => {
    await page.getByRole('button', { name: 'Start' }).click()
    await expect.poll(() => page.locator('.trial-ring text').textContent()).toBe('wait')
    await page.keyboard.press('k')
    await expect.poll(() => page.locator('.trial-ring text').textContent()).toBe('too early')
    expect(await page.locator('.trial-dots circle[r="5.5"]').count()).toBe(0)
  })

  it('switches sensors on only after asking', async () => {
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('switch', { name: 'Script in pages' }).click({ force: true })
    await page.getByRole('button', { name: 'They have been told: switch on' }).click()
    await expect
      .poll(async () => (await (await fetch(`${server.url}/v1/sensor/policy`)).json()) as object)
      .toMatchObject({ browser: true })
    await picture('settings')
    expect(problems).toEqual([])
  })
})
