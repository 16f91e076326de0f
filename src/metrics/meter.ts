import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Meter, SharedStore } from '../app/ports.ts'
import { openAccountGauges } from './account-gauges.ts'

/** What is measured, in Prometheus' form. Labels are kinds and codes, never people (RELIABILITY I16). */

const fromWebhook = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60]

export interface Metrics {
  readonly meter: Meter
  /** Everything in the text form that Prometheus reads; what waits is asked of database and queue at that moment. */
  scrape(now: number): Promise<{ readonly contentType: string; readonly text: string }>
}

/** `depths`: how many jobs each queue holds; fails when the queue does not answer. */
export const openMetrics = (
  store: SharedStore,
  depths: () => Promise<Readonly<Record<string, number>>>,
): Metrics => {
  const registers = [new Registry()]
  const [registry = new Registry()] = registers
  const decisions = new Counter({
    name: 'assent_gate_decisions_total',
    help: 'what the gate has decided at the moment of sending',
    labelNames: ['decision', 'reason'],
    registers,
  })
  const errors = new Counter({
    name: 'assent_provider_errors_total',
    help: 'refusals of providers, by their code',
    labelNames: ['code'],
    registers,
  })
  const lag = new Histogram({
    name: 'assent_webhook_lag_seconds',
    help: 'from the commit of a delivery to its being read',
    buckets: fromWebhook,
    registers,
  })
  const silence = new Histogram({
    name: 'assent_stop_to_silence_seconds',
    help: 'from the arrival of a stop to the commit after which nothing leaves any more',
    buckets: fromWebhook,
    registers,
  })
  const waiting = new Gauge({
    name: 'assent_waiting',
    help: 'what waits in the database, by kind',
    labelNames: ['kind'],
    registers,
  })
  const depth = new Gauge({
    name: 'assent_queue_depth',
    help: 'jobs in the queue',
    labelNames: ['queue'],
    registers,
  })
  const overdue = new Gauge({
    name: 'assent_oldest_overdue_timer_seconds',
    help: 'by how much the oldest timer is late',
    registers,
  })
  const answers = new Gauge({
    name: 'assent_queue_answers',
    help: '1 while the queue answers',
    registers,
  })
  const accounts = openAccountGauges(store, registers)
  return {
    meter: {
      gate: (decision, reason) => decisions.inc({ decision, reason }),
      providerError: (code) => errors.inc({ code: String(code) }),
      read: (ms) => lag.observe(ms / 1_000),
      stopped: (ms) => silence.observe(ms / 1_000),
    },
    scrape: async (now) => {
      const counts = await store.counts()
      for (const [kind, count] of Object.entries(counts)) waiting.set({ kind }, count)
      const oldest = await store.oldestDue(now)
      await accounts(now)
      overdue.set(oldest === null ? 0 : Math.max(0, (now - oldest) / 1_000))
      const found = await depths().catch(() => null)
      answers.set(found === null ? 0 : 1)
      for (const [queue, count] of Object.entries(found ?? {})) depth.set({ queue }, count)
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
  }
}
