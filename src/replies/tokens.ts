import { type Folded, foldCharacter } from './folding.ts'
import { isLink } from './links.ts'
import { joinSpelledOut } from './spelled-out.ts'
import { hardBreak, noBreak, softBreak, type Token } from './token.ts'

export { hardBreak, noBreak, softBreak, type Token } from './token.ts'

const elisions = new Set(
  'l d j n m t s c qu jusqu lorsqu puisqu dell all nell sull dall quest quell'.split(' '),
)

/**
 * Cuts a text into tokens in one pass (POLICY §2). Punctuation survives as breaks, layout does not.
 * `isWord` tells which spelled-out letters (s t o p) make a word worth joining.
 */
export function tokenise(source: string, isWord: (word: string) => boolean = () => false): readonly Token[] {
  const text = isAscii(source) ? source : normalise(source)
  return joinSpelledOut(new Tokeniser(text).run(), isWord)
}

/** Compatibility forms as the letters they show (POLICY §2); letters in brackets would stay in brackets. */
function normalise(source: string): string {
  const text = source
    .replaceAll('№', ' ')
    .replace(/[\u249c-\u24b5]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x249c + 0x61))
  return text.normalize('NFKC')
}

/** Most texts are, and have nothing to normalise. */
function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 127) return false
  return true
}

/** The running state of one pass over a text. */
class Tokeniser {
  readonly #text: string
  readonly #tokens: Token[] = []
  #word = ''
  #exact = ''
  #raw = ''
  #hasLetter = false
  #capital = false
  #isQuoted = false
  #spaced = true
  #break = noBreak

  constructor(text: string) {
    this.#text = text
  }

  run(): Token[] {
    const text = this.#text
    let position = 0
    // Looking for addresses is worth it only where one may be.
    const mayHoldLinks = /[.@_]|:\/\//u.test(text)
    let isChunkStart = mayHoldLinks
    while (position < text.length) {
      if (isChunkStart) {
        const end = chunkEnd(text, position)
        const chunk = text.slice(position, end)
        if (isLink(chunk)) {
          this.#push(chunk.toLowerCase(), chunk, 'link', chunk, false)
          position = end
        }
        isChunkStart = false
        continue
      }
      const end = smallLettersEnd(text, position)
      if (end > position) {
        this.#takeSmallLetters(text.slice(position, end))
        position = end
        continue
      }
      const character = characterAt(text, position)
      const folded = foldCharacter(character)
      this.#take(character, folded, position)
      position += character.length
      isChunkStart = mayHoldLinks && isBlank(folded)
    }
    this.#flush()
    return this.#tokens
  }

  /** Most of most texts: letters that are folded to themselves, and make up a word without being looked at one by one. */
  #takeSmallLetters(letters: string): void {
    if (this.#word === '') this.#capital = false
    this.#hasLetter = true
    this.#word += letters
    this.#exact += letters
    this.#raw += letters
  }

  #take(character: string, folded: Folded, position: number): void {
    switch (folded.kind) {
      case 'letter':
        if (this.#word === '') this.#capital = folded.capital
        this.#hasLetter = true
        this.#append(folded, character)
        break
      case 'digit':
        this.#append(folded, character)
        break
      case 'sign':
        // "$top", "c@ncel": a sign is a letter only when it touches one.
        if (this.#word !== '' || isLetter(this.#text, position + 1)) this.#append(folded, character)
        break
      case 'mark':
        if (this.#word !== '') this.#append(folded, character)
        else appendMark(this.#tokens, folded.text)
        break
      case 'unit':
        this.#flush()
        this.#push(folded.text, folded.text, 'word', folded.text, true)
        collapseRun(this.#tokens)
        break
      case 'apostrophe':
        this.#takeApostrophe(position)
        break
      case 'joiner':
        this.#flush()
        if (this.#spaced || isSpace(this.#text, position + 1)) this.#setBreak(softBreak)
        break
      case 'emoji':
        this.#flush()
        this.#push(folded.text, folded.text, 'emoji', character, false)
        this.#spaced = true
        break
      case 'quote':
        this.#flush()
        this.#spaced = true
        this.#isQuoted =
          folded.text === 'close' || (folded.text === 'both' && this.#isQuoted)
            ? false
            : isClosed(this.#text, position + 1)
        break
      case 'space':
        this.#flush()
        this.#spaced = true
        break
      case 'line':
        this.#setBreak(hardBreak)
        break
      case 'pause':
        this.#setBreak(softBreak)
        break
      case 'question': {
        this.#setBreak(hardBreak)
        const last = this.#tokens.at(-1)
        if (last !== undefined) last.asks = true
        break
      }
      case 'stop':
        // A full stop inside a number (12.30) or between single letters (q.u.i.t) is no end of a sentence.
        this.#setBreak(character === '.' && isInnerDot(this.#text, position) ? noBreak : hardBreak)
        break
      case 'nothing':
        break
    }
  }

  /** Between letters it belongs to the word; around words it quotes them ('stop' on the envelope). */
  #takeApostrophe(position: number): void {
    if (this.#word === '') {
      this.#spaced = true
      if (isLetter(this.#text, position + 1) && isClosedByApostrophe(this.#text, position + 1))
        this.#isQuoted = true
      return
    }
    const ends = !isLetter(this.#text, position + 1)
    if (elisions.has(this.#word) || (ends && this.#isQuoted)) this.#flush()
    if (ends) this.#isQuoted = false
  }

  #append(folded: Folded, character: string): void {
    this.#word += folded.text
    this.#exact += folded.exact
    this.#raw += character
  }

  #push(text: string, exact: string, kind: Token['kind'], raw: string, unit: boolean): void {
    this.#tokens.push({
      text,
      exact,
      kind,
      raw,
      unit,
      capital: this.#capital,
      spaced: this.#spaced,
      breakBefore: this.#break,
      quoted: this.#isQuoted,
      asks: false,
    })
    this.#break = noBreak
    this.#spaced = false
    this.#capital = false
  }

  #flush(): void {
    if (this.#word === '') return
    // Mostly the two are equal; as one string they are compared, and looked up, at no cost.
    const exact = this.#exact === this.#word ? this.#word : this.#exact
    this.#push(this.#word, exact, this.#hasLetter ? 'word' : 'number', this.#raw, false)
    this.#word = ''
    this.#exact = ''
    this.#raw = ''
    this.#hasLetter = false
  }

  #setBreak(strength: number): void {
    this.#flush()
    this.#spaced = true
    if (strength > this.#break) this.#break = strength
  }
}

const [smallA, smallZ] = [0x61, 0x7a]

/** Where the run of letters from a to z ends that begins at this position, if one does. */
function smallLettersEnd(text: string, position: number): number {
  let end = position
  while (end < text.length) {
    const unit = text.charCodeAt(end)
    if (unit < smallA || unit > smallZ) break
    end += 1
  }
  return end
}

function isBlank({ kind }: Folded): boolean {
  return kind === 'space' || kind === 'line' || kind === 'quote'
}

const longestQuotation = 300

/** Is a quotation mark there that closes one opened before this position? 12" is no quotation. */
function isClosed(text: string, position: number): boolean {
  return /["“”»」』]/u.test(text.slice(position, position + longestQuotation))
}

/** Does an apostrophe behind a word follow, as one that closes a quotation does? */
function isClosedByApostrophe(text: string, position: number): boolean {
  return /[\p{L}\p{N}.!?]['’](?![\p{L}\p{N}])/u.test(text.slice(position, position + longestQuotation))
}

/** The character at a position, both halves of a surrogate pair together. */
function characterAt(text: string, position: number): string {
  const unit = text.charCodeAt(position)
  if (unit < 0xd800 || unit > 0xdbff) return text.charAt(position)
  return String.fromCodePoint(text.codePointAt(position) ?? unit)
}

function isSpace(text: string, position: number): boolean {
  return isBlank(foldCharacter(text.charAt(position)))
}

function isLetter(text: string, position: number): boolean {
  return position < text.length && foldCharacter(text.charAt(position)).kind === 'letter'
}

function chunkEnd(text: string, start: number): number {
  let end = start
  while (end < text.length && end - start < 2050 && !isSpace(text, end)) end += 1
  return end
}

function isInnerDot(text: string, position: number): boolean {
  const before = foldCharacter(text.charAt(position - 1)).kind
  const after = foldCharacter(text.charAt(position + 1)).kind
  if (before === 'digit' && after === 'digit') return true
  // The t of "hasn't." is no letter by itself.
  const previous = position < 2 ? ' ' : text.charAt(position - 2)
  const isSingle = foldCharacter(previous).kind !== 'letter' && !/['’ʼ‘`´]/u.test(previous)
  return (
    before === 'letter' &&
    isSingle &&
    (after === 'letter' || after === 'space' || after === 'line' || after === 'quote')
  )
}

/** Thai and Indic vowel signs belong to the character they follow. */
function appendMark(tokens: Token[], mark: string): void {
  const last = tokens.at(-1)
  if (last?.unit)
    tokens[tokens.length - 1] = {
      ...last,
      text: last.text + mark,
      exact: last.text + mark,
      raw: last.raw + mark,
    }
}

/** Stretched characters (หยุดดดด) count once: a third one in a row drops the second and itself. */
function collapseRun(tokens: Token[]): void {
  const last = tokens.at(-1)
  const second = tokens.at(-2)
  const third = tokens.at(-3)
  if (last === undefined || second?.text !== last.text || third?.text !== last.text) return
  if (last.breakBefore !== noBreak || second.breakBefore !== noBreak) return
  tokens.length -= 2
}
