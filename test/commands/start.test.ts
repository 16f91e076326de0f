import { accessSync, constants } from 'node:fs'
import { beforeAll, expect, inject, test } from 'vitest'
import { apiClient } from '../support/clients.ts'
import { assent, buildProgram, cli, hasSaid, ownPlace, runAssent } from './assent.ts'

beforeAll(buildProgram)

const place = () => ownPlace(inject('redisUrl'))

test('what a build makes can be run by its name, also where npx has run an earlier one', () => {
  expect(() => accessSync(cli, constants.X_OK)).not.toThrow()
})

test('start answers, is refused a second time and on a taken port, and stops within ten seconds', async () => {
  const own = await place()
  const running = assent(['start'], own)
  await hasSaid(running, 'Stop with Ctrl+C')
  expect(running.said()).toContain(`http://127.0.0.1:${own.ASSENT_PORT}`)
  expect(running.said()).toContain('npm run demo')
  const { queue } = await apiClient(`http://127.0.0.1:${own.ASSENT_PORT}`).ready()
  expect(queue.answers).toBe(true)

  const second = await runAssent(['start'], { ...own, ASSENT_PORT: '0', ASSENT_SANDBOX_PORT: '0' })
  expect(second.code).toBe(1)
  expect(second.said).toContain(`another Assent is running on ${own.ASSENT_DATA_DIR}`)

  const other = { ...(await place()), ASSENT_PORT: own.ASSENT_PORT }
  const third = await runAssent(['start'], other)
  expect(third.code).toBe(1)
  expect(third.said).toContain(`port ${own.ASSENT_PORT} is taken by another program; set ASSENT_PORT`)
  expect(third.said).not.toContain('    at ')

  const stopped = Date.now()
  running.process.kill('SIGTERM')
  expect(await running.ended).toBe(0)
  expect(Date.now() - stopped).toBeLessThan(10_000)
  expect(running.said()).toContain('Assent has stopped.')
}, 60_000)

test('several processes cannot be started without a place to meet', async () => {
  for (const role of ['ingress', 'worker']) {
    const { code, said } = await runAssent([role], await ownPlace())
    expect(code).toBe(1)
    expect(said).toContain('REDIS_URL: is missing.')
  }
})

test('roles want the database migrated, and migrate does it, twice as well', async () => {
  const own = { ...(await ownPlace()), REDIS_URL: 'redis://127.0.0.1:1' }
  const early = await runAssent(['ingress'], own)
  expect(early.code).toBe(1)
  expect(early.said).toContain('run: npx assent migrate')
  for (const _ of [1, 2]) {
    expect(await runAssent(['migrate'], own)).toMatchObject({
      code: 0,
      said: expect.stringContaining('is up to date'),
    })
  }
})

test('demo without anything running says so at once, and what to do', async () => {
  const running = assent(['demo'], await ownPlace())
  await hasSaid(running, 'waiting 15 seconds. To start it, elsewhere: npm start')
})
