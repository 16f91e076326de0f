import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readWebhook } from '../../src/whatsapp/read-webhook.ts'
import { line } from './support.ts'

const folder = join(import.meta.dirname, '..', 'fixtures', 'webhooks')

/** Every published payload, and the events that come out of it. */
const table: Readonly<Record<string, readonly string[]>> = {
  account_alerts_deferred: [
    'quality @1745612159 <> account_alerts portfolio alert:INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED=ACTIVE',
  ],
  account_review_update: ['quality @1739321024 <> account_review_update account review=APPROVED'],
  account_update_disabled_reinstate: ['quality @1743451903 <> account_update account ban=REINSTATE'],
  account_update_restriction: [
    'quality @1641330498 <> account_update account restriction:RESTRICTED_BIZ_INITIATED_MESSAGING=ACTIVE<1641330498000 restriction:RESTRICTED_ADD_PHONE_NUMBER_ACTION=ACTIVE<1641330498000',
  ],
  account_update_violation: ['quality @1743451903 <> account_update account violation=ADULT'],
  batch_text_and_user_preferences_stop: [
    'message @1680123456 #987654321 <1234567890 Alex Tester> text "Hello from a text message"',
    'preference @1690000000 #987654321 <1234567890 Alex Tester> marketing_messages stop',
  ],
  batch_two_messages_one_value: [
    'message @1680123456 #987654321 <1234567890 Sam Sample> text "Hello from a text message"',
    'message @1680123457 #987654321 <1234567890 Sam Sample> reaction "👍" quotes wamid.GBGX2323902',
  ],
  business_capability_update: ['quality @1739321024 <> business_capability_update portfolio limit=2000'],
  button_template_custom_payload: [
    'message @1698269027 #1122334455667 <972987654321 bsuid parent Test Name> button "title" payload callback_data quotes wamid.xyzxyz==',
  ],
  button_template_quick_reply: [
    'message @1750091045 #106540352242922 <16505551234 Sheena Nelson> button "Unsubscribe" payload Unsubscribe quotes …EM0VBRAA=',
  ],
  contacts_shared_phone_number: [
    'message @1750030073 #106540352242922 <bsuid pablomorales Pablo M.> contacts',
  ],
  errors_value_level_130429: ['error @null #106540352242922 <> 130429'],
  interactive_button_reply: [
    'message @1750025136 #106540352242922 <16505551234 Sheena Nelson> interactive "Cancel" payload cancel-button quotes …GQTVDRjUA',
  ],
  interactive_list_reply: [
    'message @1749854575 #106540352242922 <16505551234 Sheena Nelson> interactive "Priority Mail Express" payload priority_express quotes …EM0VBRAA=',
  ],
  interactive_nfm_reply_flow: [
    'message @1750102000 #106540352242922 <16505551234 bsuid Sheena Nelson> interactive "blue" "large" quotes gBGGEiRVVgBPAgm7FUgc73noXjo',
  ],
  message_template_quality_update: ['template @1674864290 <> welcome_template en_US {"quality":"YELLOW"}'],
  message_template_quality_update_wrong_field: [
    'template @1674864290 <> welcome_template en_US {"quality":"YELLOW"}',
  ],
  message_template_status_update_approved: [
    'template @1751247548 <> order_confirmation en_US {"status":"APPROVED","reason":null,"pausedUntil":null,"category":"UTILITY"}',
  ],
  message_template_status_update_rejected: [
    'template @1751247548 <> abandoned_cart en {"status":"REJECTED","reason":"Your template has parameters placed next to each other (like {{1}}{{2}}) without text or punctuation between them.","pausedUntil":null,"category":"MARKETING"}',
  ],
  phone_number_quality_update_throughput: [
    'quality @1748454394 <> phone_number_quality_update number event:THROUGHPUT_UPGRADE=told limit=TIER_UNLIMITED',
  ],
  reaction_added: [
    'message @1749419544 #106540352242922 <16505551234 Sheena Nelson> reaction "👍" quotes …EM0VBRAA=',
  ],
  reaction_removed: [
    'message @1749419544 #106540352242922 <16505551234 Sheena Nelson> reaction quotes …EM0VBRAA=',
  ],
  reaction_removed_empty_string: [
    'message @1697044456 #1122334455667 <972987654321 bsuid parent Test Name> reaction quotes wamid.yzxyzx=',
  ],
  request_welcome: ['message @1739321024 #106540352242922 <16505551234 Sheena Nelson> request_welcome'],
  security_pin_reset: ['account @1748811473 <> security'],
  status_delivered_phone_and_bsuid: [
    'status @1750030073 #106540352242922 <16505551234 bsuid parent pablomorales Pablo M.> delivered …3MUMxMAA=',
  ],
  status_failed_130472_experiment: [
    'status @1689380458 #1122334455667 <972987654321 bsuid parent Test Name> failed wamid.xyzxyz error 130472',
  ],
  status_failed_131049: ['status @1751142888 #106540352242922 <16505551234> failed …xNjMyREUA error 131049'],
  status_read: ['status @1689380458 #1122334455667 <972987654321 bsuid parent Test Name> read wamid.xyzxyz'],
  status_sent_biz_opaque_callback_data: [
    'status @1698266945 #1122334455667 <972987654321 bsuid parent Test Name> sent wamid.xyzxyz callback some data',
  ],
  status_sent_marketing_with_conversation: [
    'status @1750030073 #106540352242922 <16505551234> sent …3MUMxMAA=',
  ],
  status_sent_v24_minimal: ['status @1750030073 #106540352242922 <16505551234> sent …3MUMxMAA='],
  system_identity_changed: [
    'identity @1697044706 #1122334455667 <972987654321 User A> key → <972987654321 User A>',
  ],
  system_user_changed_number: ['identity @1750269342 #106540352242922 <16505551234> number → <12195555358>'],
  system_user_changed_user_id: [
    'identity @1750030073 #106540352242922 <16505551234> user_id → <16505559876 bsuid parent>',
  ],
  template_category_update_completed: [
    'template @1746169200 <> welcome_template en_US {"category":"MARKETING","coming":null}',
  ],
  text_frequently_forwarded: [
    'message @1697044968 #1122334455667 <972987654321 bsuid parent Test Name> text "text forwarded many times" forwarded',
  ],
  text_from_product_button: [
    'message @1750016800 #106540352242922 <16505551234 Sheena Nelson> text "Is this still available?" quotes …ucXVpcnkA',
  ],
  text_inbound: [
    'message @1749416383 #106540352242922 <16505551234 Sheena Nelson> text "Does it come in another color?"',
  ],
  text_referral_ctwa_ad: [
    'message @1750275992 #106540352242922 <16505551234 Sheena Nelson> text "Can I get more info about this?"',
  ],
  text_reply_with_context: [
    'message @1697044746 #1122334455667 <972987654321 bsuid parent Test Name> text "replied text" quotes wamid.xyzxyz==',
  ],
  text_username_no_phone: [
    'message @1749416383 #106540352242922 <bsuid parent realsheenanelson Sheena Nelson> text "Does it come in another color?"',
  ],
  unsupported_edit: ['message @1750090702 #106540352242922 <16505551234 Sheena Nelson> unsupported'],
  user_preferences_resume: [
    'preference @1731705721 #106540352242922 <16505551234> marketing_messages resume',
  ],
  user_preferences_signup: [
    'preference @1731705721 #106540352242922 <16505551234> marketing_messages signup',
  ],
  user_preferences_stop: ['preference @1731705721 #106540352242922 <16505551234> marketing_messages stop'],
}

it.each(Object.entries(table))('%s', (name, expected) => {
  expect(readWebhook(readFileSync(join(folder, `${name}.json`))).map(line)).toEqual(expected)
})

it('no payload is left out', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json') && !file.startsWith('api_'))
  expect(files.map((file) => file.slice(0, -'.json'.length)).sort()).toEqual(Object.keys(table).sort())
})
