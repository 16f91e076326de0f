import { describe, expect, it, onTestFinished } from 'vitest'
import { buildSandbox } from '../../src/sandbox/build-sandbox.ts'
import { customer, metaNumber, type Sandbox, standingClock, startPair, template } from './support.ts'

const form = (app: Sandbox['app'], url: string, fields: Record<string, string>, headers = {}) =>
  app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', host: '127.0.0.1:4001', ...headers },
    payload: new URLSearchParams(fields).toString(),
  })

describe('the page', () => {
  it('welcomes a newcomer before anything has happened', async () => {
    const { sandbox } = await startPair()
    const page = await sandbox.app.inject('/')
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.body).toContain('Nobody yet.')
    expect(page.body).toContain('Choose a customer')
    expect(page.body).toContain('every message and webhook goes through')
  })

  it('adds a phone, writes as its owner and shows the thread', async () => {
    const { sandbox } = await startPair()
    const added = await form(sandbox.app, '/phones', { phone: '+1 650 555 1234', name: 'Ana' })
    expect([added.statusCode, added.headers.location]).toEqual([303, `/phones/${customer}`])
    const said = await form(sandbox.app, `/phones/${customer}/say`, { way: 'text', value: 'Hello' })
    expect(said.statusCode).toBe(303)
    const page = await sandbox.app.inject(`/phones/${customer}`)
    expect(page.body).toContain('<h1>Ana</h1>')
    expect(page.body).toContain('<span>Hello</span>')
    expect(page.body).toContain('<label for="text">Write as Ana</label>')
  })

  it('offers the message’s buttons as buttons, and a tap comes back', async () => {
    const { sandbox } = await startPair()
    await sandbox.call('PUT', '/sandbox/templates/opt_in_request', {
      category: 'UTILITY',
      body: 'May we?',
      buttons: ['Yes', 'No'],
    })
    await sandbox.send(template())
    const page = await sandbox.app.inject(`/phones/${customer}`)
    expect(page.body).toContain('<button class="quiet" name="value" value="1">No</button>')
    const quoting = /name="quoting" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const tapped = await form(sandbox.app, `/phones/${customer}/say`, { way: 'button', value: '1', quoting })
    expect(tapped.statusCode).toBe(303)
    expect(await sandbox.thread(customer)).toMatchObject([
      { text: 'May we?' },
      { type: 'button', text: 'No' },
    ])
  })

  it('switches settings and marketing', async () => {
    const { sandbox } = await startPair()
    await form(sandbox.app, '/phones', { phone: customer })
    await form(sandbox.app, `/phones/${customer}/settings`, { reads: 'on' })
    await form(sandbox.app, `/phones/${customer}/say`, { way: 'preference', value: 'stop' })
    expect((await sandbox.call('GET', '/sandbox/phones')).list).toMatchObject([
      { reachable: false, reads: true, hidesPhone: false, marketingStopped: true },
    ])
    expect((await sandbox.app.inject(`/phones/${customer}`)).body).toContain('Resume marketing messages')
  })

  it('shows the present misbehaviour and ends it', async () => {
    const { sandbox } = await startPair()
    await sandbox.behave({ duplicate: 3, failLater: { code: 131049, phone: customer, times: 1 } })
    const page = await sandbox.app.inject('/')
    expect(page.body).toContain('Every webhook comes 3 times')
    expect(page.body).toContain(`Messages fail later with error 131049 for +${customer}, 1 more time`)
    await form(sandbox.app, '/behaviour/clear', {})
    expect((await sandbox.app.inject('/')).body).not.toContain('3 times')
  })

  it('escapes what people write and are called', async () => {
    const { sandbox } = await startPair()
    const evil = `<script>alert("1")</script>'`
    await sandbox.call('PUT', `/sandbox/phones/${customer}`, { name: evil })
    await sandbox.say(customer, { text: evil })
    const { body } = await sandbox.app.inject(`/phones/${customer}`)
    expect(body).not.toContain('<script>alert')
    expect(body).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;')
  })

  it('says in words what is wrong with a number, and that a phone is not there', async () => {
    const { sandbox } = await startPair()
    const wrong = await form(sandbox.app, '/phones', { phone: '12' })
    expect(wrong.statusCode).toBe(400)
    expect(wrong.body).toContain('role="alert">a phone number has 7 to 15 digits')
    expect((await sandbox.app.inject('/phones/16505559999')).statusCode).toBe(404)
  })

  it('takes forms from its own origin only', async () => {
    const { sandbox } = await startPair()
    const fields = { phone: customer }
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:4002']) {
      expect((await form(sandbox.app, '/phones', fields, { origin })).statusCode).toBe(403)
    }
    const foreign = await sandbox.call(
      'POST',
      `/sandbox/phones/${customer}/say`,
      { text: 'yes' },
      { origin: 'https://evil.example' },
    )
    expect(foreign.status).toBe(403)
    expect((await form(sandbox.app, '/phones', fields, { origin: 'http://127.0.0.1:4001' })).statusCode).toBe(
      303,
    )
  })

  it('writes a text message as a customer, and shows which messages are texts', async () => {
    const app = buildSandbox({
      file: ':memory:',
      numbers: [metaNumber('http://127.0.0.1:9/webhook')],
      smsSenders: [
        { accountSid: 'AC1', authToken: 'token', from: '+15550100002', webhookUrl: 'http://127.0.0.1:9/sms' },
      ],
      clock: standingClock(),
      newId: () => Math.random().toString(),
      random: Math.random,
    })
    await app.ready()
    onTestFinished(() => app.close())
    await form(app, '/phones', { phone: customer })
    await form(app, `/phones/${customer}/say`, { way: 'text', value: 'Hello' })
    await form(app, `/phones/${customer}/say`, { way: 'sms', value: 'STOP' })
    const { body } = await app.inject(`/phones/${customer}`)
    expect(body).toContain('<button class="quiet sms" name="way" value="sms">Send as SMS</button>')
    expect(body).toMatch(/<li class="in"><div class="bubble"><span>Hello/)
    expect(body).toMatch(/<li class="in sms"><div class="bubble"><span>STOP<\/span>[\s\S]*?<b>SMS<\/b>/)
    const long = await form(app, `/phones/${customer}/say`, { way: 'sms', value: 'x'.repeat(1_601) })
    expect([long.statusCode, long.body.includes('at most 1600 characters')]).toEqual([400, true])
  })

  it('offers no text message where the business cannot be texted', async () => {
    const { sandbox } = await startPair()
    await form(sandbox.app, '/phones', { phone: customer })
    expect((await sandbox.app.inject(`/phones/${customer}`)).body).not.toContain('Send as SMS')
  })

  it('never listens by itself', async () => {
    const app = buildSandbox({
      file: ':memory:',
      numbers: [metaNumber('http://127.0.0.1:9/webhook')],
      clock: standingClock(),
      newId: () => 'id',
      random: Math.random,
    })
    await app.ready()
    expect(app.server.listening).toBe(false)
    await app.close()
  })
})
