/** What an emoji or reaction says (POLICY §4, second table). Skin tones and variants are gone by now. */
export type EmojiMeaning = 'yes' | 'no' | 'stop' | 'banned'

const meanings: Readonly<Record<EmojiMeaning, string>> = {
  yes: '👍👌✅✔☑🆗🙆',
  no: '👎❌🙅✖❎',
  stop: '🛑',
  banned: '🚫⛔🖕💩🤬📵🔕',
}

const laughing = new Set('😂🤣😆😹😅😁')

/** Laughter beside a stop word tells that it is said in fun (POLICY §5.6). */
export function isLaughing(emoji: string): boolean {
  return laughing.has(emoji)
}

const meaningOf = new Map<string, EmojiMeaning>()
for (const meaning of ['yes', 'no', 'stop', 'banned'] as const) {
  for (const emoji of meanings[meaning]) meaningOf.set(emoji, meaning)
}

export function emojiMeaning(emoji: string): EmojiMeaning | null {
  return meaningOf.get(emoji) ?? null
}
