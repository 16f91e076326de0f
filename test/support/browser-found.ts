import { existsSync } from 'node:fs'

export const chromiumPath = process.env.ASSENT_TEST_CHROMIUM ?? '/usr/bin/chromium'

export const hasChromium = (): boolean => existsSync(chromiumPath)

/** In the name of every group of tests that needs a browser. */
export const inBrowser = '(in a browser)'
