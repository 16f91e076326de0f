import axios from 'axios'
import { type FastifyInstance, fastify } from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { templatesClient } from '../../src/whatsapp/templates-client.ts'

const clientFor = async (build: (app: FastifyInstance) => void) => {
  const app = fastify()
  build(app)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => app.close())
  return templatesClient(axios.create({ baseURL: url, proxy: false }), '/templates')
}
const one = (name: string, more: object = {}) => ({
  id: '7',
  name,
  language: 'en_US',
  status: 'APPROVED',
  ...more,
})

test('every page is read, and an odd entry costs nothing but itself', async () => {
  const client = await clientFor((app) => {
    app.get<{ Querystring: { after?: string } }>('/templates', ({ query }) =>
      query.after === 'two'
        ? {
            data: [one('b', { category: 'UTILITY', correct_category: 'MARKETING' })],
            paging: { cursors: { after: 'end' } },
          }
        : {
            data: [one('a', { language: 'en-US', quality_score: { score: 'RED' } }), { odd: true }],
            paging: { cursors: { after: 'two' }, next: 'https://graph.example/next' },
          },
    )
  })
  expect(await client.list()).toEqual([
    {
      templateId: '7',
      name: 'a',
      language: 'en_US',
      news: { status: 'APPROVED', reason: null, quality: 'RED' },
    },
    {
      templateId: '7',
      name: 'b',
      language: 'en_US',
      news: {
        status: 'APPROVED',
        reason: null,
        category: 'UTILITY',
        coming: { category: 'MARKETING', from: null },
      },
    },
  ])
})

test('the list of 360dialog has another name and small letters', async () => {
  const client = await clientFor((app) => {
    app.get('/templates', () => ({
      waba_templates: [one('a', { status: 'rejected', rejected_reason: 'PROMOTIONAL' })],
    }))
  })
  expect(await client.list()).toMatchObject([
    { name: 'a', news: { status: 'REJECTED', reason: 'PROMOTIONAL' } },
  ])
})

test('a list without an end is no list: nothing may look as if it were gone', async () => {
  const client = await clientFor((app) => {
    app.get('/templates', () => ({ data: [one('a')], paging: { cursors: { after: 'x' }, next: 'more' } }))
  })
  await expect(client.list()).rejects.toMatchObject({ code: 'platform.unreachable' })
})

test('a refusal and a page of a gateway are told apart', async () => {
  const error = { code: 190, message: 'Authentication Error' }
  const refusing = await clientFor((app) => {
    app.get('/templates', (_request, reply) => reply.code(401).send({ error }))
    app.post('/templates', (_request, reply) =>
      reply
        .code(400)
        .send({ error: { code: 100, message: 'Invalid parameter', error_user_msg: 'It is there already.' } }),
    )
  })
  await expect(refusing.list()).rejects.toMatchObject({
    code: 'platform.refused',
    message: expect.stringContaining('190'),
  })
  expect(await refusing.submit({})).toEqual({
    outcome: 'refused',
    code: 100,
    details: 'It is there already.',
  })
  const broken = await clientFor((app) => {
    app.get('/templates', (_request, reply) => reply.code(502).send('bad gateway'))
    app.post('/templates', (_request, reply) => reply.send('fine'))
  })
  await expect(broken.list()).rejects.toMatchObject({ code: 'platform.unreachable' })
  expect(await broken.submit({})).toMatchObject({ outcome: 'unreachable' })
})
