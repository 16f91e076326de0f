import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, onTestFinished } from 'vitest'
import { chromiumPath } from './browser-found.ts'

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starting one takes seconds, so the tests of a file share it. */
let shared: Promise<Browser> | null = null

afterAll(async () => {
  await (await shared)?.close()
  shared = null
})

export interface PageOptions {
  readonly javaScriptEnabled?: boolean
  readonly locale?: string
  readonly viewport?: { readonly width: number; readonly height: number }
}

/** A page in a context of its own, for the time of one test. */
export const openPage = async (options: PageOptions = {}): Promise<Page> => {
  shared ??= chromium.launch({ executablePath: chromiumPath, args })
  const browser = await shared
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, ...options })
  onTestFinished(() => context.close())
  return context.newPage()
}
