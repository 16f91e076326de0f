import { secondOf } from '../domain/clock.ts'
import type { Platform } from './platform.ts'

/** A phone is switched on: what waited for it is delivered now. */
export const deliverHeld = ({ messages, queue, clock, networkClock }: Platform, phone: string): void => {
  const now = networkClock.now()
  messages.releaseStatuses(phone, now)
  queue.release(phone, now, secondOf(clock.now()))
}
