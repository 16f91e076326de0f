import { expect, it } from 'vitest'
import { accountSettingsSchema } from '../../src/config/accounts.ts'
import { clientOf } from '../../src/services.ts'
import { dialogNumber, metaNumber, startReceiver, startSandbox } from './support.ts'

const start = async () => {
  const { url } = await startReceiver()
  return startSandbox({ numbers: [metaNumber(url), dialogNumber(url)] })
}
const metaPath = '/v25.0/106540352242922?fields='
const bearer = { authorization: 'Bearer meta-token' }

it('a number tells the fields that are asked for: well, unless told otherwise', async () => {
  const sandbox = await start()
  const ask = async (fields: string) =>
    (await sandbox.call('GET', `${metaPath}${fields}`, undefined, bearer)).json
  expect(await ask('quality_rating,status')).toEqual({
    id: '106540352242922',
    quality_rating: 'GREEN',
    status: 'CONNECTED',
  })
  await sandbox.behave({
    number: { quality: 'RED', limit: 'TIER_250', status: 'FLAGGED', health: 'LIMITED' },
  })
  expect(
    await ask('quality_rating,status,whatsapp_business_manager_messaging_limit,health_status'),
  ).toMatchObject({
    quality_rating: 'RED',
    status: 'FLAGGED',
    whatsapp_business_manager_messaging_limit: 'TIER_250',
    health_status: { can_send_message: 'LIMITED' },
  })
})

it('the page sets the quality and shows it among the moods, and one button ends it', async () => {
  const sandbox = await start()
  const post = (url: string, payload: string) =>
    sandbox.app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', host: '127.0.0.1:4001' },
      payload,
    })
  expect((await post('/behaviour/quality', 'quality=YELLOW')).statusCode).toBe(303)
  expect((await sandbox.app.inject('/')).body).toContain('quality is YELLOW')
  expect((await post('/behaviour/quality', 'quality=BLUE')).statusCode).toBe(400)
  await post('/behaviour/clear', '')
  expect((await sandbox.app.inject('/')).body).not.toContain('quality is YELLOW')
})

it('Assent reads both providers: the Cloud API tells all, 360dialog its health alone; a refusal is told', async () => {
  const sandbox = await start()
  const common = { phoneNumberId: '106540352242922', apiUrl: sandbox.url }
  const meta = clientOf(
    accountSettingsSchema.parse({
      ...common,
      id: 'main',
      provider: 'meta',
      accessToken: 'meta-token',
      appSecrets: ['12345678'],
      verifyToken: '12345678',
    }),
  )
  const dialog = clientOf(
    accountSettingsSchema.parse({
      ...common,
      id: 'second',
      provider: '360dialog',
      apiKey: 'dialog-key',
      signatureSecrets: ['12345678'],
    }),
  )
  await sandbox.behave({ number: { quality: 'YELLOW', health: 'BLOCKED' } })
  const facets = async ({ look }: typeof meta): Promise<string[]> => {
    const looked = await look?.()
    return looked?.outcome === 'seen' ? looked.news.map(({ facet, value }) => `${facet} ${value}`) : []
  }
  expect(await facets(meta)).toEqual([
    'quality YELLOW',
    'limit TIER_UNLIMITED',
    'status CONNECTED',
    'throughput STANDARD',
    'health BLOCKED',
  ])
  expect(await facets(dialog)).toEqual(['health BLOCKED'])
  await sandbox.behave({ number: { error: 190 } })
  expect(await meta.look?.()).toMatchObject({ outcome: 'failed', why: expect.stringContaining('190') })
  await sandbox.app.close()
  expect(await meta.look?.()).toMatchObject({ outcome: 'failed' })
})
