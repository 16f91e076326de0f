/** A place in a JSON text, in dots: `buttons.0.label`; empty for the whole. */
export type Place = string

export type LinedJson =
  | { readonly ok: true; readonly value: unknown; readonly lineOf: (place: Place) => number }
  | { readonly ok: false; readonly line: number; readonly why: string }

class Fault extends Error {
  readonly at: number
  constructor(at: number, why: string) {
    super(why)
    this.at = at
  }
}

const space = /[\t\n\r ]*/y
const stringToken = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy
const plainToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const deepest = 60

/**
 * Reads JSON and remembers on which line every field stands, so that what is wrong with it can be found. A key that stands
 * twice is a mistake: a reader sees one of them and the program the other.
 */
export const readLinedJson = (source: string): LinedJson => {
  const text = source.replace(/^\ufeff/, '')
  const offsets = new Map<Place, number>()
  let at = 0

  const take = (token: RegExp): string | null => {
    token.lastIndex = at
    const found = token.exec(text)?.[0]
    if (found === undefined) return null
    at += found.length
    return found
  }
  const skip = (): void => {
    take(space)
  }
  const eat = (sign: string): boolean => {
    skip()
    if (text[at] !== sign) return false
    at += 1
    return true
  }
  const expected = (what: string): never => {
    const found = at >= text.length ? 'the end of the file' : `"${[...text.slice(at, at + 8)][0]}"`
    throw new Fault(Math.min(at, text.length), `expected ${what}, found ${found}`)
  }
  const readKey = (): string => {
    skip()
    const key = take(stringToken)
    return key === null ? expected('a field in quotes') : String(JSON.parse(key))
  }
  const members = (end: string, read: (index: number) => void): void => {
    if (eat(end)) return
    let index = 0
    do {
      read(index)
      index += 1
    } while (eat(','))
    if (!eat(end)) expected(`"," or "${end}"`)
  }
  const inside = (place: Place, key: string | number): Place => (place === '' ? `${key}` : `${place}.${key}`)

  const readValue = (place: Place, depth: number): void => {
    skip()
    if (!offsets.has(place)) offsets.set(place, at)
    if (depth > deepest) expected('less nesting')
    if (eat('{')) {
      const seen = new Set<string>()
      members('}', () => {
        const start = at
        const key = readKey()
        if (seen.has(key)) throw new Fault(start, `"${key}" stands here twice`)
        seen.add(key)
        skip()
        offsets.set(inside(place, key), at)
        if (!eat(':')) expected('":"')
        readValue(inside(place, key), depth + 1)
      })
    } else if (eat('[')) members(']', (index) => readValue(inside(place, index), depth + 1))
    else if (take(stringToken) === null && take(plainToken) === null) expected('a value')
  }
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length

  try {
    readValue('', 0)
    skip()
    if (at < text.length) expected('the end of the file')
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { ok: false, line: lineAt(error.at), why: error.message }
  }
  return {
    ok: true,
    value: JSON.parse(text),
    // What is missing has no line of its own: that of the nearest place around it.
    lineOf: (place) => {
      const parts = place.split('.')
      while (parts.length > 0) {
        const offset = offsets.get(parts.join('.'))
        if (offset !== undefined) return lineAt(offset)
        parts.pop()
      }
      return lineAt(offsets.get('') ?? 0)
    },
  }
}
