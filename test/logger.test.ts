import { expect, test } from 'vitest'
import { openLogger, scrub } from '../src/logger.ts'
import { accessToken, appSecret } from './support/build-stack.ts'
import { eventually } from './support/eventually.ts'
import { queuePayloads } from './support/queue-payloads.ts'
import { startStack } from './support/start-stack.ts'
import { bodyOf, bytesOf, deliver, textFrom } from './support/webhook-body.ts'

const written = (act: (log: ReturnType<typeof openLogger>) => void): string => {
  const lines: string[] = []
  act(openLogger('debug', { write: (line: string) => void lines.push(line) }))
  return lines.join('')
}

test.each([
  ['a phone number', 'no contact +1 (415) 555-0134 here', '4155550134'],
  ['bare digits', 'lookup of 14155550134', '14155550134'],
  ['a message id', 'unknown wamid.HBgLMTQxNTU1NTAxMzQVAgA+/=', 'HBgLMTQx'],
  ['a business-scoped id', 'US.13491208655302741918 wrote', '13491208655302741918'],
  ['a parent id', 'US.ENT.11815799212886844830 wrote', '11815799212886844830'],
  ['a bearer token', 'Authorization: Bearer EAAabcdef', 'EAAabcdef'],
  ['a key in a query', 'GET /x?key=EAAabcdef', 'EAAabcdef'],
])('%s does not get into a message', (_what, message, canary) => {
  expect(scrub(message)).not.toContain(canary)
  expect(written((log) => log.warn({}, message))).not.toContain(canary)
  expect(written((log) => log.warn(message))).not.toContain(canary)
})

test('fields that nobody has allowed are hidden, at any depth, and our own ids are shown', () => {
  const line = written((log) =>
    log.info(
      {
        contactId: 'ctc_01ARZ3NDEKTSV4RRFFQ69G5FAV',
        phone: 'CANARY',
        body: { deep: ['CANARY'] },
        reason: { words: 'CANARY' },
        attempts: 3,
      },
      'done',
    ),
  )
  expect(line).not.toContain('CANARY')
  expect(line).toContain('ctc_01ARZ3NDEKTSV4RRFFQ69G5FAV')
  expect(line).toContain('"attempts":3')
})

test('an error is told by name, code and place, without what an HTTP client hangs on it', () => {
  const error = Object.assign(new Error('failed for 14155550134'), {
    code: 'ECONNRESET',
    config: { headers: { authorization: 'Bearer CANARY' }, data: 'CANARY' },
    response: { data: 'CANARY' },
    cause: new Error('CANARY'),
  })
  const line = written((log) => log.error({ err: error }, 'send failed'))
  expect(line).not.toMatch(/CANARY|14155550134/)
  expect(line).toContain('ECONNRESET')
  expect(line).toContain('logger.test.ts')
})

test('a JSON parser does not quote what it could not read', () => {
  const line = written((log) => {
    try {
      JSON.parse('"CANARY is my name')
    } catch (error) {
      log.error({ err: error }, 'unreadable')
    }
  })
  expect(line).not.toContain('CANARY')
})

test('a whole journey at debug level leaves no word, name, number, id or secret in the log or the queue', async () => {
  const stack = await startStack({ logLevel: 'debug', apiKey: 'canary-api-key-of-the-tests' })
  const phone = '14155559753'
  const { id } = await stack.api.addContact({ name: 'Zebedee Canary', phone: `+${phone}` })
  await stack.sandbox.behave({ sendError: { code: 131000, httpStatus: 500, times: 1 } })
  await stack.api.ask(id, { categories: ['marketing'] })
  await stack.quiet()
  await stack.stopWork()
  const at = Math.floor(stack.clock.now() / 1_000) + 1
  stack.clock.move(10_000)
  const words = ['yes, says the kingfisher', 'stop', 'help', 'kingfisher 555 0199 1234567']
  for (const [index, text] of words.entries())
    await deliver(stack, bytesOf(bodyOf([textFrom(phone, text, `wamid.Q0FOQVJZ${index}=`, at + index)])))
  await deliver(stack, Buffer.from('{"kingfisher": "Zebedee'))
  await deliver(stack, bytesOf({ entry: [{ changes: [{ field: 'kingfisher', value: 'Zebedee' }] }] }))
  await deliver(stack, Buffer.from('{}'), { 'x-hub-signature-256': 'sha256=kingfisher' })
  await stack.api.call('POST', '/v1/contacts', { phone: `+${phone}`, name: 'Zebedee' })
  await stack.api.call('POST', '/v1/contacts', { phone: 'kingfisher' })

  const payloads = await queuePayloads(stack.config.redisUrl, stack.config.queuePrefix)
  await stack.startWork()
  await stack.sweep()
  await stack.sandbox.behave({ hang: { accept: true, times: 1 } })
  await stack.sandbox.say(phone, { text: 'stop offers, dear kingfisher', at: at + 9 })
  await eventually(async () => expect(await stack.sandbox.behaviour()).not.toHaveProperty('hang'))
  stack.cutOff()
  await stack.quiet()

  const bsuid = await stack.sandbox.bsuid(phone)
  const everything = [...stack.lines, ...payloads].join('\n')
  expect(stack.lines.length).toBeGreaterThan(10)
  if (stack.config.redisUrl) expect(payloads.length).toBeGreaterThan(3)
  const secrets = [accessToken, appSecret, 'canary-api-key', 'the-verify-token']
  for (const canary of [
    phone,
    '4155559753',
    'Zebedee',
    'kingfisher',
    'Q0FOQVJZ',
    bsuid,
    bsuid.slice(3),
    ...secrets,
  ])
    expect(everything.toLowerCase().includes(canary.toLowerCase()), canary).toBe(false)
})
