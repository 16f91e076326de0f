import type { Services } from './app/ports.ts'
import { readReply } from './domain/statement.ts'
import type { Texts } from './domain/templates.ts'
import { parserVersion } from './replies/parse-reply.ts'

/** The parser with the business's own words in it. */
export const replyReader = (_texts: Texts, _businessName: string): Services['readReply'] => {
  return (text, languages) => readReply(text, parserVersion, languages)
}
