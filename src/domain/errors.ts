/** The closed list of what can go wrong by a caller's or a configurator's doing, with its HTTP status. */
export const errorStatus = {
  'config.invalid': 500,
  'templates.invalid': 500,
  'story.invalid': 500,
  'request.invalid': 400,
  'auth.missing': 401,
  'contact.not_found': 404,
  'contact.exists': 409,
  'request.not_found': 404,
  'account.not_found': 404,
  'message.not_found': 404,
  'notice.not_found': 404,
  'notice.answered': 409,
  'key.not_found': 404,
  'link.not_found': 404,
  'attachment.not_found': 404,
  'hook.not_found': 404,
  'form.not_found': 404,
  'campaign.not_found': 404,
  'campaign.state': 409,
  'auth.scope': 403,
  'settings.changed': 409,
  'evidence.missing': 422,
  'call.running': 409,
  'call.different': 422,
  'category.unknown': 422,
  'phone.invalid': 422,
  'wait.too_short': 422,
  'gate.refused': 409,
  'controls.none': 409,
  'template.not_found': 404,
  'template.faulty': 409,
  'template.unlinked': 409,
  'template.refused': 409,
  'platform.refused': 502,
  'platform.unreachable': 502,
  'store.busy': 503,
} as const
export type ErrorCode = keyof typeof errorStatus

/** An error that somebody can do something about: what, and in which field. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.details = details
  }
}
