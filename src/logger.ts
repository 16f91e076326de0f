import { type DestinationStream, type Logger, pino } from 'pino'

/**
 * What may stand in a log: ids, kinds, counts, codes. Everything else is hidden unless it is added here: a list of
 * what to remove always misses something (RELIABILITY D13).
 */
const plain = new Set([
  'correlationId',
  'deliveryId',
  'eventId',
  'contactId',
  'requestId',
  'messageId',
  'accountId',
  'businessId',
  'hookId',
  'campaignId',
  'sendId',
  'job',
  'queue',
  'kind',
  'effect',
  'outcome',
  'reason',
  'code',
  'fate',
  'attempts',
  'events',
  'contacts',
  'deliveries',
  'messages',
  'requests',
  'campaigns',
  'sent',
  'failed',
  'refused',
  'source',
  'swallowed',
  'role',
  'status',
  'method',
  'route',
  'ms',
])

const ourId = /^[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}$/

/** Takes out what looks like a phone number or a platform id: a WhatsApp message id contains the phone number. */
export const scrub = (text: string): string =>
  text
    .replace(/wamid\.[\w=+/-]*/g, '[message id]')
    .replace(/\b[A-Z]{2}\.(ENT\.)?\w{6,}/g, '[user id]')
    .replace(/\+?\d(?:[\s().-]?\d){6,}/g, '[number]')
    .replace(/(bearer|key|token|secret)[\s:=]+\S+/gi, '$1 [secret]')

const scrubError = (error: Error): object => ({
  type: error.name,
  code: 'code' in error && typeof error.code === 'string' ? error.code : undefined,
  // A JSON parser quotes what it could not read, which may be somebody's words.
  message: error instanceof SyntaxError ? '[hidden]' : scrub(error.message),
  stack: (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8),
})

const scrubValue = (key: string, value: unknown): unknown => {
  if (value instanceof Error) return scrubError(value)
  if (value === null || typeof value === 'number' || typeof value === 'boolean' || value === undefined)
    return value
  if (!plain.has(key)) return '[hidden]'
  if (typeof value === 'string') return ourId.test(value) ? value : scrub(value)
  return '[hidden]'
}

/** The log: JSON lines on standard error, without personal data or secrets by construction. */
export const openLogger = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (object) =>
          Object.fromEntries(Object.entries(object).map(([key, value]) => [key, scrubValue(key, value)])),
      },
      // pino would serialise errors itself before the formatter sees them.
      serializers: { err: (error: unknown) => error },
      hooks: {
        logMethod(args, method) {
          // The message comes first or, after an object, second; what follows fills its places.
          for (const [index, value] of args.entries()) {
            if (typeof value === 'string') args[index] = scrub(value)
          }
          method.apply(this, args)
        },
      },
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  )
