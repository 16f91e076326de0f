import { asCyrillic, repeatedPart, squeeze, unleet, unstretch } from './folding.ts'
import { type Lexicon, lexiconEntries, type Meaning, standardCategories } from './lexicon-schema.ts'
import { latinReadings, mixesAlphabets } from './look-alikes.ts'
import { deniedVerbs, plainVerbs } from './meaning-lists.ts'
import { type Meanings, meaningsOf, noMeanings } from './meanings.ts'
import { GrowingPhraseTree, type PhraseNode, type PhraseTree, rootNode } from './phrase-tree.ts'
import { foldWord, PhraseSplitter, type SplitPhrase, spellingsOf } from './phrases.ts'
import { SpellingIndex } from './spelling.ts'
import type { Token } from './token.ts'

/** A business's own words. They add to the shipped ones; `findCollisions` says which of them clash. */
export interface BusinessWords {
  /** Names the business goes by; they count as courtesy around a keyword (POLICY §3). */
  readonly names?: readonly string[]
  /** Keys of the categories it sends; the five standard ones when left out. */
  readonly categoryKeys?: readonly string[]
  readonly categories?: readonly {
    readonly language: string
    readonly category: string
    readonly words: readonly string[]
  }[]
  readonly optOut?: readonly { readonly language: string; readonly words: readonly string[] }[]
  readonly optIn?: readonly { readonly language: string; readonly words: readonly string[] }[]
}

/** What one lexicon entry says. */
interface Emission {
  readonly language: number
  readonly meaning: Meaning
  readonly category: string | null
}

/** All that a phrase says in one language. */
export interface Sense {
  readonly language: number
  readonly meanings: Meanings
  readonly categories: readonly string[]
  /** Those of its meanings that count in every language (POLICY §3). */
  readonly keywords: Meanings
  readonly isKeyword: boolean
  // What is asked of every sense found in a text is answered once, when the sense is made.
  /** Nothing but a plain word of the language. */
  readonly isPlain: boolean
  /** What a plain word of one language is not just because another language has it too. */
  readonly isDeciding: boolean
  readonly isAnswer: boolean
  /** A word for messages or a kind of them, and not also for writing them. */
  readonly isThing: boolean
}

/** What the vocabulary knows of one word of a text. */
export interface KnownWord {
  /** Symbols it may stand for: itself, stems it begins with, or the word it is a variant of. */
  readonly symbols: readonly number[]
  /** Where the phrases go on that begin with it. */
  readonly opening: readonly Opening[]
  /** Words of courtesy may stand inside a phrase. */
  readonly isCourtesy: boolean
  /** Known for more than standing inside phrases. */
  readonly isTelling: boolean
}

/** The first step into the tree of phrases. Every word of a text takes it, so what is asked there is kept with the word. */
export interface Opening {
  readonly node: PhraseNode
  readonly ending: Ending
  /** A word that merely begins like one of the vocabulary ends here, and no whole word. */
  readonly isStem: boolean
  /** It is the word's first symbol that leads here. */
  readonly isFirst: boolean
  /** Longer phrases begin so. */
  readonly hasMore: boolean
}

/** The word that a misspelling is taken for. */
interface Guess {
  readonly word: KnownWord
  /** Words that answer are guessed at only when they are all there is. */
  readonly isAnswer: boolean
}

const unknownWord: KnownWord = { symbols: [], opening: [], isCourtesy: false, isTelling: false }

/** The senses of a phrase, one a language. */
export interface Senses {
  readonly senses: readonly Sense[]
  /** Their languages. Few lists are different, and are shared: what is asked most lies close together in memory. */
  readonly languages: readonly number[]
}

export interface GapPhrase extends Senses {
  readonly tail: readonly number[]
}

/** What ends at a node of the tree of phrases. Nodes at which the same ends share it. */
export interface Ending extends Senses {
  /** Phrases with room inside ("take ... off") whose first part it is. */
  readonly gaps: readonly GapPhrase[]
}

const universal = meaningsOf('optOut', 'optOutAlone', 'optIn', 'help')

const deciding = meaningsOf('stop', 'remove', 'no', 'not', 'noMore')

const manyLanguages = 3

/** What the phrases of a wish mean; slips in their longer words are looked for where the language has few forms. */
const wishing = meaningsOf(
  plainVerbs,
  deniedVerbs,
  'noMore',
  'only',
  'except',
  'saysOptOut',
  'saysOptIn',
  'message',
  'list',
  'number',
  'consent',
)

/** A sense with one more thing said, and all that it means with that. */
function withEmission(sense: Sense | undefined, { language, category }: Emission, meanings: Meanings): Sense {
  const categories = sense?.categories ?? []
  const isNamed = category === null || categories.includes(category)
  return {
    language,
    meanings,
    categories: isNamed ? categories : [...categories, category],
    keywords: meanings.among(universal),
    isKeyword: meanings.overlaps(universal),
    isPlain: meanings.size === 1 && meanings.common,
    isDeciding: meanings.overlaps(deciding),
    isAnswer: meanings.no || meanings.yes || meanings.ok,
    isThing: (meanings.category || meanings.message) && !meanings.contact && !meanings.channel,
  }
}

export interface LanguageTraits {
  readonly code: string
  readonly negationFollows: boolean
  readonly objectFirst: boolean
  readonly marksMatter: boolean
  readonly slipsInPhrases: boolean
  /** Words that end a sentence where a space follows them. */
  readonly closers: readonly string[]
}

/** Stands first where a word with marks is in no lexicon: what follows is not as it is typed. */
const nobodysSymbol = -1
/** A text longer than this is read as its marks say, where marks make the words (đừng is not dừng). */
const mistypedMarksTokens = 3
/** A text longer than this is read without guessing at misspellings. */
const misspellingTokens = 40
const shortestStem = 2
/** What stands before the last part of a compound is a word (not Re|aktion). */
const shortestFirstPart = 3
const longestStem = 24

/** Replies use few different words, so looking one up is mostly remembering; the bound is against abuse. */
function remember<Value>(cache: Map<string, Value>, word: string, value: Value): void {
  if (cache.size < 50_000 && word.length <= 64) cache.set(word, value)
}

const noSymbols: readonly number[] = []
const noWords: readonly string[] = []
const nothingEnds: Ending = { senses: [], languages: [], gaps: [] }

/** The different endings by number; that nothing ends is the first. */
class Endings {
  readonly #list: Ending[] = [nothingEnds]
  /** For every ending, and every sense, those that come of it when something more is said. */
  readonly #nextEndings = new Map<Ending, Map<Emission, number>>()
  readonly #nextSenses = new Map<Sense | undefined, Map<Emission, Sense>>()
  readonly #nextLanguages = new Map<readonly number[], Map<number, readonly number[]>>()
  readonly #nextMeanings = new Map<Meanings, Map<Meaning, Meanings>>()

  at(number: number): Ending {
    return this.#list[number] ?? nothingEnds
  }

  /** The ending that says one thing more. */
  withSense(number: number, emission: Emission): number {
    const ending = this.at(number)
    return getOrMake(this.#nextEndings, ending, emission, () => {
      const { senses, languages, gaps } = ending
      const at = languages.indexOf(emission.language)
      const sense = this.#sense(senses[at], emission)
      const next =
        at < 0
          ? { senses: [...senses, sense], languages: this.#languages(languages, emission.language), gaps }
          : { senses: senses.with(at, sense), languages, gaps }
      return this.#list.push(next) - 1
    })
  }

  /** The ending that may go on behind a gap as well. */
  withGap(number: number, gap: GapPhrase): number {
    const { senses, languages, gaps } = this.at(number)
    const ending = { senses, languages, gaps: [...gaps, gap] }
    if (gaps.length === 0) return this.#list.push(ending) - 1
    // What goes on behind a gap is shared by no other node.
    this.#list[number] = ending
    return number
  }

  /** What is said and nothing else. */
  only(emission: Emission): Senses {
    const languages = this.#languages(nothingEnds.languages, emission.language)
    return { senses: [this.#sense(undefined, emission)], languages }
  }

  #languages(known: readonly number[], language: number): readonly number[] {
    return getOrMake(this.#nextLanguages, known, language, () => [...known, language])
  }

  /** A sense with one more thing said, made once. */
  #sense(sense: Sense | undefined, emission: Emission): Sense {
    return getOrMake(this.#nextSenses, sense, emission, () =>
      withEmission(sense, emission, this.#meanings(sense?.meanings ?? noMeanings, emission.meaning)),
    )
  }

  /**
   * One more meaning. A word that means something in its language is none of its common words. Languages in which a
   * word means the same share the set, so that it need not be read to be compared.
   */
  #meanings(known: Meanings, meaning: Meaning): Meanings {
    const isSaid = known[meaning] || (meaning === 'common' && known.size > 0)
    return isSaid
      ? known
      : getOrMake(this.#nextMeanings, known, meaning, () => known.plus(meaningsOf(meaning)))
  }

  /** Nothing more will be said. */
  close(): void {
    this.#nextEndings.clear()
    this.#nextSenses.clear()
    this.#nextMeanings.clear()
    this.#nextLanguages.clear()
  }
}

function getOrMake<Key, Step, Value>(
  known: Map<Key, Map<Step, Value>>,
  key: Key,
  step: Step,
  make: () => Value,
): Value {
  let values = known.get(key)
  if (values === undefined) {
    values = new Map()
    known.set(key, values)
  }
  let value = values.get(step)
  if (value === undefined) {
    value = make()
    values.set(step, value)
  }
  return value
}

/** The compiled lexicons: what every word and phrase means, ready for matching. Immutable once compiled. */
export class Vocabulary {
  readonly phrases: PhraseTree
  readonly languages: LanguageTraits[] = []
  readonly categoryKeys: readonly string[]
  /** What ends at the nodes of the tree, by the numbers there. */
  readonly #endings = new Endings()
  readonly #splitter = new PhraseSplitter()
  /** While compiling: the symbols of every word met so far, in languages whose marks matter and in the others. */
  readonly #strictSymbols = new Map<string, readonly number[]>()
  readonly #looseSymbols = new Map<string, readonly number[]>()
  /** The words that a chat spelling stands for. */
  readonly #chatSpellings = new Map<string, readonly number[]>()
  /** Every word as its lexicon spells it. */
  readonly #symbols = new Map<string, number>()
  /** Words that differ in nothing but their marks, by the word without marks. */
  readonly #alikes = new Map<string, number[]>()
  /** Words of some language that is also read with other marks than its own. */
  readonly #looselyMarked = new Set<number>()
  /** Words of a language whose marks make the words. */
  readonly #strictlyMarked = new Set<number>()
  readonly #stems = new Map<string, number>()
  /** The first nodes that stems lead to. */
  readonly #stemNodes = new Set<PhraseNode>()
  /** Stems that stand only inside phrases ("beni sil*"): a word that begins so is not known for that. */
  readonly #innerStems = new Set<number>()
  readonly #squeezed = new Map<string, string>()
  readonly #spelling = new SpellingIndex()
  readonly #unitSpelling = new SpellingIndex()
  readonly #prefixes: string[] = []
  readonly #suffixes: string[] = []
  /** The longest first, so that Transaktion is no Aktion. */
  #compounds: readonly string[] = []
  readonly #courtesy = new Set<number>()
  /** The languages a word says no in. */
  readonly #denials = new Map<number, Set<number>>()
  readonly #knownWords = new Map<string, KnownWord>()
  readonly #wordsOfShortTexts = new Map<string, KnownWord>()
  readonly #bareWordsOfMarkedTexts = new Map<string, KnownWord>()
  readonly #guesses = new Map<string, Guess>()
  #symbolCount = 0

  constructor(lexicons: readonly Lexicon[], business: BusinessWords) {
    const keys = business.categoryKeys ?? standardCategories
    const own = (business.categories ?? []).map((entry) => entry.category)
    this.categoryKeys = [...new Set([...keys, ...own])].sort()
    const tree = new GrowingPhraseTree()
    for (const lexicon of lexicons) this.#addLexicon(tree, lexicon)
    this.#addBusiness(tree, business)
    this.phrases = tree.compact()
    this.#endings.close()
    for (const symbol of this.#stems.values()) this.#stemNodes.add(this.phrases.step(rootNode, symbol))
    this.#strictSymbols.clear()
    this.#looseSymbols.clear()
  }

  /** What ends at this node. */
  endingAt(node: PhraseNode): Ending {
    return this.#endings.at(this.phrases.valueAt(node))
  }

  /** Is this folded word known exactly as written? */
  readonly isWord = (text: string): boolean => this.#alikes.has(text) || this.#chatSpellings.has(text)

  /** Does whoever wrote these words type the marks that make them ("đừng" beside "nha", which is not "nhà")? */
  typesMarks(tokens: readonly Token[]): boolean {
    return tokens.some((token) => {
      if (token.exact === token.text) return false
      const exact = this.#symbols.get(token.exact)
      // A polite word with its marks comes from anywhere (a suggestion of the keyboard).
      return exact !== undefined && this.#strictlyMarked.has(exact) && !this.#courtesy.has(exact)
    })
  }

  /** What a token is known as, exactly or, in a text that is not too long, misspelt. */
  wordOf(token: Token, tokenCount: number, typesMarks: boolean): KnownWord {
    if (token.kind === 'link') return unknownWord
    const isShort = tokenCount <= mistypedMarksTokens
    const isBare = typesMarks && token.exact === token.text
    const longer = isShort ? this.#wordsOfShortTexts : this.#knownWords
    const words = isBare ? this.#bareWordsOfMarkedTexts : longer
    let known = words.get(token.exact)
    if (known === undefined) {
      const found = this.#findSymbols(token, isShort)
      const typed = isBare ? this.#asTyped(token, found) : found
      const meant = this.#chatSpellings.get(token.exact) ?? noSymbols
      known = this.#knowledgeOf([...new Set([...typed, ...meant])], token.exact !== token.text)
      remember(words, token.exact, known)
    }
    const isMeant = typesMarks && !isBare && !isShort
    const mayBeMisspelt = token.kind === 'word' && !token.unit && tokenCount <= misspellingTokens && !isMeant
    if (known.isTelling || !mayBeMisspelt) return known
    let guess = this.#guesses.get(token.text)
    if (guess === undefined) {
      guess = this.#guessAt(token.text)
      remember(this.#guesses, token.text, guess)
    }
    const isGuessed = guess.word.symbols.length > 0 && !(guess.isAnswer && tokenCount > 2)
    return isGuessed ? guess.word : known
  }

  #isTelling(symbols: readonly number[]): boolean {
    return symbols.some((symbol) => !this.#innerStems.has(symbol))
  }

  #guessAt(text: string): Guess {
    const found = this.#spelling.find(text)
    if (found === null) return { word: unknownWord, isAnswer: false }
    return {
      word: this.#knowledgeOf(this.#lookUp(found.word), false),
      isAnswer: found.rank === spellingRank.yes,
    }
  }

  /** Of a word with diacritics only its own spelling, the first, counts as courtesy: chỉ is not chị. */
  #knowledgeOf(symbols: readonly number[], hasMarks: boolean): KnownWord {
    const [first] = symbols
    // "no" is polite in Polish; no phrase is read past a word that says no nearly everywhere.
    const isDenial = symbols.some((symbol) => (this.#denials.get(symbol)?.size ?? 0) >= manyLanguages)
    const isPolite = hasMarks
      ? first !== undefined && this.#courtesy.has(first)
      : symbols.some((symbol) => this.#courtesy.has(symbol))
    const isCourtesy = isPolite && !isDenial
    if (symbols.length === 0) return unknownWord
    return { symbols, opening: this.#openingOf(symbols), isCourtesy, isTelling: this.#isTelling(symbols) }
  }

  #openingOf(symbols: readonly number[]): readonly Opening[] {
    const opening: Opening[] = []
    symbols.forEach((symbol, index) => {
      const node = this.phrases.step(rootNode, symbol)
      if (node < 0) return
      const ending = this.endingAt(node)
      const isStem = this.#stemNodes.has(node)
      opening.push({ node, ending, isStem, isFirst: index === 0, hasMore: this.phrases.goesOn(node) })
    })
    return opening
  }

  /** The keyword meant by a misspelling in a script without spaces (수신거브), or null. */
  unitKeyword(text: string): string | null {
    const guess = this.#unitSpelling.find(text)
    return guess !== null && guess.slips === 1 ? guess.word : null
  }

  #findSymbols(token: Token, isShort: boolean): readonly number[] {
    const known = token.exact === token.text ? this.#lookUp(token.text) : this.#lookUpMarked(token, isShort)
    const stretched = this.#stretchedFrom(token)
    if (stretched.length > 0) return [...new Set(stretched.flatMap((word) => this.#lookUp(word)))]
    if (known.some(this.#standsAlone) || token.kind !== 'word' || token.unit) return known
    if (this.#chatSpellings.has(token.exact)) return known
    const hasMarks = token.exact !== token.text && !this.#isTelling(known)
    // "dừnggg" is stretched "dừng", not "đừng".
    const exact = hasMarks ? this.#symbols.get(unstretch(token.exact, 1)) : undefined
    if (exact !== undefined) return [exact]
    for (const variant of this.#variants(token)) {
      const found = this.#lookUp(variant)
      if (this.#isTelling(found)) return hasMarks ? [nobodysSymbol, ...found] : [...known, ...found]
    }
    return known
  }

  /** "cancelllll": a stretched word is what it was stretched from, and none that merely begins so. */
  #stretchedFrom({ text, exact, unit }: Token): readonly string[] {
    const isStretched = !unit && /(\p{L})\1\1/u.test(text) && !this.#alikes.has(text)
    if (!isStretched) return noWords
    // "dừnggg" is dừng, and no đừng.
    const marked = exact === text ? undefined : this.#symbols.get(unstretch(exact, 1))
    if (marked !== undefined && this.#strictlyMarked.has(marked)) return noWords
    // "meee" is me, "alll" is all and "arrrête" is arrête: either may be meant.
    return [unstretch(text, 1), unstretch(text, 2)].filter((word) => this.#alikes.has(word))
  }

  /** A word that is known only inside longer phrases may still be a variant of another: وما is و and ما. */
  readonly #standsAlone = (symbol: number): boolean => {
    const node = this.phrases.step(rootNode, symbol)
    return node >= 0 && this.endingAt(node) !== nothingEnds
  }

  languageIndex(code: string): number {
    const wanted = code.toLowerCase()
    const exact = this.languages.findIndex((language) => language.code.toLowerCase() === wanted)
    if (exact >= 0) return exact
    const base = wanted.split('-')[0]
    return this.languages.findIndex((language) => language.code.toLowerCase() === base)
  }

  /** A word without marks, where the others have theirs, is itself if there is such a word. */
  #asTyped(token: Token, symbols: readonly number[]): readonly number[] {
    const exact = this.#symbols.get(token.exact)
    if (exact === undefined || !this.#strictlyMarked.has(exact)) return symbols
    return symbols.filter((symbol) => symbol === exact || this.#looselyMarked.has(symbol))
  }

  /** A word typed with its marks: itself first, then what it is where marks are often mistyped. */
  #lookUpMarked(token: Token, isShort: boolean): number[] {
    const exact = this.#symbols.get(token.exact)
    if (exact !== undefined && this.#strictlyMarked.has(exact)) return [exact]
    const found = this.#lookUp(token.text)
    const alike =
      exact === undefined && isShort
        ? found
        : found.filter((symbol) => symbol !== exact && this.#looselyMarked.has(symbol))
    if (alike.length === 0 && exact === undefined) return []
    return [exact ?? nobodysSymbol, ...alike]
  }

  /** Every word that is written so without its marks, and the stems it begins with. */
  #lookUp(text: string): number[] {
    const found = [...(this.#alikes.get(text) ?? [])]
    const end = Math.min(text.length, longestStem)
    for (let length = shortestStem; length <= end; length += 1) {
      const stem = this.#stems.get(text.slice(0, length))
      if (stem !== undefined) found.push(stem)
    }
    return found
  }

  *#variants(token: Token): Generator<string> {
    const { text } = token
    if (text.length > 64) return
    yield* latinReadings(token)
    if (mixesAlphabets(token)) yield asCyrillic(token.raw)
    if (/[\d$@€]/u.test(text)) {
      const bare = text.replace(/\d+$/u, '')
      // "PAR3": a last vowel may be a digit.
      if (/\p{L}[034]$/u.test(text)) yield unleet(text, 'i')
      // "TD2": of two letters only what is no syllable.
      if (bare.length >= 3 || /^[bcdfghjklmnpqrstvwxz]{2}$/u.test(bare)) yield bare
      yield unleet(text, 'i')
      yield unleet(text, 'l')
      yield unstretch(unleet(text, 'i'), 1)
    }
    if (/(.)\1\1/u.test(text)) {
      yield unstretch(text, 1)
      yield unstretch(text, 2)
    }
    const part = repeatedPart(text)
    if (part !== null) yield part
    const unsqueezed = this.#squeezed.get(squeeze(text))
    if (unsqueezed !== undefined && unsqueezed.length >= 3) yield unsqueezed
    for (const end of this.#compounds) {
      if (text.endsWith(end) && text.length - end.length >= shortestFirstPart) yield end
    }
    for (const suffix of this.#suffixes) {
      if (text.endsWith(suffix) && text.length - suffix.length >= 3) yield text.slice(0, -suffix.length)
    }
    for (const prefix of this.#prefixes) {
      if (text.startsWith(prefix) && text.length - prefix.length >= 2) yield text.slice(prefix.length)
    }
  }

  #addLexicon(tree: GrowingPhraseTree, lexicon: Lexicon): void {
    const language = this.#languageOf(lexicon.language, lexicon)
    for (const prefix of lexicon.prefixes) {
      const folded = foldWord(prefix)
      if (!this.#prefixes.includes(folded)) this.#prefixes.push(folded)
    }
    for (const suffix of lexicon.suffixes) {
      const folded = foldWord(suffix)
      if (!this.#suffixes.includes(folded)) this.#suffixes.push(folded)
    }
    // A word with a symbol is taken for itself, never for a slip (POLICY §2).
    for (const word of lexicon.everyday) {
      for (const part of this.#splitter.split(word)) {
        this.#symbolFor(part, { language, meaning: 'common', category: null })
      }
    }
    this.#compounds = [...new Set([...this.#compounds, ...lexicon.compounds.map(foldWord)])].sort(
      (left, right) => right.length - left.length,
    )
    const longSpellings = this.#addChatSpellings(lexicon, language)
    const hasLong = Object.keys(longSpellings).length > 0
    let emission: Emission = { language, meaning: 'common', category: null }
    for (const { phrase, meaning, category } of lexiconEntries(lexicon)) {
      // The phrases of a section say the same.
      if (meaning !== emission.meaning || category !== emission.category)
        emission = { language, meaning, category }
      if (!hasLong) this.#addPhrase(tree, phrase, emission)
      else for (const spelt of spellingsOf(phrase, longSpellings)) this.#addPhrase(tree, spelt, emission)
    }
  }

  /** "pls" stands for "please" in every phrase; spellings in several words are left to be entered as phrases. */
  #addChatSpellings(lexicon: Lexicon, language: number): Readonly<Record<string, readonly string[]>> {
    const emission: Emission = { language, meaning: 'common', category: null }
    const long: Record<string, string[]> = {}
    for (const [word, spellings] of Object.entries(lexicon.spellings)) {
      const [meant, ...more] = this.#splitter.split(word)
      for (const spelling of spellings) {
        const [typed, ...rest] = this.#splitter.split(spelling)
        if (meant === undefined || typed === undefined || more.length + rest.length > 0) {
          long[word] = [...(long[word] ?? []), spelling]
          continue
        }
        const symbols = this.#chatSpellings.get(typed.exact) ?? []
        this.#chatSpellings.set(typed.exact, [...symbols, this.#symbolFor(meant, emission)])
      }
    }
    return long
  }

  #addBusiness(tree: GrowingPhraseTree, business: BusinessWords): void {
    for (const name of business.names ?? []) {
      this.#addPhrase(tree, name, { language: 0, meaning: 'courtesy', category: null })
    }
    for (const { language, category, words } of business.categories ?? []) {
      for (const word of words) {
        this.#addPhrase(tree, word, { language: this.#languageOf(language), meaning: 'category', category })
      }
    }
    const keywords = [
      { entries: business.optOut, meaning: 'optOut' },
      { entries: business.optIn, meaning: 'optIn' },
    ] as const
    for (const { entries, meaning } of keywords) {
      for (const { language, words } of entries ?? []) {
        for (const word of words) {
          this.#addPhrase(tree, word, { language: this.#languageOf(language), meaning, category: null })
        }
      }
    }
  }

  #languageOf(code: string, lexicon?: Lexicon): number {
    const known = this.languageIndex(code)
    if (known >= 0 && lexicon === undefined) return known
    this.languages.push({
      code,
      negationFollows: lexicon?.negationFollows ?? false,
      objectFirst: lexicon?.objectFirst ?? false,
      marksMatter: lexicon?.marksMatter ?? false,
      slipsInPhrases: lexicon?.slipsInPhrases ?? false,
      closers: (lexicon?.closers ?? []).map(foldWord),
    })
    return this.languages.length - 1
  }

  #addPhrase(tree: GrowingPhraseTree, phrase: string, emission: Emission): void {
    const [head = '', tail] = phrase.split('...')
    const rank = spellingRank[emission.meaning]
    if (rank !== undefined && tail === undefined) this.#addSpelling(head, emission.meaning, rank)
    if (this.languages[emission.language]?.slipsInPhrases && wishing[emission.meaning])
      this.#addParts(phrase.replace('...', ' '))
    const node = this.#nodeOf(tree, head, emission)
    if (node === rootNode) return
    if (tail !== undefined) {
      const symbols = tail.split(' ').flatMap((word) => this.#symbolsOf(word, emission))
      const gap = { tail: symbols, ...this.#endings.only(emission) }
      tree.setValue(node, this.#endings.withGap(tree.valueAt(node), gap))
      return
    }
    tree.setValue(node, this.#endings.withSense(tree.valueAt(node), emission))
  }

  /** "please delte my nubmer": the longer words of phrases that wish something. */
  #addParts(phrase: string): void {
    for (const part of this.#splitter.split(phrase))
      if (!part.unit && !part.isStem && part.text.length >= shortestInPhrase)
        this.#spelling.add(part.text, spellingRankInPhrases)
  }

  /** Keywords may be misspelt, and so may longer words that decide; a phrase of several words may not. */
  #addSpelling(phrase: string, meaning: Meaning, rank: number): void {
    const parts = this.#splitter.split(phrase)
    const [only] = parts
    if (only === undefined) return
    if (only.unit) {
      // Without spaces there are no words to correct; short keywords are compared as a whole.
      if (rank < 4) this.#unitSpelling.add(parts.map((part) => part.text).join(''), rank)
      return
    }
    if (parts.length > 1) {
      // "từ chhối": a slip in one word of a keyword of several.
      if (meaning === 'optOut' || meaning === 'optIn')
        for (const part of parts)
          if (!part.isStem && part.text.length >= 4) this.#spelling.add(part.text, rank)
      return
    }
    if (only.isStem) return
    this.#squeezed.set(squeeze(only.text), only.text)
    if (rank > 3 && only.text.length < 6) return
    this.#spelling.add(only.text, rank)
  }

  /** Where a phrase ends in the tree, which grows for it. */
  #nodeOf(tree: GrowingPhraseTree, phrase: string, emission: Emission): PhraseNode {
    let node = rootNode
    let first: number | null = null
    let length = 0
    for (const word of phrase.split(' ')) {
      for (const symbol of this.#symbolsOf(word, emission)) {
        first ??= symbol
        length += 1
        node = tree.grow(node, symbol)
      }
    }
    if (first === null) return rootNode
    if (emission.meaning === 'courtesy' && length === 1) this.#courtesy.add(first)
    if (emission.meaning === 'no' && length === 1) {
      const known = this.#denials.get(first) ?? new Set()
      this.#denials.set(first, known.add(emission.language))
    }
    this.#innerStems.delete(first)
    return node
  }

  /** The symbols of a word of a phrase. The same words stand in many phrases, so each is looked up once. */
  #symbolsOf(word: string, emission: Emission): readonly number[] {
    const known = this.languages[emission.language]?.marksMatter ? this.#strictSymbols : this.#looseSymbols
    let symbols = known.get(word)
    if (symbols === undefined) {
      symbols = this.#splitter.split(word).map((part) => this.#symbolFor(part, emission))
      known.set(word, symbols)
    }
    return symbols
  }

  #symbolFor(part: SplitPhrase, { language }: Emission): number {
    const table = part.isStem ? this.#stems : this.#symbols
    const word = part.isStem ? part.text : part.exact
    let symbol = table.get(word)
    if (symbol === undefined) {
      symbol = this.#symbolCount
      this.#symbolCount += 1
      table.set(word, symbol)
      if (part.isStem) this.#innerStems.add(symbol)
      if (!part.isStem) this.#alikes.set(part.text, [...(this.#alikes.get(part.text) ?? []), symbol])
    }
    const isLoose = part.isStem || !this.languages[language]?.marksMatter
    if (isLoose) this.#looselyMarked.add(symbol)
    else this.#strictlyMarked.add(symbol)
    return symbol
  }
}

/** Of two equally near words the one that protects the contact wins: an opt-out before an opt-in. */
const spellingRank: Partial<Record<Meaning, number>> = {
  optOut: 0,
  optOutAlone: 0,
  help: 1,
  no: 3,
  optIn: 2,
  optInWeak: 2,
  preferences: 2,
  yes: 3,
  ok: 3,
  category: 4,
  message: 4,
  unsubscribe: 4,
}
/** Any word of its own goes before one that is known from inside phrases. */
const spellingRankInPhrases = 5
const shortestInPhrase = 5
