import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limitIn } from '../../src/domain/quality.ts'
import { readLook } from '../../src/whatsapp/read-look.ts'
import { bodyOf, line, read } from './support.ts'

const fields = [
  'phone_number_quality_update',
  'business_capability_update',
  'account_update',
  'account_alerts',
  'account_review_update',
]

const lines = (field: string, value: object): string[] =>
  read({ entry: [{ id: '1', time: 1_750_000_000, changes: [{ field, value }] }] }).map(line)

describe('what the platform says of numbers and accounts', () => {
  it.each([
    [
      'an old flag',
      'phone_number_quality_update',
      { event: 'FLAGGED', current_limit: 'TIER_1K' },
      'number status=FLAGGED limit=TIER_1K',
    ],
    ['its end', 'phone_number_quality_update', { event: 'UNFLAGGED' }, 'number status=CONNECTED'],
    [
      'an old upgrade',
      'phone_number_quality_update',
      { event: 'UPGRADE', old_limit: 'TIER_250', current_limit: 'TIER_2K' },
      'number event:UPGRADE=told limit=TIER_2K',
    ],
    [
      'the newer limit, which outweighs the older',
      'phone_number_quality_update',
      { event: 'ONBOARDING', current_limit: 'TIER_50', max_daily_conversations_per_business: 'TIER_250' },
      'number event:ONBOARDING=told limit=TIER_250',
    ],
    [
      'no limit, as a number',
      'business_capability_update',
      { max_daily_conversation_per_phone: -1 },
      'portfolio limit=-1',
    ],
    [
      'a tier',
      'business_capability_update',
      { max_daily_conversations_per_business: 'TIER_10K' },
      'portfolio limit=TIER_10K',
    ],
    [
      'a restriction without an end',
      'account_update',
      {
        event: 'ACCOUNT_RESTRICTION',
        restriction_info: [{ restriction_type: 'RESTRICTED_X', expiration: 'soon' }, 5],
      },
      'account restriction:RESTRICTED_X=ACTIVE',
    ],
    [
      'an announced ban',
      'account_update',
      { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE' } },
      'account ban=SCHEDULE_FOR_DISABLE',
    ],
    ['a deletion', 'account_update', { event: 'ACCOUNT_DELETED' }, 'account connection=DELETED'],
    [
      'something commercial',
      'account_update',
      { event: 'PARTNER_ADDED' },
      'account event:PARTNER_ADDED=told',
    ],
    [
      'a lost picture',
      'account_alerts',
      { entity_type: 'PHONE_NUMBER', alert_info: { alert_type: 'PROFILE_PICTURE_LOST' } },
      'account alert:PROFILE_PICTURE_LOST=ACTIVE',
    ],
  ])('%s', (_, field, value, expected) => {
    expect(lines(field, value)).toEqual([`quality @1750000000 <> ${field} ${expected}`])
  })

  it('that makes no sense is kept as a note', () => {
    expect(lines('account_update', { odd: true })).toEqual(['account @1750000000 <> account_update'])
    expect(read(bodyOf({}, 'account_review_update')).map(line)).toEqual([
      'account @null <> account_review_update',
    ])
  })

  it('has no halves of characters, which the ledger would not take', () => {
    const [found] = read({
      entry: [{ id: '1', changes: [{ field: 'account_review_update', value: { decision: 'a\ud800' } }] }],
    })
    expect(found?.event).toMatchObject({ news: [{ value: 'a\ufffd' }] })
  })

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, value) => {
        const found = read({ entry: [{ id: '1', time: 1_750_000_000, changes: [{ field, value }] }] })
        expect(found).toHaveLength(1)
      }),
    )
  })
})

it.each([
  ['TIER_50', 50],
  ['TIER_1K', 1_000],
  ['TIER_100K', 100_000],
  ['TIER_UNLIMITED', 'unlimited'],
  ['-1', 'unlimited'],
  ['2000', 2_000],
  ['TIER_NOT_SET', null],
  ['', null],
  ['many', null],
])('a limit of %s is %s', (said, people) => {
  expect(limitIn(said)).toBe(people)
})

describe('what a number says of itself', () => {
  const fixture = (name: string): unknown =>
    JSON.parse(readFileSync(join(import.meta.dirname, '..', 'fixtures', 'webhooks', `${name}.json`), 'utf8'))
  const said = (body: unknown): string[] => {
    const looked = readLook(body)
    return looked.outcome === 'seen'
      ? looked.news.map(({ facet, value, note }) => `${facet}=${value}${note === null ? '' : ` (${note})`}`)
      : [`failed: ${looked.why}`]
  }

  it.each([
    ['api_health_status_available', ['health=AVAILABLE']],
    [
      'api_health_status_blocked',
      [
        'health=BLOCKED (MESSAGE_TEMPLATE BLOCKED: 141002 Message templates can only be sent out if they are approved.)',
      ],
    ],
    [
      'api_health_status_limited',
      [
        'health=LIMITED (PHONE_NUMBER LIMITED: Your display name has not been approved yet. Your message limit will increase after the display name is approved.)',
      ],
    ],
    ['api_messaging_limit', ['limit=TIER_250']],
  ])('is read from the documented answer %s', (name, expected) => {
    expect(said(fixture(name))).toEqual(expected)
  })

  it('is read as far as it can be', () => {
    expect(said({ quality_rating: 'GREEN', status: 5, throughput: 'fast', health_status: [] })).toEqual([
      'quality=GREEN',
      'status=5',
    ])
    expect(said({ id: '1' })).toEqual(['failed: the answer says nothing of the number'])
    expect(said('<html>')).toEqual(['failed: the answer is no object'])
  })
})
