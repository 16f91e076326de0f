import { Html, html } from '../html.ts'
import type { Choice, ThreadItem } from './messages.ts'
import { script, style } from './page-assets.ts'
import type { Phone } from './phones.ts'

export interface PageContent {
  readonly phones: readonly Phone[]
  /** The phone that is open, with its thread. */
  readonly open: { readonly phone: Phone; readonly thread: readonly ThreadItem[] } | null
  readonly misbehaviour: readonly string[]
  /** True where the business can be texted too. */
  readonly hasSms: boolean
  /** What went wrong with the last form. */
  readonly error: string | null
}

/** The whole page: people on the left, the open phone on the right. */
export function renderPage({ phones, open, misbehaviour, hasSms, error }: PageContent): string {
  const title = open ? `${open.phone.name} · Sandbox WhatsApp` : 'Sandbox WhatsApp'
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
<div class="page">
<nav aria-label="Pretend customers">
<p><strong>Sandbox WhatsApp</strong></p>
<p class="soft small">A pretend WhatsApp${hasSms ? ', with text messages' : ''}. Nothing here reaches a real phone.</p>
${error === null ? null : html`<p class="error" role="alert">${error}</p>`}
<h2>Pretend customers</h2>
<div data-live="people">${peopleList(phones, open?.phone.phone ?? null)}</div>
<h2>Add a phone</h2>
<form method="post" action="/phones">
<label for="phone">Number, with country code</label>
<input id="phone" name="phone" type="tel" required placeholder="+1 555 000 1111" autocomplete="off">
<label for="name">Name (optional)</label>
<input id="name" name="name" type="text" maxlength="80" autocomplete="off">
<p class="row"><button>Add</button></p>
</form>
<h2>How the platform behaves</h2>
<div data-live="behaviour">${behaviourPart(misbehaviour)}</div>
${qualityPart}
${open ? settingsPart(open.phone) : null}
</nav>
<main>${open ? phonePart(open.phone, open.thread, hasSms) : emptyPart}</main>
</div>
<script>${new Html(script)}</script>
</body>
</html>`
  return page.markup
}

const emptyPart = html`<div class="empty"><h1>Choose a customer</h1>
<p class="soft">People appear here when the business writes to them, or when you add a phone. Open one to read what
came and to answer as that person.</p></div>`

function peopleList(phones: readonly Phone[], openPhone: string | null): Html {
  if (phones.length === 0) return html`<p class="soft">Nobody yet.</p>`
  const entries = phones.map(
    ({
      phone,
      name,
    }) => html`<li><a href="/phones/${phone}"${phone === openPhone ? html` aria-current="page"` : null}>
<strong>${name}</strong><br><span class="soft small">+${phone}</span></a></li>`,
  )
  return html`<ul class="plain people">${entries}</ul>`
}

function behaviourPart(misbehaviour: readonly string[]): Html {
  if (misbehaviour.length === 0)
    return html`<p class="soft">Well: every message and webhook goes through.</p>`
  return html`<ul>${misbehaviour.map((line) => html`<li>${line}</li>`)}</ul>
<form method="post" action="/behaviour/clear"><button class="quiet">Behave well again</button></form>`
}

const qualityPart = html`<form method="post" action="/behaviour/quality">
<label for="quality">Quality of the numbers, when the business asks</label>
<select id="quality" name="quality">${['GREEN', 'YELLOW', 'RED'].map(
  (value) => html`<option>${value}</option>`,
)}</select>
<p class="row"><button class="quiet">Set</button></p>
</form>`

const checkbox = (name: string, label: string, isOn: boolean): Html =>
  html`<label class="check"><input type="checkbox" name="${name}"${isOn ? html` checked` : null}> ${label}</label>`

function settingsPart(phone: Phone): Html {
  const isStopped = phone.marketingStoppedFor.length > 0
  return html`<h2>About ${phone.name}</h2>
<form method="post" action="/phones/${phone.phone}/settings">
${checkbox('reachable', 'Is on WhatsApp', phone.reachable)}
${checkbox('reads', 'Sends read receipts', phone.reads)}
${checkbox('hidesPhone', 'Hides the phone number from businesses', phone.hidesPhone)}
<p class="row"><button class="quiet">Save</button></p>
</form>
<form method="post" action="/phones/${phone.phone}/say">
<input type="hidden" name="way" value="preference">
<button class="quiet" name="value" value="${isStopped ? 'resume' : 'stop'}">${
    isStopped ? 'Resume marketing messages' : 'Stop marketing messages'
  }</button>
<p class="soft small">WhatsApp's own switch, in the chat's settings.</p>
</form>`
}

function phonePart(phone: Phone, thread: readonly ThreadItem[], hasSms: boolean): Html {
  const bubbles =
    thread.length === 0
      ? html`<p class="soft">No messages yet. Write one below, or let the business begin.</p>`
      : html`<ol>${thread.map((item) => bubble(phone, item))}</ol>`
  const asText = hasSms ? html`<button class="quiet sms" name="way" value="sms">Send as SMS</button>` : null
  return html`<section class="phone" aria-label="Phone of ${phone.name}">
<header><h1>${phone.name}</h1><p>+${phone.phone}${phone.username === null ? null : html` · @${phone.username}`}</p></header>
<div class="thread" role="log" aria-label="Messages" tabindex="0"><div data-live="thread">${bubbles}</div></div>
<form class="write${hasSms ? ' both' : ''}" method="post" action="/phones/${phone.phone}/say">
<div><label for="text">Write as ${phone.name}</label>
<input id="text" name="value" type="text" required maxlength="4096" autocomplete="off" autofocus></div>
<button name="way" value="text">Send</button>${asText}
</form>
</section>`
}

function bubble(phone: Phone, item: ThreadItem): Html {
  const kind = item.type === 'preference' ? 'note' : item.direction
  const who = item.direction === 'in' ? phone.name : 'The business'
  const time = new Date(item.at * 1000).toISOString()
  const isSms = item.type === 'sms'
  return html`<li class="${kind}${isSms ? ' sms' : ''}${item.status === 'failed' ? ' lost' : ''}"><div class="bubble"><span>${item.text}</span>
<span class="meta"><span class="aloud">${who}, </span>${isSms ? html`<b>SMS</b> · ` : null}<time datetime="${time}">${time.slice(11, 16)}</time> ${ticks(item)}</span></div>${
    item.choices.length === 0 || item.status === 'failed' ? null : taps(phone, item)
  }</li>`
}

function ticks({ status, errorCode }: ThreadItem): Html | null {
  switch (status) {
    case null:
      return null
    case 'accepted':
      return html`<span role="img" aria-label="accepted" title="accepted">◷</span>`
    case 'sent':
      return html`<span role="img" aria-label="sent" title="sent">✓</span>`
    case 'delivered':
      return html`<span class="ticks" role="img" aria-label="delivered" title="delivered">✓✓</span>`
    case 'read':
      return html`<span class="ticks read" role="img" aria-label="read" title="read">✓✓</span>`
    case 'failed':
      return html`<span class="failed">not delivered${errorCode === null ? null : html` (${errorCode})`}</span>`
  }
}

const wayOf = ({ kind }: Choice): string => (kind === 'row' ? 'list' : 'button')

function taps(phone: Phone, { wamid, choices }: ThreadItem): Html {
  const forms = choices.map(
    (choice, index) => html`<form method="post" action="/phones/${phone.phone}/say">
<input type="hidden" name="way" value="${wayOf(choice)}"><input type="hidden" name="quoting" value="${wamid}">
<button class="quiet" name="value" value="${choice.kind === 'row' ? choice.payload : index}">${choice.label}</button></form>`,
  )
  return html`<div class="taps">${forms}</div>`
}
