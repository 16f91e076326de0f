import type { Meaning } from './lexicon-schema.ts'

/** Every meaning, by the number of its bit. */
const order: readonly string[] = [
  'optOut optOutAlone optIn optInWeak help preferences yes ok no fine undecided condition stop stopped',
  'unsubscribe remove removeMe send contact receive want subscribe keep change dontStop dontSend',
  'dontContact dontReceive dontWant courtesy not isNot notMe noMore only just except all again on off',
  'me my this how mayI request asks maybe if but and tooMuch often weary limit rest instead some said',
  'still laugh takeBack why missing mine one message list number consent subscription account channel',
  'order other saysOptOut saysEnough saysOptIn saysUnclear saysGroan saysNothing saysHelp',
  'saysNotInterested sendsPacking category common',
].flatMap((line) => line.split(' '))

/** Few enough for a small integer of the engine, on any machine. */
const bitsPerWord = 24

/**
 * What a phrase or clause means, as bits: the rules ask this some hundred times of every clause, and a bit is one
 * instruction where a set is a search through memory. `means.stop` tells whether "stop" is among them. Immutable.
 */
export class Meanings implements Readonly<Record<Meaning, boolean>> {
  // No private names: they would make the getters too long to be inlined everywhere.
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number

  constructor(a: number, b: number, c: number, d: number) {
    this.a = a
    this.b = b
    this.c = c
    this.d = d
  }

  /** How many they are. */
  get size(): number {
    return countBits(this.a) + countBits(this.b) + countBits(this.c) + countBits(this.d)
  }

  /** Is any of these among them? */
  overlaps(other: Meanings): boolean {
    return ((this.a & other.a) | (this.b & other.b) | (this.c & other.c) | (this.d & other.d)) !== 0
  }

  /** Are all of these among them? */
  includes(other: Meanings): boolean {
    return ((other.a & ~this.a) | (other.b & ~this.b) | (other.c & ~this.c) | (other.d & ~this.d)) === 0
  }

  /** These and those. */
  plus(other: Meanings): Meanings {
    return new Meanings(this.a | other.a, this.b | other.b, this.c | other.c, this.d | other.d)
  }

  /** Those that are both among these and those. */
  among(other: Meanings): Meanings {
    return new Meanings(this.a & other.a, this.b & other.b, this.c & other.c, this.d & other.d)
  }

  /** These, but not those. */
  minus(other: Meanings): Meanings {
    return new Meanings(this.a & ~other.a, this.b & ~other.b, this.c & ~other.c, this.d & ~other.d)
  }

  get optOut(): boolean {
    return (this.a & 0x1) !== 0
  }

  get optOutAlone(): boolean {
    return (this.a & 0x2) !== 0
  }

  get optIn(): boolean {
    return (this.a & 0x4) !== 0
  }

  get optInWeak(): boolean {
    return (this.a & 0x8) !== 0
  }

  get help(): boolean {
    return (this.a & 0x10) !== 0
  }

  get preferences(): boolean {
    return (this.a & 0x20) !== 0
  }

  get yes(): boolean {
    return (this.a & 0x40) !== 0
  }

  get ok(): boolean {
    return (this.a & 0x80) !== 0
  }

  get no(): boolean {
    return (this.a & 0x100) !== 0
  }

  get fine(): boolean {
    return (this.a & 0x200) !== 0
  }

  get undecided(): boolean {
    return (this.a & 0x400) !== 0
  }

  get condition(): boolean {
    return (this.a & 0x800) !== 0
  }

  get stop(): boolean {
    return (this.a & 0x1000) !== 0
  }

  get stopped(): boolean {
    return (this.a & 0x2000) !== 0
  }

  get unsubscribe(): boolean {
    return (this.a & 0x4000) !== 0
  }

  get remove(): boolean {
    return (this.a & 0x8000) !== 0
  }

  get removeMe(): boolean {
    return (this.a & 0x10000) !== 0
  }

  get send(): boolean {
    return (this.a & 0x20000) !== 0
  }

  get contact(): boolean {
    return (this.a & 0x40000) !== 0
  }

  get receive(): boolean {
    return (this.a & 0x80000) !== 0
  }

  get want(): boolean {
    return (this.a & 0x100000) !== 0
  }

  get subscribe(): boolean {
    return (this.a & 0x200000) !== 0
  }

  get keep(): boolean {
    return (this.a & 0x400000) !== 0
  }

  get change(): boolean {
    return (this.a & 0x800000) !== 0
  }

  get dontStop(): boolean {
    return (this.b & 0x1) !== 0
  }

  get dontSend(): boolean {
    return (this.b & 0x2) !== 0
  }

  get dontContact(): boolean {
    return (this.b & 0x4) !== 0
  }

  get dontReceive(): boolean {
    return (this.b & 0x8) !== 0
  }

  get dontWant(): boolean {
    return (this.b & 0x10) !== 0
  }

  get courtesy(): boolean {
    return (this.b & 0x20) !== 0
  }

  get not(): boolean {
    return (this.b & 0x40) !== 0
  }

  get isNot(): boolean {
    return (this.b & 0x80) !== 0
  }

  get notMe(): boolean {
    return (this.b & 0x100) !== 0
  }

  get noMore(): boolean {
    return (this.b & 0x200) !== 0
  }

  get only(): boolean {
    return (this.b & 0x400) !== 0
  }

  get just(): boolean {
    return (this.b & 0x800) !== 0
  }

  get except(): boolean {
    return (this.b & 0x1000) !== 0
  }

  get all(): boolean {
    return (this.b & 0x2000) !== 0
  }

  get again(): boolean {
    return (this.b & 0x4000) !== 0
  }

  get on(): boolean {
    return (this.b & 0x8000) !== 0
  }

  get off(): boolean {
    return (this.b & 0x10000) !== 0
  }

  get me(): boolean {
    return (this.b & 0x20000) !== 0
  }

  get my(): boolean {
    return (this.b & 0x40000) !== 0
  }

  get this(): boolean {
    return (this.b & 0x80000) !== 0
  }

  get how(): boolean {
    return (this.b & 0x100000) !== 0
  }

  get mayI(): boolean {
    return (this.b & 0x200000) !== 0
  }

  get request(): boolean {
    return (this.b & 0x400000) !== 0
  }

  get asks(): boolean {
    return (this.b & 0x800000) !== 0
  }

  get maybe(): boolean {
    return (this.c & 0x1) !== 0
  }

  get if(): boolean {
    return (this.c & 0x2) !== 0
  }

  get but(): boolean {
    return (this.c & 0x4) !== 0
  }

  get and(): boolean {
    return (this.c & 0x8) !== 0
  }

  get tooMuch(): boolean {
    return (this.c & 0x10) !== 0
  }

  get often(): boolean {
    return (this.c & 0x20) !== 0
  }

  get weary(): boolean {
    return (this.c & 0x40) !== 0
  }

  get limit(): boolean {
    return (this.c & 0x80) !== 0
  }

  get rest(): boolean {
    return (this.c & 0x100) !== 0
  }

  get instead(): boolean {
    return (this.c & 0x200) !== 0
  }

  get some(): boolean {
    return (this.c & 0x400) !== 0
  }

  get said(): boolean {
    return (this.c & 0x800) !== 0
  }

  get still(): boolean {
    return (this.c & 0x1000) !== 0
  }

  get laugh(): boolean {
    return (this.c & 0x2000) !== 0
  }

  get takeBack(): boolean {
    return (this.c & 0x4000) !== 0
  }

  get why(): boolean {
    return (this.c & 0x8000) !== 0
  }

  get missing(): boolean {
    return (this.c & 0x10000) !== 0
  }

  get mine(): boolean {
    return (this.c & 0x20000) !== 0
  }

  get one(): boolean {
    return (this.c & 0x40000) !== 0
  }

  get message(): boolean {
    return (this.c & 0x80000) !== 0
  }

  get list(): boolean {
    return (this.c & 0x100000) !== 0
  }

  get number(): boolean {
    return (this.c & 0x200000) !== 0
  }

  get consent(): boolean {
    return (this.c & 0x400000) !== 0
  }

  get subscription(): boolean {
    return (this.c & 0x800000) !== 0
  }

  get account(): boolean {
    return (this.d & 0x1) !== 0
  }

  get channel(): boolean {
    return (this.d & 0x2) !== 0
  }

  get order(): boolean {
    return (this.d & 0x4) !== 0
  }

  get other(): boolean {
    return (this.d & 0x8) !== 0
  }

  get saysOptOut(): boolean {
    return (this.d & 0x10) !== 0
  }

  get saysEnough(): boolean {
    return (this.d & 0x20) !== 0
  }

  get saysOptIn(): boolean {
    return (this.d & 0x40) !== 0
  }

  get saysUnclear(): boolean {
    return (this.d & 0x80) !== 0
  }

  get saysGroan(): boolean {
    return (this.d & 0x100) !== 0
  }

  get saysNothing(): boolean {
    return (this.d & 0x200) !== 0
  }

  get saysHelp(): boolean {
    return (this.d & 0x400) !== 0
  }

  get saysNotInterested(): boolean {
    return (this.d & 0x800) !== 0
  }

  get sendsPacking(): boolean {
    return (this.d & 0x1000) !== 0
  }

  get category(): boolean {
    return (this.d & 0x2000) !== 0
  }

  get common(): boolean {
    return (this.d & 0x4000) !== 0
  }
}

export const noMeanings = new Meanings(0, 0, 0, 0)

/** All of these: single ones, and sets made before. */
export function meaningsOf(...parts: readonly (Meaning | Meanings)[]): Meanings {
  return parts.reduce<Meanings>(
    (all, part) => all.plus(typeof part === 'string' ? one(part) : part),
    noMeanings,
  )
}

function one(meaning: Meaning): Meanings {
  const bit = order.indexOf(meaning)
  const inWord = (word: number): number =>
    Math.floor(bit / bitsPerWord) === word ? 1 << (bit % bitsPerWord) : 0
  return new Meanings(inWord(0), inWord(1), inWord(2), inWord(3))
}

function countBits(word: number): number {
  let count = 0
  for (let rest = word; rest !== 0; rest &= rest - 1) count += 1
  return count
}
