import { emojiMeaning } from './emoji.ts'
import type { Intent, Reading, ReplyContext } from './reading.ts'
import type { Token } from './tokens.ts'

/** Reads a text without words: emoji, reactions, digits, nothing (POLICY §4 second table, §5.11). */
export function readEmoji(tokens: readonly Token[], context: ReplyContext): Reading {
  const emoji = tokens.filter((token) => token.kind === 'emoji').map((token) => token.text)
  const said = new Set(emoji.map(emojiMeaning))
  const reading = (intent: Intent, rule: string, because: string): Reading => ({
    intent,
    categories: intent === 'opt_in' || intent === 'opt_out' ? ['*'] : [],
    basis: said.has('stop') ? 'wish' : 'answer',
    confidence: intent === 'ambiguous' ? 0.6 : 0.9,
    rule,
    words: [...new Set(emoji)].slice(0, 12),
    language: null,
    because,
  })
  if (emoji.length === 0) return reading('none', 'nothing-to-read', 'There is nothing to read in it.')
  const refuses = said.has('no') || said.has('stop') || said.has('banned')
  if (said.has('yes') && refuses) {
    const isClear = !context.pending && !said.has('stop') && !said.has('banned')
    return isClear
      ? reading('none', 'emoji', 'Emoji, and nothing was asked.')
      : reading('ambiguous', 'emoji-contradiction', 'One emoji agrees and another refuses.')
  }
  if (said.has('stop')) return reading('opt_out', 'emoji-stop', 'A stop sign.')
  if (context.pending && refuses) return reading('opt_out', 'emoji-no', 'The open request is refused.')
  if (said.has('banned')) return reading('ambiguous', 'emoji-ban', 'A sign of prohibition or an insult.')
  if (context.pending && said.has('yes'))
    return reading('opt_in', 'emoji-yes', 'The open request is accepted.')
  return reading('none', 'emoji', 'An emoji without a meaning for consent here.')
}
