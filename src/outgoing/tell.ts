import axios, { isAxiosError } from 'axios'
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent'
import { Webhook } from 'standardwebhooks'
import type { Posted, Shared } from '../app/ports.ts'
import { second } from '../domain/clock.ts'
import { whyNotTell } from './private-address.ts'

const deadline = 15 * second

/**
 * Calls addresses that businesses have given (RELIABILITY F64). The address is vetted when the connection is made, so a
 * name that changes what it stands for gains nothing; no redirect is followed; the answer is bounded in time and size.
 */
export const openTell = (mayBePrivate: boolean): Shared['tell'] => {
  const options = {
    allowPrivateIPAddress: mayBePrivate,
    allowMetaIPAddress: mayBePrivate,
  }
  const http = axios.create({
    httpAgent: new RequestFilteringHttpAgent(options),
    httpsAgent: new RequestFilteringHttpsAgent(options),
    maxRedirects: 0,
    maxContentLength: 64 * 1024,
    proxy: false,
    validateStatus: () => true,
    responseType: 'text',
  })
  const whyNot = whyNotTell(mayBePrivate)
  return async ({ url, secrets }, { id, atSeconds, body }): Promise<Posted> => {
    const why = whyNot(url)
    if (why !== null) return { outcome: 'refused', why }
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(atSeconds),
      // Every valid secret signs, so that the business can change over without losing one (RELIABILITY D14).
      'webhook-signature': secrets
        .map((secret) => new Webhook(secret).sign(id, new Date(atSeconds * second), body))
        .join(' '),
    }
    try {
      const { status } = await http.post(url, body, {
        headers,
        signal: AbortSignal.timeout(deadline),
        transformRequest: [(data: unknown) => data],
      })
      return { outcome: 'answered', status }
    } catch (error) {
      if (!isAxiosError(error)) return { outcome: 'failed', why: 'the call could not be made' }
      if (/private|not allowed|DNS lookup/i.test(error.message))
        return { outcome: 'refused', why: 'the address is private, and Assent does not call such' }
      return { outcome: 'failed', why: error.code ?? 'no answer' }
    }
  }
}
