import { setMaxListeners } from 'node:events'
import { type Clock, second } from '../domain/clock.ts'
import type { Behaviour } from './behaviour.ts'
import type { OutgoingPost } from './outgoing-post.ts'
import type { Update } from './webhook-bodies.ts'
import type { QueuedWebhook, WebhookQueue } from './webhook-queue.ts'

export interface WebhookLoop {
  start(): void
  /** Looks at the queue again; to be called when it or the behaviour has changed. */
  wake(): void
  /** Breaks off what is in flight (its rows stay) and waits until nothing runs any more. */
  stop(): Promise<void>
}

export interface WebhookLoopServices {
  readonly queue: WebhookQueue
  /** The POST for updates of one number; null when the number is not configured any more. */
  readonly outgoing: (phoneNumberId: string, updates: readonly Update[]) => OutgoingPost | null
  readonly behaviour: () => Behaviour
  readonly clock: Clock
  readonly random: () => number
  /** How long webhooks are held to be shuffled or batched; long enough for a message's statuses to meet. */
  readonly holdMs: number
}

const answerWithinMs = 5 * second
const firstRetryMs = 250
const longestRetryMs = 10 * second
const mostPosts = 64
const lookAhead = 256

/** Retries come after 0.25 s, then twice as long each time, up to 10 s. */
export const retryDelayMs = (attempts: number): number =>
  Math.min(firstRetryMs * 2 ** Math.min(attempts, 10), longestRetryMs)

/** A new order of the same items (Fisher–Yates). */
export function shuffle<Item>(items: readonly Item[], random: () => number): Item[] {
  const pool = [...items]
  const shuffled: Item[] = []
  while (pool.length > 0) shuffled.push(...pool.splice(Math.floor(random() * pool.length), 1))
  return shuffled
}

/** Posts of up to `batch` webhooks of one number each; a lane in flight waits, a lane stays within one post. */
export function groupIntoPosts(
  webhooks: readonly QueuedWebhook[],
  batch: number,
  busyLanes: ReadonlySet<string>,
): QueuedWebhook[][] {
  const posts: QueuedWebhook[][] = []
  const open = new Map<string, QueuedWebhook[]>()
  const postOfLane = new Map<string, QueuedWebhook[]>()
  for (const webhook of webhooks) {
    if (busyLanes.has(webhook.lane)) continue
    // A form holds one thing.
    const isAlone = webhook.field === 'sms'
    const key = `${webhook.phoneNumberId}/${webhook.field}${isAlone ? `/${webhook.id}` : ''}`
    const mine = postOfLane.get(webhook.lane)
    let post = open.get(key)
    if (mine && mine !== post) continue
    if (!post || post.length >= batch) {
      if (mine) continue
      post = []
      posts.push(post)
      open.set(key, post)
    }
    post.push(webhook)
    postOfLane.set(webhook.lane, post)
  }
  return posts
}

/** Delivers the queue over HTTP, at least once, sleeping until something is due. */
export function buildWebhookLoop(services: WebhookLoopServices): WebhookLoop {
  const { queue, outgoing, behaviour, clock, random } = services
  const inFlight = new Set<number>()
  const busyLanes = new Set<string>()
  const running = new Set<Promise<void>>()
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal)
  let timer: NodeJS.Timeout | undefined
  let isStarted = false

  const sleepUntil = (moment: number): void => {
    clearTimeout(timer)
    // Capped, because a timer beyond 24.8 days would fire at once.
    timer = setTimeout(turn, Math.min(Math.max(0, moment - clock.now()), 60 * second))
  }
  const wake = (): void => {
    if (isStarted && !stopping.signal.aborted) sleepUntil(clock.now())
  }

  const postOnce = async ({ url, headers, bytes }: OutgoingPost): Promise<boolean> => {
    // Not AbortSignal.any with AbortSignal.timeout: Node 20 may collect the timeout, and it never fires.
    const giveUp = new AbortController()
    const breakOff = (): void => giveUp.abort()
    const deadline = setTimeout(breakOff, answerWithinMs)
    stopping.signal.addEventListener('abort', breakOff)
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers,
        body: bytes,
        redirect: 'manual',
        signal: giveUp.signal,
      })
      await answer.arrayBuffer()
      return answer.ok
    } catch {
      // Refused, broken off or too slow: all are "not delivered", and the row stays for the next try.
      return false
    } finally {
      clearTimeout(deadline)
      stopping.signal.removeEventListener('abort', breakOff)
    }
  }

  const post = async (webhooks: readonly QueuedWebhook[], copies: number): Promise<void> => {
    const ids = webhooks.map(({ id }) => id)
    const [first] = webhooks
    const ready = first ? outgoing(first.phoneNumberId, queue.updatesOf(webhooks)) : null
    // A number that is no longer configured waits like one that does not answer.
    const answers = ready ? await Promise.all(Array.from({ length: copies }, () => postOnce(ready))) : [false]
    if (answers.every((isKept) => isKept)) return queue.remove(ids)
    const attempts = Math.max(...webhooks.map((webhook) => webhook.attempts))
    queue.retryAt(ids, clock.now() + retryDelayMs(attempts))
  }

  const dispatch = (webhooks: readonly QueuedWebhook[], copies: number): void => {
    for (const { id, lane } of webhooks) {
      inFlight.add(id)
      busyLanes.add(lane)
    }
    const job = post(webhooks, copies).finally(() => {
      for (const { id, lane } of webhooks) {
        inFlight.delete(id)
        busyLanes.delete(lane)
      }
      running.delete(job)
      wake()
    })
    running.add(job)
  }

  function turn(): void {
    const { reorder = false, batch = 1, duplicate = 1, delayMs = 0 } = behaviour()
    const now = clock.now()
    const due = queue.due(now - delayMs, lookAhead + batch).filter(({ id }) => !inFlight.has(id))
    const holdMs = reorder || batch > 1 ? services.holdMs : 0
    const [oldest] = due
    if (oldest && oldest.dueAt + delayMs + holdMs > now) {
      sleepUntil(oldest.dueAt + delayMs + holdMs)
      return
    }
    const posts = groupIntoPosts(reorder ? shuffle(due, random) : due, batch, busyLanes)
    // What finds no room now is looked at again when a running post ends.
    for (const webhooks of posts.slice(0, mostPosts - running.size)) dispatch(webhooks, duplicate)
    const next = queue.nextDueAfter(now - delayMs)
    if (next !== null) sleepUntil(next + delayMs)
  }

  return {
    start: () => {
      isStarted = true
      wake()
    },
    wake,
    stop: async () => {
      stopping.abort()
      clearTimeout(timer)
      await Promise.all(running)
    },
  }
}
