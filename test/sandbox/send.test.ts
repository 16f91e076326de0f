import { describe, expect, it } from 'vitest'
import {
  buttons,
  codeOf,
  customer,
  dialogNumber,
  eventually,
  metaNumber,
  startPair,
  startReceiver,
  startSandbox,
  statusesOf,
  template,
  text,
  wamidOf,
} from './support.ts'

describe('sending through the Cloud API', () => {
  it('accepts a template as the platform does and keeps it as a witness', async () => {
    const { sandbox } = await startPair()
    const answer = await sandbox.send(template({ biz_opaque_callback_data: 'req_1' }))
    expect(answer.status).toBe(200)
    expect(answer.json).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: `+${customer}`, wa_id: customer }],
      messages: [{ id: expect.stringMatching(/^wamid\./), message_status: 'accepted' }],
    })
    expect(await sandbox.accepted()).toEqual([
      expect.objectContaining({
        wamid: wamidOf(answer),
        to: `+${customer}`,
        recipient: null,
        type: 'template',
        biz_opaque_callback_data: 'req_1',
        at: 1_750_000_000,
        body: template({ biz_opaque_callback_data: 'req_1' }),
      }),
    ])
  })

  it('takes a number with and without plus for the same phone', async () => {
    const { sandbox } = await startPair()
    await sandbox.send(template({ to: customer }))
    await sandbox.send(template({ to: '+1 (650) 555-1234' }))
    expect(await sandbox.thread(customer)).toHaveLength(2)
    expect((await sandbox.call('GET', '/sandbox/phones')).list).toHaveLength(1)
  })

  it('refuses a wrong token, an unknown number and the number itself', async () => {
    const { sandbox } = await startPair()
    const path = '/v25.0/106540352242922/messages'
    const wrong = await sandbox.call('POST', path, template(), { authorization: 'Bearer other' })
    expect([wrong.status, codeOf(wrong)]).toEqual([401, 190])
    const none = await sandbox.call('POST', path, template())
    expect([none.status, codeOf(none)]).toEqual([401, 190])
    const unknown = await sandbox.call('POST', '/v25.0/42/messages', template(), {
      authorization: 'Bearer meta-token',
    })
    expect([unknown.status, codeOf(unknown)]).toEqual([400, 100])
    const self = await sandbox.send(template({ to: '+15550783881' }))
    expect([self.status, codeOf(self)]).toEqual([400, 131021])
    expect(await sandbox.accepted()).toEqual([])
  })

  it.each([
    ['no messaging_product', { ...text('hi'), messaging_product: undefined }, 131008],
    ['nobody to send to', { ...text('hi'), to: undefined }, 131008],
    ['no type', { ...text('hi'), type: undefined }, 131008],
    ['no text', { ...text('hi'), text: undefined }, 131008],
    ['an empty text', text(''), 131008],
    ['a template without a name', template({ template: { language: { code: 'en' } } }), 131008],
    ['a template without a language', template({ template: { name: 'x' } }), 131008],
    ['a type the sandbox does not play', { ...text('hi'), type: 'sticker' }, 100],
    ['a key that does not exist', text('hi', { tpye: 'text' }), 100],
    ['a number that is none', text('hi', { to: 'abc' }), 100],
    ['a text of 4097 characters', text('x'.repeat(4097)), 100],
    ['a question of 1025 characters', { ...buttons(['a', 'A']), interactive: longQuestion() }, 100],
    ['four reply buttons', buttons(['a', 'A'], ['b', 'B'], ['c', 'C'], ['d', 'D']), 100],
    ['a title of 21 characters', buttons(['a', 'x'.repeat(21)]), 100],
    ['a list of eleven rows', { ...buttons(['a', 'A']), interactive: list(11) }, 100],
    ['callback data of 513 characters', text('hi', { biz_opaque_callback_data: 'x'.repeat(513) }), 100],
    ['a body that is no object', 'nonsense', 100],
  ])('refuses %s', async (_name, body, code) => {
    const { sandbox } = await startPair()
    const answer = await sandbox.call('POST', '/v25.0/106540352242922/messages', body, {
      authorization: 'Bearer meta-token',
    })
    expect([answer.status, codeOf(answer)]).toEqual([400, code])
    expect(answer.json).toEqual({
      error: {
        message: expect.stringContaining(`(#${code})`),
        type: 'OAuthException',
        code,
        error_data: { messaging_product: 'whatsapp', details: expect.any(String) },
        fbtrace_id: expect.any(String),
      },
    })
    expect(await sandbox.accepted()).toEqual([])
  })

  it('accepts what just fits', async () => {
    const { sandbox } = await startPair()
    expect((await sandbox.send(text('x'.repeat(4096)))).status).toBe(200)
    expect((await sandbox.send({ ...buttons(['a', 'A']), interactive: list(10) })).status).toBe(200)
    expect((await sandbox.send(buttons(['a', 'x'.repeat(20)], ['b', 'B'], ['c', 'C']))).status).toBe(200)
  })

  it('refuses a template call whose parameters do not fit the template it was told about', async () => {
    const { sandbox } = await startPair()
    await sandbox.call('PUT', '/sandbox/templates/opt_in_request', {
      category: 'UTILITY',
      body: 'Hi {{1}}, from {{2}}',
    })
    const one = [{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }]
    expect(codeOf(await sandbox.send(template({}, one)))).toBe(132000)
    const broken = [{ type: 'body', parameters: [{ type: 'text', text: 'two\nlines' }] }]
    expect(codeOf(await sandbox.send(template({}, broken)))).toBe(132018)
  })
})

describe('sending to a BSUID', () => {
  it('reaches the person by `recipient` and names them by it', async () => {
    const { sandbox, receiver } = await startPair()
    const { json: phone } = await sandbox.call('PUT', `/sandbox/phones/${customer}`, {
      name: 'Ana',
      hidesPhone: true,
    })
    const answer = await sandbox.send(template({ to: undefined, recipient: phone.bsuid }))
    expect(answer.json.contacts).toEqual([{ input: phone.bsuid, user_id: phone.bsuid }])
    await eventually(() => expect(statusesOf(receiver)).toHaveLength(3))
    for (const status of statusesOf(receiver)) {
      expect(status).toMatchObject({ recipient_user_id: phone.bsuid })
      expect(status).not.toHaveProperty('recipient_id')
    }
  })

  it('accepts a BSUID in `to` and never says another word about it', async () => {
    const { sandbox, receiver } = await startPair()
    const answer = await sandbox.send(template({ to: 'US.13491208655302741918', recipient: 'US.1' }))
    expect(answer.status).toBe(200)
    expect(await sandbox.accepted()).toHaveLength(1)
    expect((await sandbox.call('GET', '/sandbox/pending')).json).toEqual({ webhooks: 0 })
    expect(receiver.tries()).toBe(0)
  })

  it('lets `to` win over `recipient`', async () => {
    const { sandbox } = await startPair()
    const answer = await sandbox.send(template({ recipient: 'US.13491208655302741918' }))
    expect(answer.json.contacts).toEqual([{ input: `+${customer}`, wa_id: customer }])
  })
})

describe('sending through 360dialog', () => {
  it('takes the same body by its key and sends webhooks with the secret header, unsigned', async () => {
    const receiver = await startReceiver()
    const sandbox = await startSandbox({ numbers: [metaNumber(receiver.url), dialogNumber(receiver.url)] })
    const refusal = await sandbox.call('POST', '/messages', template(), { 'd360-api-key': 'meta-token' })
    expect([refusal.status, codeOf(refusal)]).toEqual([401, 190])
    const answer = await sandbox.call('POST', '/messages', template(), { 'd360-api-key': 'dialog-key' })
    expect(answer.status).toBe(200)
    await eventually(() => expect(receiver.receipts).toHaveLength(3))
    for (const { headers, body } of receiver.receipts) {
      expect(headers['x-shop-secret']).toBe('swordfish')
      expect(headers).not.toHaveProperty('x-hub-signature-256')
      expect(body.entry[0]?.id).toBe('111111111111')
    }
  })
})

function longQuestion() {
  return {
    type: 'button',
    body: { text: 'x'.repeat(1025) },
    action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'A' } }] },
  }
}

function list(rows: number) {
  const all = Array.from({ length: rows }, (_, index) => ({ id: `row-${index}`, title: `Row ${index}` }))
  return { type: 'list', body: { text: 'Which?' }, action: { button: 'Choose', sections: [{ rows: all }] } }
}
