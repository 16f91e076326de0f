import { describe, expect, it } from 'vitest'
import {
  buttons,
  contactsOf,
  customer,
  dialogNumber,
  eventually,
  messagesOf,
  metaNumber,
  preferencesOf,
  startPair,
  startReceiver,
  startSandbox,
  statusesOf,
  template,
  wamidOf,
} from './support.ts'

const quickReply = (index: number, payload: string) => ({
  type: 'button',
  sub_type: 'quick_reply',
  index: String(index),
  parameters: [{ type: 'payload', payload }],
})

describe('a customer', () => {
  it('writes a text that opens the chat', async () => {
    const { sandbox, receiver } = await startPair()
    const { json } = await sandbox.say(`+${customer}`, { text: 'Hello', at: 1_749_999_000 })
    await eventually(() => expect(receiver.receipts).toHaveLength(1))
    expect(messagesOf(receiver)).toEqual([
      {
        from: customer,
        from_user_id: expect.stringMatching(/^US\.\d+$/),
        id: json.wamid,
        timestamp: '1749999000',
        type: 'text',
        text: { body: 'Hello' },
      },
    ])
    expect(contactsOf(receiver)).toEqual([
      {
        profile: { name: expect.any(String) },
        wa_id: customer,
        user_id: messagesOf(receiver)[0]?.from_user_id,
      },
    ])
  })

  it('who hides the phone number is named by the user id alone', async () => {
    const { sandbox, receiver } = await startPair()
    await sandbox.call('PUT', `/sandbox/phones/${customer}`, {
      name: 'Ana',
      username: 'ana.r',
      hidesPhone: true,
    })
    await sandbox.say(customer, { text: 'yes' })
    await sandbox.say(customer, { preference: 'stop' })
    await eventually(() => expect(preferencesOf(receiver)).toHaveLength(1))
    await eventually(() => expect(messagesOf(receiver)).toHaveLength(1))
    expect(receiver.receipts.map(({ raw }) => raw.toString()).join()).not.toContain(customer)
    expect(contactsOf(receiver)[0]).toEqual({
      profile: { name: 'Ana', username: 'ana.r' },
      user_id: messagesOf(receiver)[0]?.from_user_id,
    })
  })

  it('taps a template button, and the payload comes back with the message it stands on', async () => {
    const { sandbox, receiver } = await startPair()
    await sandbox.call('PUT', '/sandbox/templates/opt_in_request', {
      category: 'UTILITY',
      body: 'Hi {{1}}, may {{2}} write to you?',
      buttons: ['Yes', 'No'],
    })
    const parameters = [
      { type: 'text', text: 'Ana' },
      { type: 'text', text: 'Acme' },
    ]
    const sent = await sandbox.send(template({}, [{ type: 'body', parameters }, quickReply(0, 'req_1:yes')]))
    expect(await sandbox.thread(customer)).toMatchObject([
      {
        direction: 'out',
        wamid: wamidOf(sent),
        text: 'Hi Ana, may Acme write to you?',
        buttons: [
          { label: 'Yes', payload: 'req_1:yes' },
          { label: 'No', payload: 'No' },
        ],
      },
    ])
    await sandbox.say(customer, { button: 'Yes' })
    await sandbox.say(customer, { button: 1 })
    await eventually(() => expect(messagesOf(receiver)).toHaveLength(2))
    const context = { from: '15550783881', id: wamidOf(sent) }
    expect(messagesOf(receiver)).toMatchObject([
      { type: 'button', button: { payload: 'req_1:yes', text: 'Yes' }, context },
      { type: 'button', button: { payload: 'No', text: 'No' }, context },
    ])
  })

  it('taps a reply button and a list row', async () => {
    const { sandbox, receiver } = await startPair()
    await sandbox.say(customer, { text: 'hello' })
    const asked = await sandbox.send(buttons(['yes-id', 'Yes'], ['no-id', 'No']))
    const rows = [{ id: 'news', title: 'News', description: 'Once a week' }]
    const list = {
      type: 'list',
      body: { text: 'Which?' },
      action: { button: 'Choose', sections: [{ rows }] },
    }
    const offered = await sandbox.send({ ...buttons(), interactive: list })
    await sandbox.say(customer, { button: 'No' })
    await sandbox.say(customer, { list: 'news' })
    await eventually(() => expect(messagesOf(receiver)).toHaveLength(3))
    expect(messagesOf(receiver).slice(1)).toMatchObject([
      {
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id: 'no-id', title: 'No' } },
        context: { id: wamidOf(asked) },
      },
      {
        type: 'interactive',
        interactive: {
          type: 'list_reply',
          list_reply: { id: 'news', title: 'News', description: 'Once a week' },
        },
        context: { id: wamidOf(offered) },
      },
    ])
  })

  it('cannot tap what is not there', async () => {
    const { sandbox } = await startPair()
    const answer = await sandbox.say(customer, { button: 'Yes' })
    expect(answer).toMatchObject({ status: 409, json: { error: { code: 'sandbox.nothing_to_tap' } } })
  })

  it('cannot tap on a message that never came', async () => {
    const { sandbox } = await startPair()
    await sandbox.behave({ failLater: { code: 131049 } })
    await sandbox.send(template({}, [quickReply(0, 'req_1:yes')]))
    expect(await sandbox.say(customer, { button: 0 })).toMatchObject({ status: 409 })
    expect(await sandbox.say(customer, { reaction: '👍' })).toMatchObject({ status: 409 })
  })

  it('quotes an older question', async () => {
    const { sandbox, receiver } = await startPair()
    const first = await sandbox.send(template({}, [quickReply(0, 'req_1:yes')]))
    await sandbox.send(template({}, [quickReply(0, 'req_2:yes')]))
    await sandbox.say(customer, { button: 0, quoting: wamidOf(first) })
    await sandbox.say(customer, { text: 'yes', quoting: wamidOf(first) })
    await eventually(() => expect(messagesOf(receiver)).toHaveLength(2))
    expect(messagesOf(receiver)).toMatchObject([
      { button: { payload: 'req_1:yes' }, context: { id: wamidOf(first) } },
      { text: { body: 'yes' }, context: { id: wamidOf(first) } },
    ])
  })

  it('reacts, takes it back, sends a picture with a caption, forwards', async () => {
    const { sandbox, receiver } = await startPair()
    const sent = await sandbox.send(template())
    await sandbox.say(customer, { reaction: '👍' })
    await sandbox.say(customer, { reaction: '' })
    await sandbox.say(customer, { caption: 'stop' })
    await sandbox.say(customer, { text: 'yes', forwarded: true })
    await eventually(() => expect(messagesOf(receiver)).toHaveLength(4))
    expect(messagesOf(receiver).map(({ type }) => type)).toEqual(['reaction', 'reaction', 'image', 'text'])
    const [added, removed, picture, forwarded] = messagesOf(receiver)
    expect(added?.reaction).toEqual({ message_id: wamidOf(sent), emoji: '👍' })
    expect(removed?.reaction).toEqual({ message_id: wamidOf(sent) })
    expect(picture).toMatchObject({ image: { caption: 'stop' } })
    expect(forwarded?.context).toEqual({ forwarded: true })
  })

  it('stops marketing with the platform switch, and a marketing template then fails with 131050', async () => {
    const { sandbox, receiver } = await startPair()
    await sandbox.call('PUT', '/sandbox/templates/receipt', { category: 'UTILITY' })
    await sandbox.say(customer, { preference: 'stop', at: 1_750_000_100 })
    await eventually(() =>
      expect(preferencesOf(receiver)).toMatchObject([
        { wa_id: customer, category: 'marketing_messages', value: 'stop', timestamp: 1_750_000_100 },
      ]),
    )
    expect(receiver.receipts[0]?.body.entry[0]?.changes[0]?.field).toBe('user_preferences')
    await sandbox.send(template())
    await eventually(() =>
      expect(statusesOf(receiver)).toMatchObject([{ status: 'failed', errors: [{ code: 131050 }] }]),
    )
    await sandbox.send(template({ template: { name: 'receipt', language: { code: 'en' } } }))
    await sandbox.say(customer, { preference: 'resume' })
    await sandbox.send(template())
    await eventually(() =>
      expect(statusesOf(receiver).filter(({ status }) => status === 'delivered')).toHaveLength(2),
    )
    expect(statusesOf(receiver).filter(({ status }) => status === 'failed')).toHaveLength(1)
  })

  it('speaks through standby when Meta’s agent holds the chat', async () => {
    const { sandbox, receiver } = await startPair()
    await sandbox.say(customer, { text: 'stop', via: 'standby' })
    await eventually(() => expect(receiver.receipts).toHaveLength(1))
    const change = receiver.receipts[0]?.body.entry[0]?.changes[0]
    expect(change?.field).toBe('standby')
    expect(change?.value.messages).toBeUndefined()
    expect(change?.value.standby?.messages).toMatchObject([{ text: { body: 'stop' } }])
  })

  it('sends any raw message over the common fields, and the very same one twice', async () => {
    const { sandbox, receiver } = await startPair()
    const raw = {
      type: 'edit',
      edit: { original_message_id: 'wamid.X', message: { type: 'text', text: { body: 'no' } } },
    }
    await sandbox.say(customer, { raw, wamid: 'wamid.MINE' })
    await sandbox.say(customer, { raw, wamid: 'wamid.MINE' })
    await eventually(() => expect(messagesOf(receiver)).toHaveLength(2))
    for (const message of messagesOf(receiver)) {
      expect(message).toMatchObject({ from: customer, id: 'wamid.MINE', timestamp: '1750000000', ...raw })
    }
    expect(await sandbox.thread(customer)).toHaveLength(1)
  })

  it('answers the number that wrote last, or the one named', async () => {
    const receiver = await startReceiver()
    const sandbox = await startSandbox({ numbers: [metaNumber(receiver.url), dialogNumber(receiver.url)] })
    await sandbox.call('POST', '/messages', template(), { 'd360-api-key': 'dialog-key' })
    await sandbox.say(customer, { text: 'to 360dialog' })
    await sandbox.say(customer, { text: 'to meta', to: '106540352242922' })
    await eventually(() => expect(messagesOf(receiver)).toHaveLength(2))
    const asked = receiver.receipts.flatMap(({ body }) =>
      body.entry.flatMap(({ changes }) =>
        changes.flatMap(({ value }) => (value.messages ? [value.metadata.phone_number_id] : [])),
      ),
    )
    expect(asked.sort()).toEqual(['106540352242922', '987654321'])
    expect((await sandbox.say(customer, { text: 'x', to: '1' })).status).toBe(404)
  })

  it.each([
    ['two things at once', { text: 'yes', button: 0 }],
    ['nothing', {}],
    ['something unheard of', { txet: 'yes' }],
  ])('does not say %s', async (_name, saying) => {
    const { sandbox } = await startPair()
    expect(await sandbox.say(customer, saying)).toMatchObject({
      status: 400,
      json: { error: { code: 'sandbox.invalid' } },
    })
  })

  it('has a phone number', async () => {
    const { sandbox } = await startPair()
    expect(await sandbox.say('12', { text: 'yes' })).toMatchObject({
      status: 400,
      json: { error: { code: 'sandbox.invalid_phone' } },
    })
  })

  it('has a user id that is the same in every sandbox', async () => {
    const one = await startPair()
    const two = await startPair()
    const first = await one.sandbox.call('PUT', `/sandbox/phones/${customer}`, {})
    const second = await two.sandbox.call('PUT', `/sandbox/phones/+${customer}`, {})
    expect(first.json).toEqual(second.json)
    expect(first.json).toMatchObject({
      marketingStopped: false,
      reachable: true,
      reads: true,
      hidesPhone: false,
    })
  })

  it('is forgotten with everything else on reset', async () => {
    const { sandbox } = await startPair()
    await sandbox.send(template())
    await sandbox.behave({ duplicate: 2 })
    await sandbox.call('DELETE', '/sandbox/state')
    expect((await sandbox.call('GET', '/sandbox/phones')).list).toEqual([])
    expect(await sandbox.accepted()).toEqual([])
    expect((await sandbox.call('GET', '/sandbox/behaviour')).json).toEqual({})
    expect((await sandbox.call('GET', '/sandbox/pending')).json).toEqual({ webhooks: 0 })
  })
})
