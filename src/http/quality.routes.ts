import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { countsBy } from '../app/ports.ts'
import { reportQuality, talliesOf } from '../app/quality-report.ts'
import { releaseControls } from '../app/watch-account.ts'
import { day, hour } from '../domain/clock.ts'
import { AppError } from '../domain/errors.ts'
import { nameOf, servicesOf } from './caller.ts'
import { entryShape, presentEntry } from './present.ts'
import { accountShape, presentAccount, presentTally, tallyShape } from './quality.shapes.ts'
import { givenInstant, problems } from './shapes.ts'

const tags = ['quality']

const answer = z.object({ accounts: z.array(accountShape) })

/** So many changes of accounts are shown with a series at most: they are rare. */
const mostChanges = 1_000
const longestHours = 31 * day
const longestDays = 100 * day

/** How the business's numbers stand at the platform, what the controls do about it, and how its cohorts do. */
export const qualityRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/v1/quality',
    {
      schema: {
        tags,
        operationId: 'getQuality',
        summary: 'How the WhatsApp numbers stand, and which controls act',
        response: { 200: answer, ...problems },
      },
    },
    async (request) => ({ accounts: (await reportQuality(servicesOf(request))).map(presentAccount) }),
  )

  app.get(
    '/v1/quality/series',
    {
      schema: {
        tags,
        operationId: 'getQualitySeries',
        summary: 'What became of the messages over time, and what happened to the accounts',
        description:
          'Messages count in the hour or day (UTC) in which they left, so a rate is of the messages that left then. At most 31 days by the hour, 100 by the day.',
        querystring: z.strictObject({
          by: z
            .enum(countsBy)
            .default('account')
            .describe('what a row is about')
            .meta({ examples: ['method'] }),
          from: givenInstant.optional().describe('the beginning; seven days before the end when left out'),
          to: givenInstant.optional().describe('the end; now when left out'),
          step: z
            .enum(['hour', 'day'])
            .default('day')
            .describe('how long a step is')
            .meta({ examples: ['day'] }),
        }),
        response: {
          200: z.object({
            items: z.array(tallyShape),
            changes: z.array(entryShape).describe('what happened to the accounts meanwhile, from the ledger'),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { store, clock } = servicesOf(request)
      const { by, step } = request.query
      const to = request.query.to === undefined ? clock.now() : Date.parse(request.query.to)
      const from = request.query.from === undefined ? to - 7 * day : Date.parse(request.query.from)
      if (from > to) {
        throw new AppError('request.invalid', 'from: it lies after `to`', { field: 'from' })
      }
      const longest = step === 'hour' ? longestHours : longestDays
      if (to - from > longest) {
        throw new AppError(
          'request.invalid',
          `from: at most ${longest / day} days at once by the ${step}; ask in parts`,
          { field: 'from' },
        )
      }
      const stepMs = step === 'hour' ? hour : day
      // Whole steps, or the first would be a part that looks like a fall.
      const rows = await store.messageCounts(
        { accountId: null, from: from - (from % stepMs), to },
        by,
        stepMs,
      )
      const changes = await store.accountEntries(from, to, mostChanges)
      return { items: talliesOf(rows).map(presentTally), changes: changes.map(presentEntry) }
    },
  )

  app.post(
    '/v1/quality/controls/release',
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        operationId: 'releaseControls',
        summary: 'Let go of the controls of an account',
        description:
          'What asked for them does not act again until it has been better, or gets worse. Restrictions that the platform has lifted without telling are lifted here too. Who did it and why stays in the ledger.',
        body: z
          .strictObject({
            account: z.string().min(1).max(60).describe('the id of an account'),
            reason: z.string().trim().min(3).max(500).describe('why, for those who look later'),
          })
          .meta({
            examples: [{ account: 'main', reason: 'the bought list was deleted, and the support was told' }],
          }),
        response: { 200: answer, ...problems },
      },
    },
    async (request) => {
      const services = servicesOf(request)
      const { account: accountId, reason } = request.body
      await releaseControls(services, { accountId, reason, by: nameOf(request) })
      return { accounts: (await reportQuality(services)).map(presentAccount) }
    },
  )
}
