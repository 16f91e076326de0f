import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventSchema } from '../../src/domain/event.ts'
import { readWebhook } from '../../src/whatsapp/read-webhook.ts'
import {
  bodyOf,
  bsuid,
  customer,
  events,
  lines,
  messageBody,
  parentBsuid,
  phoneNumberId,
  read,
  textMessage,
} from './support.ts'

const head = `message @1750000000 #${phoneNumberId}`
const plain = `${head} <${customer}> text "stop"`
const system = (more: object) => textMessage({ type: 'system', text: undefined, system: more })

describe('odd webhooks', () => {
  const flow = (response_json: unknown) =>
    textMessage({
      type: 'interactive',
      text: undefined,
      interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json } },
    })
  const media = (type: string, more: object = { caption: 'stop' }) =>
    textMessage({ type, text: undefined, [type]: { id: '1', mime_type: 'x/y', ...more } })
  const rows: [string, unknown, string[]][] = [
    [
      'an edit',
      messageBody(
        textMessage({
          type: 'edit',
          text: undefined,
          edit: { original_message_id: 'wamid.0', message: { type: 'text', text: { body: 'no' } } },
        }),
      ),
      [`${head} <${customer}> edit "no" edits wamid.0`],
    ],
    [
      'an edit of a caption',
      messageBody(
        textMessage({
          type: 'edit',
          text: undefined,
          edit: { original_message_id: 'wamid.0', message: { type: 'image', image: { caption: 'no' } } },
        }),
      ),
      [`${head} <${customer}> edit "no" edits wamid.0`],
    ],
    [
      'an edit without its message',
      messageBody(textMessage({ type: 'edit', text: undefined, edit: { original_message_id: 'wamid.0' } })),
      [`${head} <${customer}> edit edits wamid.0`],
    ],
    [
      'a deleted message',
      messageBody(
        textMessage({ type: 'revoke', text: undefined, revoke: { original_message_id: 'wamid.0' } }),
      ),
      [`${head} <${customer}> revoke`],
    ],
    ['a message in a group', messageBody(textMessage({ group_id: 'g1' })), [`${plain} group`]],
    ['an empty group id', messageBody(textMessage({ group_id: '' })), [plain]],
    [
      'a forwarded message',
      messageBody(textMessage({ context: { forwarded: true } })),
      [`${plain} forwarded`],
    ],
    [
      'a message type nobody knows',
      messageBody(textMessage({ type: 'hologram', text: undefined, hologram: { body: 'stop' } })),
      [`${head} <${customer}> hologram`],
    ],
    [
      'a message without a type',
      messageBody(textMessage({ type: undefined })),
      [`${head} <${customer}> unknown "stop"`],
    ],
    [
      'fields nobody knows',
      messageBody(textMessage({ colour: 'red', text: { body: 'stop', font: {} } })),
      [plain],
    ],
    ['a sticker', messageBody(media('sticker', {})), [`${head} <${customer}> sticker`]],
    ['an image with a caption', messageBody(media('image')), [`${head} <${customer}> image "stop"`]],
    ['a video with a caption', messageBody(media('video')), [`${head} <${customer}> video "stop"`]],
    ['a document with a caption', messageBody(media('document')), [`${head} <${customer}> document "stop"`]],
    ['an image without a caption', messageBody(media('image', {})), [`${head} <${customer}> image`]],
    [
      'a permission to call, which is no consent to messages',
      messageBody(
        textMessage({
          type: 'interactive',
          text: undefined,
          interactive: { type: 'call_permission_reply', call_permission_reply: { response: 'accept' } },
        }),
      ),
      [`${head} <${customer}> interactive`],
    ],
    [
      'a form whose answers are an object',
      messageBody(flow('{"flow_token":"stop","choice":"stop","n":1,"ok":true}')),
      [`${head} <${customer}> interactive "stop"`],
    ],
    [
      'a form whose answers are a string',
      messageBody(flow('"stop"')),
      [`${head} <${customer}> interactive "stop"`],
    ],
    ['a form whose answers are a number', messageBody(flow('42')), [`${head} <${customer}> interactive`]],
    ['a form whose answers are null', messageBody(flow('null')), [`${head} <${customer}> interactive`]],
    [
      'a form whose answers are an array',
      messageBody(flow('["a","b"]')),
      [`${head} <${customer}> interactive "a" "b"`],
    ],
    [
      'a form that nests its answers',
      messageBody(flow('{"a":["stop"],"b":{"c":{"d":"more"}}}')),
      [`${head} <${customer}> interactive "stop" "more"`],
    ],
    ['a form whose answers are no JSON', messageBody(flow('{"a":')), [`${head} <${customer}> interactive`]],
    ['a form without answers', messageBody(flow(undefined)), [`${head} <${customer}> interactive`]],
    [
      'a form whose answers are not text',
      messageBody(flow({ a: 'stop' })),
      [`${head} <${customer}> interactive`],
    ],
    [
      'empty strings for the phone',
      bodyOf({
        contacts: [{ wa_id: '', user_id: bsuid }],
        messages: [textMessage({ from: '', from_user_id: bsuid })],
      }),
      [`${head} <bsuid> text "stop"`],
    ],
    [
      'no id but in the contacts',
      bodyOf({ contacts: [{ wa_id: customer }], messages: [textMessage({ from: '' })] }),
      [plain],
    ],
    [
      'no id, and two contacts to choose from',
      bodyOf({
        contacts: [{ wa_id: customer }, { wa_id: '4915112345678' }],
        messages: [textMessage({ from: '' })],
      }),
      [`${head} <> text "stop"`],
    ],
    [
      'a business-scoped id in `from`',
      messageBody(textMessage({ from: bsuid })),
      [`${head} <bsuid> text "stop"`],
    ],
    [
      'a business-scoped id in `wa_id`',
      bodyOf({
        contacts: [{ wa_id: bsuid, profile: { username: 'pablo' } }],
        messages: [textMessage({ from: bsuid })],
      }),
      [`${head} <bsuid pablo> text "stop"`],
    ],
    [
      'ids on both sides',
      bodyOf({
        contacts: [{ wa_id: customer, user_id: bsuid, parent_user_id: parentBsuid }],
        messages: [textMessage()],
      }),
      [`${head} <${customer} bsuid parent> text "stop"`],
    ],
    ['a time as a number', messageBody(textMessage({ timestamp: 1750000000 })), [plain]],
    [
      'a time that is none',
      messageBody(textMessage({ timestamp: 'soon' })),
      [plain.replace('1750000000', 'null')],
    ],
    ...['', null, [], true, '1e9', -5, 1_750_000_000_000].map((timestamp): [string, unknown, string[]] => [
      `${JSON.stringify(timestamp)} for a time`,
      messageBody(textMessage({ timestamp })),
      [plain.replace('1750000000', 'null')],
    ]),
    ['no time', messageBody(textMessage({ timestamp: undefined })), [plain.replace('1750000000', 'null')]],
    [
      'a phone number id as a number',
      bodyOf({ metadata: { phone_number_id: Number(phoneNumberId) }, messages: [textMessage()] }),
      [plain],
    ],
    [
      'null for a phone number id',
      bodyOf({ metadata: { phone_number_id: null }, messages: [textMessage()] }),
      [plain.replace(` #${phoneNumberId}`, '')],
    ],
    [
      'ids as numbers',
      messageBody(textMessage({ id: 77, from: Number(customer), context: { id: 78 } })),
      [`${plain} quotes 78`],
    ],
    [
      'no metadata',
      bodyOf({ metadata: undefined, messages: [textMessage()] }),
      [plain.replace(` #${phoneNumberId}`, '')],
    ],
    [
      'an empty message id',
      messageBody(textMessage({ id: '' })),
      [`unknown @null #${phoneNumberId} <> message`],
    ],
    [
      'null among the messages',
      messageBody(null, textMessage(), 5, 'x', []),
      [
        `unknown @null #${phoneNumberId} <> message`,
        plain,
        `unknown @null #${phoneNumberId} <> message`,
        `unknown @null #${phoneNumberId} <> message`,
        `unknown @null #${phoneNumberId} <> message`,
      ],
    ],
    [
      'messages that are no list, beside a status',
      bodyOf({ messages: { 0: textMessage() }, statuses: [{ id: 'wamid.9', status: 'sent' }] }),
      [`status @null #${phoneNumberId} <> sent wamid.9`],
    ],
    ['messages that are no list', bodyOf({ messages: 'none' }), ['account @null <> messages']],
    [
      'a status without an id',
      bodyOf({ statuses: [{ status: 'sent' }] }),
      [`unknown @null #${phoneNumberId} <> status`],
    ],
    [
      'errors of a status that are odd',
      bodyOf({
        statuses: [
          { id: 'wamid.9', status: 'failed', errors: [null, { code: '131026' }, { code: 'x' }, {}] },
        ],
      }),
      [`status @null #${phoneNumberId} <> failed wamid.9 error 131026`],
    ],
    [
      'the old name of the parent id in a status',
      bodyOf({ statuses: [{ id: 'wamid.9', status: 'read', parent_recipient_user_id: parentBsuid }] }),
      [`status @null #${phoneNumberId} <parent> read wamid.9`],
    ],
    [
      'errors beside a message',
      bodyOf({ errors: [{ code: 131000, title: 'Something went wrong' }], messages: [textMessage()] }),
      [plain, `error @null #${phoneNumberId} <> 131000`],
    ],
    [
      'actions of a person',
      bodyOf({ user_actions: [{ action_type: 'marketing_messages_link_click', timestamp: '1' }] }),
      [`action @null #${phoneNumberId} <> messages`],
    ],
    [
      'a preference nobody knows',
      bodyOf(
        {
          user_preferences: [
            { wa_id: customer, category: 'marketing_messages', value: 'maybe', timestamp: 5 },
          ],
        },
        'user_preferences',
      ),
      [`preference @5 #${phoneNumberId} <${customer}> marketing_messages maybe`],
    ],
    [
      'a preference that is none',
      bodyOf({ user_preferences: [{ wa_id: customer }, null] }, 'user_preferences'),
      [`unknown @null #${phoneNumberId} <> preference`, `unknown @null #${phoneNumberId} <> preference`],
    ],
    [
      'standby',
      bodyOf(
        {
          standby: {
            contacts: [{ wa_id: customer, profile: { name: 'Ana' } }],
            messages: [textMessage({ from: '' })],
            statuses: [{ id: 'wamid.9', status: 'read', recipient_id: customer }],
            message_echoes: [{ id: 'wamid.8', timestamp: '7' }],
          },
        },
        'standby',
      ),
      [
        `${head} <${customer} Ana> text "stop" standby`,
        `status @null #${phoneNumberId} <${customer} Ana> read wamid.9`,
        `echo @7 #${phoneNumberId} <> message`,
      ],
    ],
    [
      'what the business wrote from its phone',
      bodyOf(
        {
          message_echoes: [
            { id: 'wamid.8', from: '1', to: customer, timestamp: '7', type: 'text', text: { body: 'stop' } },
          ],
        },
        'smb_message_echoes',
      ),
      [`echo @7 #${phoneNumberId} <> message`],
    ],
    [
      'a handover',
      bodyOf({ metadata: undefined, type: 'control_passed', timestamp: '5' }, 'messaging_handovers'),
      ['account @null <> messaging_handovers'],
    ],
    [
      'a changed number, by its old name',
      messageBody(
        system({
          type: 'customer_changed_number',
          body: `User A changed from ${customer} to 12195555358`,
          wa_id: '12195555358',
        }),
      ),
      [`identity @1750000000 #${phoneNumberId} <${customer}> number → <12195555358>`],
    ],
    [
      'a changed number, told by the sentence alone',
      messageBody({
        ...system({
          type: 'user_changed_number',
          body: `User A changed from ${customer} to 12195555358`,
          wa_id: '',
        }),
        from: '',
      }),
      [`identity @1750000000 #${phoneNumberId} <${customer}> number → <12195555358>`],
    ],
    [
      'a changed number with the ids of August 2026',
      messageBody(
        system({
          type: 'user_changed_number',
          wa_id: '12195555358',
          user_id: 'US.2',
          parent_user_id: 'US.ENT.2',
          previous_user_id: bsuid,
          previous_parent_user_id: parentBsuid,
        }),
      ),
      [
        `identity @1750000000 #${phoneNumberId} <${customer} bsuid parent> number → <12195555358 bsuid parent>`,
      ],
    ],
    [
      'a changed user id, told by the sentence alone',
      messageBody({
        ...system({ type: 'user_changed_user_id', body: `User A changed from ${bsuid} to US.2` }),
        from: undefined,
      }),
      [`identity @1750000000 #${phoneNumberId} <bsuid> user_id → <bsuid>`],
    ],
    [
      'the old form of the switch',
      messageBody(system({ type: 'user_preference_changed', marketing: 'stop' })),
      [`preference @1750000000 #${phoneNumberId} <${customer}> marketing_messages stop`],
    ],
    [
      'the old form of the switch, with the ids in the contacts alone',
      bodyOf({
        contacts: [{ wa_id: customer }],
        messages: [{ ...system({ type: 'user_preference_changed', marketing: 'stop' }), from: undefined }],
      }),
      [`preference @1750000000 #${phoneNumberId} <${customer}> marketing_messages stop`],
    ],
    [
      'a system message nobody knows',
      messageBody(system({ type: 'user_sneezed', body: 'stop' })),
      [`${head} <${customer}> system`],
    ],
    [
      'a reaction',
      messageBody(
        textMessage({
          type: 'reaction',
          text: undefined,
          reaction: { message_id: 'wamid.5', emoji: '👍🏽' },
        }),
      ),
      [`${head} <${customer}> reaction "👍🏽" quotes wamid.5`],
    ],
    [
      'a change without a field',
      { entry: [{ id: '1', changes: [{ value: {} }, null, 5] }] },
      ['unknown @null <> change', 'unknown @null <> change', 'unknown @null <> change'],
    ],
    [
      'a change without a value',
      { entry: [{ id: '1', time: 3, changes: [{ field: 'flows' }] }] },
      ['unknown @3 <> change'],
    ],
    [
      'an entry that is none',
      { entry: [null, { id: 5, changes: [{ field: 'flows', value: 1 }] }, { id: '1' }, 'x'] },
      [
        'unknown @null <> entry',
        'account @null <> flows',
        'unknown @null <> entry',
        'unknown @null <> entry',
      ],
    ],
    ['no entries', { entry: [] }, []],
    ['no envelope', { hello: 'world' }, ['unknown @null <> body']],
    ['a list', [], ['unknown @null <> body']],
    ['a word', 'stop', ['unknown @null <> body']],
    ['null', null, ['unknown @null <> body']],
  ]
  it.each(rows)('%s', (_what, body, expected) => {
    expect(lines(body)).toEqual(expected)
  })

  it('several numbers in one body: each event names its own', () => {
    const change = (id: string, name: string) => ({
      field: 'messages',
      value: { metadata: { phone_number_id: id }, messages: [textMessage({ id: name })] },
    })
    const body = {
      entry: [
        { id: '1', changes: [change('1', 'a'), change('2', 'b')] },
        { id: '2', changes: [change('3', 'c')] },
      ],
    }
    expect(read(body).map(({ phoneNumberId: number, event }) => `${number} ${event.key}`)).toEqual([
      '1 message:a',
      '2 message:b',
      '3 message:c',
    ])
  })

  it('a thousand updates in one body: none is lost, and each has its own key', () => {
    const messages = Array.from({ length: 500 }, (_, n) => textMessage({ id: `wamid.${n}` }))
    const statuses = Array.from({ length: 500 }, (_, n) => ({ id: `wamid.out.${n}`, status: 'sent' }))
    const found = events(bodyOf({ messages, statuses }))
    expect(new Set(found.map(({ key }) => key)).size).toBe(1_000)
  })
})

describe('the same thing delivered twice', () => {
  it('has the same key, wherever it stands', () => {
    const alone = events(messageBody(textMessage()))
    const beside = events(messageBody(textMessage({ id: 'wamid.2' }), textMessage()))
    expect(beside.map(({ key }) => key)).toContain(alone[0]?.key)
  })

  it('is kept apart from another status, another choice, another number', () => {
    const preference = (more: object) => ({
      wa_id: customer,
      category: 'marketing_messages',
      value: 'stop',
      timestamp: 5,
      ...more,
    })
    const bodies = [
      ...['sent', 'read'].map((status) => bodyOf({ statuses: [{ id: 'wamid.9', status }] })),
      bodyOf({ user_preferences: [preference({})] }),
      bodyOf({ user_preferences: [preference({ value: 'resume' })] }),
      bodyOf({ user_preferences: [preference({ timestamp: 6 })] }),
      bodyOf({ metadata: { phone_number_id: '2' }, user_preferences: [preference({})] }),
      bodyOf({ user_preferences: [preference({ wa_id: '4915112345678' })] }),
    ]
    const keys = bodies.flatMap((body) => events(body).map(({ key }) => key))
    expect(new Set(keys).size).toBe(bodies.length)
  })

  it('of the account has the same key only at the same time with the same content', () => {
    const update = (time: number, event: string) => ({
      entry: [{ id: '1', time, changes: [{ field: 'account_update', value: { event } }] }],
    })
    const [first, same, later, other] = [update(1, 'A'), update(1, 'A'), update(2, 'A'), update(1, 'B')].map(
      (body) => events(body)[0]?.key,
    )
    expect(same).toBe(first)
    expect(new Set([first, later, other]).size).toBe(3)
  })
})

describe('bytes that are no webhook', () => {
  const deep = (n: number) => `${'['.repeat(n)}${']'.repeat(n)}`
  const bodies: [string, Buffer, string][] = [
    ['nothing', Buffer.alloc(0), 'malformed'],
    ['a truncated body', Buffer.from('{"entry":[{"id":"1"'), 'malformed'],
    ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe, 0x7b]), 'malformed'],
    ['zeros', Buffer.alloc(100), 'malformed'],
    ['a nesting of 100,000', Buffer.from(deep(100_000)), 'unknown'],
    [
      'a nesting of 100,000 in a value',
      Buffer.from(`{"entry":[{"id":"1","changes":[{"field":"x","value":${deep(100_000)}}]}]}`),
      'account',
    ],
  ]
  it.each(bodies)('%s', (_what, raw, kind) => {
    expect(readWebhook(raw).map(({ event }) => event.kind)).toEqual([kind])
    expect(readWebhook(raw)).toEqual(readWebhook(raw))
  })

  it('inside a text do not spoil the message', () => {
    const raw = Buffer.from(JSON.stringify(messageBody(textMessage({ text: { body: 'stop ~' } }))))
    raw[raw.indexOf('~')] = 0xff
    expect(readWebhook(raw)[0]?.event).toMatchObject({ kind: 'message', texts: ['stop \ufffd'] })
  })

  it('as deep as they like in place of a message do not spoil the message beside it', () => {
    const raw = JSON.stringify(messageBody('DEEP', textMessage())).replace('"DEEP"', deep(100_000))
    expect(readWebhook(Buffer.from(raw)).map(({ event }) => event.kind)).toEqual(['unknown', 'message'])
  })

  it('as deep as they like in a field nobody reads do not spoil the message', () => {
    const raw = JSON.stringify(messageBody(textMessage({ odd: 'DEEP' }))).replace('"DEEP"', deep(100_000))
    expect(readWebhook(Buffer.from(raw))[0]?.event).toMatchObject({ kind: 'message', texts: ['stop'] })
  })
})

describe('whatever comes', () => {
  const isRead = (raw: Buffer): boolean =>
    readWebhook(raw).every(({ event }) => eventSchema.safeParse(event).success && event.key.length > 0)

  it('any bytes are read without an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => isRead(Buffer.from(bytes))),
      { numRuns: 1_000 },
    )
  })

  it('any JSON is read without an error', () => {
    fc.assert(
      fc.property(fc.json(), (json) => isRead(Buffer.from(json))),
      { numRuns: 1_000 },
    )
  })

  it('any JSON at any place of an envelope becomes events that hold to their schema', () => {
    const names = [
      'messages',
      'statuses',
      'errors',
      'user_preferences',
      'user_actions',
      'message_echoes',
      'standby',
      'contacts',
      'metadata',
    ]
    const fields = [
      'id',
      'from',
      'timestamp',
      'type',
      'text',
      'button',
      'interactive',
      'reaction',
      'context',
      'edit',
      'system',
      'image',
      'status',
      'errors',
      'wa_id',
      'user_id',
      'value',
      'code',
      'group_id',
    ]
    const leaf = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(customer, bsuid, '', 'stop', '1750000000', 'user_changed_number'),
    )
    const item = fc.oneof(leaf, fc.dictionary(fc.constantFrom(...fields), leaf))
    const value = fc.dictionary(fc.constantFrom(...names), fc.oneof(item, fc.array(item, { maxLength: 3 })))
    fc.assert(
      fc.property(value, (drawn) => isRead(Buffer.from(JSON.stringify(bodyOf(drawn))))),
      { numRuns: 1_000 },
    )
  })
})
