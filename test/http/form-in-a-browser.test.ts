import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openPage, type PageOptions } from '../support/browser.ts'
import { hasChromium, inBrowser } from '../support/browser-found.ts'
import type { Stack } from '../support/build-stack.ts'
import { startStack } from '../support/start-stack.ts'

const formUrl = ({ url }: Pick<Stack, 'url'>, lang = 'en'): string => `${url}/forms/biz_main?lang=${lang}`

/** The form as a browser without JavaScript shows it. */
const openForm = async (stack: Stack, options: PageOptions = {}, lang = 'en'): Promise<Page> => {
  const page = await openPage({ javaScriptEnabled: false, ...options })
  await page.goto(formUrl(stack, lang))
  return page
}

/** What has the focus, as a screen reader would call it. */
const focused = (page: Page): Promise<string> =>
  page.locator(':focus').evaluate((element) => {
    const label = element.labels?.[0]?.firstChild?.textContent
    return `${element.tagName.toLowerCase()}: ${(label ?? element.textContent ?? '').trim()}`
  })

const tab = async (page: Page): Promise<string> => {
  await page.keyboard.press('Tab')
  return focused(page)
}

const tabTo = async (page: Page, what: string): Promise<void> => {
  for (let steps = 0; steps < 40; steps += 1) if ((await tab(page)) === what) return
  throw new Error(`the keyboard never came to "${what}"`)
}

const resultShape = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
})

/** Asks axe what is wrong with a page as it stands. It looks at a copy, since the page itself has no JavaScript. */
const openAxe = async () => {
  const copy = await openPage()
  return async (page: Page): Promise<string[]> => {
    await copy.setContent(await page.content())
    await copy.evaluate(axe.source)
    const found = resultShape.parse(await copy.evaluate('axe.run(document)'))
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
  }
}

const plain = (text: string): string => text.replace(/\s+/gu, ' ').trim()

/** By how many pixels the page is wider than its window. */
const overhang = (page: Page): Promise<number> =>
  page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)

describe.skipIf(!hasChromium())(
  `the hosted form without JavaScript ${inBrowser}`,
  { timeout: 90_000 },
  () => {
    it('is filled in and sent by keyboard alone, and the yes on WhatsApp is the consent', async () => {
      const stack = await startStack()
      const page = await openForm(stack)
      await tabTo(page, 'input: offers')
      expect(await page.locator('input:checked').count()).toBe(0)
      await page.keyboard.press('Space')
      await tabTo(page, 'input: Your WhatsApp number')
      await page.keyboard.type('+1 415 555 2671')
      expect(await tab(page)).toBe('input: Your name (optional)')
      await page.keyboard.type('Ana')
      expect(await tab(page)).toBe('button: Send me a message to confirm')
      await page.keyboard.press('Enter')
      await page.waitForURL(/forms/)
      expect(await page.locator('h1').textContent()).toContain('look at WhatsApp')

      await stack.quiet()
      const [asked] = await stack.sandbox.shown('14155552671')
      expect(asked?.text).toContain('Sunrise Bakery')
      const [contact] = await stack.api.contacts()
      const state = async () =>
        (await stack.api.contact(contact?.id ?? '')).consents.find(
          ({ category, channel }) => category === 'marketing' && channel === 'whatsapp',
        )?.state
      expect(contact?.name).toBe('Ana')
      expect(await state()).toBe('pending')
      stack.clock.move(2_000)
      await stack.sandbox.say('14155552671', { text: 'yes' })
      await stack.quiet()
      expect(await state()).toBe('opted_in')
    })

    it('sends mistakes back with what was entered, and leads to the fields at fault', async () => {
      const stack = await startStack()
      const page = await openForm(stack)
      await page.getByLabel('Your WhatsApp number').fill('12')
      await page.getByLabel('Your name').fill('Ana & <b>Ben</b>')
      await page.getByRole('button').click()
      expect(await page.title()).toMatch(/^Please look at this again/)
      const summary = page.getByRole('alert')
      expect(await summary.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
      expect(await page.getByLabel('Your WhatsApp number').inputValue()).toBe('12')
      expect(await page.getByLabel('Your name').inputValue()).toBe('Ana & <b>Ben</b>')

      expect(await tab(page)).toBe('a: Choose at least one kind of message.')
      expect(await tab(page)).toMatch(/^a: This is not a phone number/)
      await page.keyboard.press('Enter')
      expect(await focused(page)).toBe('input: Your WhatsApp number')
      const phone = page.getByLabel('Your WhatsApp number')
      expect(await phone.getAttribute('aria-invalid')).toBe('true')
      const described = (await phone.getAttribute('aria-describedby'))?.split(' ') ?? []
      expect(await page.locator(`#${described[1]}`).textContent()).toContain('not a phone number')
      await page.getByText('Choose at least one').first().click()
      expect(await focused(page)).toBe('input: offers')
      expect(await (await openAxe())(page)).toEqual([])
      expect(stack.rows('select 1 from contacts')).toEqual([])
    })

    it('stops at each thing once, in the order in which it is read', async () => {
      const stack = await startStack()
      const page = await openForm(stack)
      const stops: string[] = []
      for (let stop = await tab(page); ; stop = await tab(page)) {
        stops.push(stop)
        if (stop.startsWith('button')) break
      }
      const titles = stack.services.texts.categories.map(({ texts }) => `input: ${texts.en?.title}`)
      expect(stops.filter((stop) => !stop.startsWith('summary'))).toEqual([
        ...titles,
        'input: Your WhatsApp number',
        'input: Your name (optional)',
        'button: Send me a message to confirm',
      ])
    })

    it('has nothing that axe complains of, in any language, on the form, with mistakes and after it', async () => {
      const stack = await startStack()
      const violations = await openAxe()
      const page = await openForm(stack)
      for (const { language } of stack.services.texts.forms) {
        await page.goto(formUrl(stack, language))
        expect([language, ...(await violations(page))]).toEqual([language])
      }
      await page.goto(formUrl(stack))
      await page.getByRole('button').click()
      expect(await violations(page)).toEqual([])
      await page.locator('input[type=checkbox]').first().check()
      await page.getByLabel('Your WhatsApp number').fill('+1 415 555 2671')
      await page.getByRole('button').click()
      expect(await page.locator('h1').textContent()).toContain('look at WhatsApp')
      expect(await violations(page)).toEqual([])
    })

    it('axe would see it: a page without names for its fields has violations', async () => {
      const page = await openPage()
      await page.setContent('<main><input><img src="data:,"></main>')
      expect((await (await openAxe())(page)).join()).toMatch(/image-alt[\s\S]*label/)
    })

    it.each([
      ['320 pixels wide', { width: 320, height: 640 }],
      ['at 200 % on a small window', { width: 512, height: 384 }],
    ])(
      'fits %s without scrolling sideways, in every language',
      async (_what, viewport) => {
        const stack = await startStack()
        const page = await openForm(stack, { viewport })
        for (const { language } of stack.services.texts.forms) {
          await page.goto(formUrl(stack, language))
          await page.getByRole('button').click()
          expect([language, await overhang(page)]).toEqual([language, 0])
        }
      },
      60_000,
    )

    it('speaks the language of the browser, and another when asked', async () => {
      const stack = await startStack()
      const languages = stack.services.texts.forms.map(({ language }) => language)
      const page = await openPage({ javaScriptEnabled: false, locale: 'de-CH' })
      await page.goto(`${stack.url}/forms/biz_main`)
      const html = page.locator('html')
      expect(await html.getAttribute('lang')).toBe(languages.includes('de') ? 'de' : 'en')
      for (const other of ['ar', 'pt_BR']) {
        if (!languages.includes(other)) continue
        await page.locator('summary').focus()
        await page.keyboard.press('Enter')
        await page.locator(`a[hreflang="${other.replace('_', '-')}"]`).focus()
        await page.keyboard.press('Enter')
        await page.waitForURL(new RegExp(`lang=${other}`))
        expect(await html.getAttribute('lang')).toBe(other.replace('_', '-'))
        expect(await html.getAttribute('dir')).toBe(other === 'ar' ? 'rtl' : 'ltr')
      }
    })

    it('shows a number from left to right also where the language is read from right to left', async () => {
      const stack = await startStack({ works: false })
      const page = await openForm(stack, {}, 'ar')
      const hint = page.locator('#phone-hint bdi')
      expect(await hint.textContent()).toMatch(/^\+\d/)
      const order = await hint.evaluate((element) => {
        const text = element.firstChild
        return Array.from({ length: text.length }, (_, at) => {
          const range = element.ownerDocument.createRange()
          range.setStart(text, at)
          range.setEnd(text, at + 1)
          return Math.round(range.getBoundingClientRect().left)
        })
      })
      expect(order).toEqual([...order].sort((a, b) => a - b))
      expect(await page.locator('#phone').evaluate((field) => field.dir)).toBe('ltr')
    })

    it('proves with the very words that the page showed, in every language', async () => {
      const stack = await startStack({ works: false, environment: { ASSENT_TRUST_PROXY: '127.0.0.1' } })
      const page = await openForm(stack)
      for (const [index, { language }] of stack.services.texts.forms.entries()) {
        // From an address each, or there would be too many from one.
        await page.setExtraHTTPHeaders({ 'x-forwarded-for': `203.0.113.${index + 1}` })
        await page.goto(formUrl(stack, language))
        await page.locator('input[type=checkbox]').first().check()
        const shown = plain(await page.locator('main').innerText())
        const phone = `+1415555${3_000 + index}`
        await page.locator('#phone').fill(phone)
        await page.getByRole('button').click()
        const contact = await stack.services.store.findContact('phone', phone)
        const [statement] = (await stack.services.store.dossier(contact ?? ''))?.statements ?? []
        if (statement?.source !== 'recorded') throw new Error('the form left no statement')
        const { wording = '', ...evidence } = statement.evidence
        // Every piece stands on the page, in this order; a title and its description are two lines there.
        const pieces = wording.split('\n').flatMap((line) => {
          const [box, title = '', description = ''] = /^[☐☒] (.*?): (.*)$/u.exec(line) ?? []
          return box === undefined ? [line] : [title, description]
        })
        let from = 0
        for (const piece of pieces.map(plain)) {
          const at = shown.indexOf(piece, from)
          expect([language, piece, at >= from]).toEqual([language, piece, true])
          from = at + piece.length
        }
        expect(wording.match(/☒/gu)).toHaveLength(1)
        expect(evidence).toMatchObject({ language, ip: `203.0.113.${index + 1}` })
        expect(evidence.userAgent).toContain('Chrome')
      }
    })
  },
)
