import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { campaignProgress, loadCampaign, makeCampaign, moveCampaign } from '../app/campaigns.ts'
import { reasonInWords } from '../app/check-audience.ts'
import type { Services } from '../app/ports.ts'
import {
  type Campaign,
  campaignActs,
  campaignStates,
  memberReasons,
  type Progress,
  possibleActs,
  shownStates,
} from '../domain/campaign.ts'
import { channelSchema } from '../domain/channel.ts'
import { gateReasons } from '../domain/gate.ts'
import { nameOf, servicesOf } from './caller.ts'
import { contentOf, templateSchema, textSchema } from './content.ts'
import {
  idParam,
  instant,
  limitQuery,
  nextOf,
  pageOf,
  pageQuery,
  problems,
  seqQuery,
  toInstant,
  toInstantOrNull,
} from './shapes.ts'

const campaignShape = z
  .object({
    id: z.string(),
    name: z.string(),
    category: z.string(),
    channel: channelSchema,
    account: z.string(),
    text: z.string().describe('the text, before each person’s own variables'),
    template: z.string().nullable().describe('the name of the template; null for free text'),
    state: z.enum(campaignStates).describe('`paused` until it is started'),
    possible: z.array(z.enum(campaignActs)).describe('what can be done with it now'),
    createdAt: instant,
    startedAt: instant.nullable(),
    endedAt: instant.nullable(),
  })
  .meta({ id: 'Campaign', description: 'One message to many people.' })

const reasonCount = z.object({ reason: z.string(), says: z.string(), count: z.number().int() })

const progressShape = z
  .object({
    total: z.number().int(),
    waiting: z.number().int().describe('whose turn has not come, or who waits for a moment (`held`)'),
    queued: z.number().int().describe('in the outbox, or just leaving'),
    sent: z.number().int().describe('taken by the platform; `delivered` and `read` are among these'),
    delivered: z.number().int(),
    read: z.number().int(),
    failed: z.number().int().describe('the platform did not take or deliver it'),
    refused: z.number().int().describe('refused by the gate, at their turn or at the moment of sending'),
    cancelled: z.number().int().describe('not sent because the campaign was cancelled'),
    refusals: z.array(reasonCount),
    held: z.array(reasonCount),
    percent: z.number().int().describe('of the people, with how many it is over'),
    estimatedEnd: instant.nullable().describe('by the pace of the settings; null unless it runs'),
  })
  .meta({
    id: 'CampaignProgress',
    description:
      'Everybody is in exactly one of waiting, queued, sent, failed, refused and cancelled; together they are the total.',
  })

const detailShape = campaignShape.extend({ progress: progressShape })

const memberShape = z.object({
  position: z.number().int(),
  contact: z.string(),
  state: z.enum(shownStates),
  reason: z.string().nullable(),
  says: z.string().nullable().describe('the reason in words'),
  message: z.string().nullable().describe('GET /v1/messages/{id}'),
  triedAgainAt: instant.nullable(),
})

const present = (campaign: Campaign): z.infer<typeof campaignShape> => ({
  id: campaign.id,
  name: campaign.name,
  category: campaign.category,
  channel: campaign.channel,
  account: campaign.accountId,
  text: campaign.content.rendered,
  template: campaign.content.type === 'template' ? campaign.content.name : null,
  state: campaign.state,
  possible: possibleActs(campaign),
  createdAt: toInstant(campaign.createdAt),
  startedAt: toInstantOrNull(campaign.startedAt),
  endedAt: toInstantOrNull(campaign.endedAt),
})

const inWords = (list: Progress['refusals']): z.infer<typeof reasonCount>[] =>
  list.map(({ reason, count }) => ({ reason, says: reasonInWords(reason), count }))

const presentDetail = async (
  services: Services,
  campaign: Campaign,
): Promise<z.infer<typeof detailShape>> => {
  const progress = await campaignProgress(services, campaign)
  return {
    ...present(campaign),
    progress: {
      ...progress,
      refusals: inWords(progress.refusals),
      held: inWords(progress.held),
      estimatedEnd: toInstantOrNull(progress.estimatedEnd),
    },
  }
}

const tags = ['campaigns']

const summaries: Record<(typeof campaignActs)[number], readonly [string, string]> = {
  start: ['Start a campaign', 'From now on it is sent, at the pace of the settings.'],
  pause: ['Pause a campaign', 'Nothing of it leaves from now on; what has left is not called back.'],
  resume: ['Let a paused campaign go on', 'Where it stopped.'],
  cancel: [
    'Cancel a campaign for good',
    'Nothing of it leaves from now on; what has left is not called back.',
  ],
}

/** One message to many people: made, moved and watched. */
export const campaignRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/v1/campaigns',
    {
      config: { scope: 'send', once: true },
      schema: {
        tags,
        operationId: 'makeCampaign',
        summary: 'Make a campaign: one message to many people',
        description:
          'It begins paused and for nobody: give it its audience, then start it. `{{name}}` in `text` or `shown` stands for a variable, which each line of the audience may bring.',
        body: z
          .strictObject({
            name: z.string().trim().min(1).max(100),
            category: z.string().min(1).max(60),
            channel: channelSchema.optional(),
            account: z.string().max(60).optional(),
            text: textSchema.optional(),
            template: templateSchema.optional(),
          })
          .refine(({ text, template }) => (text === undefined) !== (template === undefined), {
            path: ['text'],
            message: 'expected either text or template',
          })
          .meta({
            description: 'Either `text`, which reaches only who wrote within 24 hours, or `template`.',
            examples: [
              {
                name: 'Spring bread',
                category: 'marketing',
                template: { name: 'spring_offer', language: 'en', variables: { discount: '10 %' } },
              },
            ],
          }),
        response: { 201: detailShape, ...problems },
      },
    },
    async (request, reply) => {
      const services = servicesOf(request)
      const { name, category, channel, account, text, template } = request.body
      const content = contentOf({ text, template })
      const campaign = await makeCampaign(
        services,
        { name, category, channel, accountId: account, content },
        nameOf(request),
      )
      return reply.status(201).send(await presentDetail(services, campaign))
    },
  )

  app.get(
    '/v1/campaigns',
    {
      schema: {
        tags,
        operationId: 'listCampaigns',
        summary: 'The campaigns',
        querystring: pageQuery('cmp'),
        response: { 200: pageOf(campaignShape), ...problems },
      },
    },
    async (request) => {
      const { after = null, limit } = request.query
      const page = await servicesOf(request).store.campaigns(after, limit)
      return { items: page.map(present), next: nextOf(page, limit) }
    },
  )

  app.get(
    '/v1/campaigns/:id',
    {
      schema: {
        tags,
        operationId: 'getCampaign',
        summary: 'A campaign, and how far it is',
        params: idParam,
        response: { 200: detailShape, ...problems },
      },
    },
    async (request) => {
      const services = servicesOf(request)
      return presentDetail(services, await loadCampaign(services, request.params.id))
    },
  )

  for (const act of campaignActs) {
    const [summary, description] = summaries[act]
    app.post(
      `/v1/campaigns/:id/${act}`,
      {
        config: { scope: 'send' },
        schema: {
          tags,
          operationId: `${act}Campaign`,
          summary,
          description: `${description} What is so already stays so; 409 says what is possible instead.`,
          params: idParam,
          response: { 200: detailShape, ...problems },
        },
      },
      async (request) => {
        const services = servicesOf(request)
        const campaign = await moveCampaign(services, request.params.id, act, nameOf(request))
        return presentDetail(services, campaign)
      },
    )
  }

  app.get(
    '/v1/campaigns/:id/members',
    {
      schema: {
        tags,
        operationId: 'listCampaignMembers',
        summary: 'Whom a campaign is for, and how each stands in it',
        description:
          'In the order of the audience. With a filter a page may be short or empty before the last one: `next` says where to go on.',
        params: idParam,
        querystring: z.strictObject({
          state: z
            .enum(shownStates)
            .optional()
            .describe('only who stands so')
            .meta({ examples: ['refused'] }),
          reason: z
            .enum([...Object.keys(gateReasons), ...Object.keys(memberReasons)])
            .optional()
            .describe('only with this reason')
            .meta({ examples: ['opted_out'] }),
          after: seqQuery,
          limit: limitQuery,
        }),
        response: {
          200: z.object({
            items: z.array(memberShape),
            next: z.number().int().nullable().describe('the `after` of the next page; null on the last'),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const services = servicesOf(request)
      const { id } = await loadCampaign(services, request.params.id)
      const { state = null, reason = null, after, limit } = request.query
      const { items, next } = await services.store.members(id, { state, reason }, after, limit)
      return {
        items: items.map((member) => ({
          position: member.position,
          contact: member.contactId,
          state: member.state,
          reason: member.reason,
          says: member.reason === null ? null : reasonInWords(member.reason),
          message: member.messageId,
          triedAgainAt: toInstantOrNull(member.dueAt),
        })),
        next,
      }
    },
  )
}
