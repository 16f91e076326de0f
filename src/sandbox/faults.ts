import type { JsonObject } from './json.ts'

interface FaultText {
  readonly title: string
  readonly details: string
  readonly httpStatus: number
}

const fault = (httpStatus: number, title: string, details: string): FaultText => ({
  title,
  details,
  httpStatus,
})

/** The platform's words for its errors (FACTS §7). */
const faults = new Map<number, FaultText>([
  [0, fault(401, 'AuthException', 'We were unable to authenticate the app user.')],
  [1, fault(500, 'API Unknown', 'Invalid request or possible server error.')],
  [2, fault(503, 'API Service', 'Temporary due to downtime or due to being overloaded.')],
  [4, fault(429, 'API Too Many Calls', 'The app has reached its API call rate limit.')],
  [10, fault(403, 'API Permission Denied', 'Permission is either not granted or has been removed.')],
  [33, fault(400, 'Parameter value is not valid', 'The business phone number has been deleted.')],
  [
    100,
    fault(400, 'Invalid parameter', 'The request included one or more unsupported or misspelled parameters.'),
  ],
  [190, fault(401, 'Invalid OAuth access token', 'The access token could not be decrypted or has expired.')],
  [368, fault(403, 'Temporarily blocked for policies violations', 'The account has been restricted.')],
  [80007, fault(429, 'Rate limit issues', 'The WhatsApp Business Account has reached its rate limit.')],
  [130429, fault(429, 'Rate limit hit', 'Cloud API message throughput has been reached.')],
  [
    130472,
    fault(
      400,
      "User's number is part of an experiment",
      "Failed to send message because this user's phone number is part of an experiment",
    ),
  ],
  [131000, fault(500, 'Something went wrong', 'Message failed to send due to an unknown error.')],
  [131005, fault(403, 'Access denied', 'Permission is either not granted or has been removed.')],
  [131008, fault(400, 'Required parameter is missing', 'The request is missing a required parameter.')],
  [131009, fault(400, 'Parameter value is not valid', 'One or more parameter values are invalid.')],
  [131016, fault(500, 'Service unavailable', 'A service is temporarily unavailable.')],
  [131021, fault(400, 'Recipient cannot be sender', 'Sender and recipient phone number is the same.')],
  [131026, fault(400, 'Message undeliverable', 'Message Undeliverable.')],
  [
    131031,
    fault(403, 'Account has been locked', 'The WhatsApp Business Account has been restricted or disabled.'),
  ],
  [
    131042,
    fault(400, 'Business eligibility payment issue', 'There was an error related to your payment method.'),
  ],
  [
    131047,
    fault(
      400,
      'Re-engagement message',
      'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
    ),
  ],
  [
    131048,
    fault(429, 'Spam rate limit hit', 'Restrictions on how many messages can be sent from this number.'),
  ],
  [
    131049,
    fault(
      400,
      'This message was not delivered to maintain healthy ecosystem engagement.',
      'In order to maintain a healthy ecosystem engagement, the message failed to be delivered.',
    ),
  ],
  [
    131050,
    fault(
      400,
      'User has stopped marketing messages',
      'Unable to deliver the message. This recipient has chosen to stop receiving marketing messages on WhatsApp from your business.',
    ),
  ],
  [131051, fault(400, 'Unsupported message type', 'Unsupported message type.')],
  [
    131056,
    fault(
      429,
      'Pair rate limit hit',
      'Too many messages sent from the sender phone number to the same recipient in a short period of time.',
    ),
  ],
  [131057, fault(500, 'Account in maintenance mode', 'Business Account is in maintenance mode.')],
  [
    132000,
    fault(
      400,
      'Number of parameters does not match the expected number of params',
      'The number of parameters does not match the variables of the template.',
    ),
  ],
  [132001, fault(404, 'Template name does not exist in the translation', 'The template does not exist.')],
  [132015, fault(400, 'Template is paused', 'Template is paused due to low quality.')],
  [
    132016,
    fault(400, 'Template is disabled', 'Template has been paused too many times and is disabled for good.'),
  ],
  [
    132018,
    fault(
      400,
      'There is an issue with the parameters in your template',
      'Param text cannot have new-line/tab characters or more than 4 consecutive spaces.',
    ),
  ],
  [133010, fault(400, 'Phone number not registered', 'The business phone number is not registered.')],
])

/** Title, details and HTTP status of an error; an unknown code gets plain ones. */
export const faultText = (code: number): FaultText =>
  faults.get(code) ?? fault(400, `Error ${code}`, `The platform refused with error ${code}.`)

/** Why a send is refused at once. */
export interface SendFault {
  readonly code: number
  readonly details?: string
  readonly httpStatus?: number
}

/** The platform's error body. */
export function faultBody(refusal: SendFault, traceId: string): JsonObject {
  const { title, details } = faultText(refusal.code)
  return {
    error: {
      message: `(#${refusal.code}) ${title}`,
      type: 'OAuthException',
      code: refusal.code,
      error_data: { messaging_product: 'whatsapp', details: refusal.details ?? details },
      fbtrace_id: traceId,
    },
  }
}
