import { wordingHash } from '../domain/evidence.ts'
import { type FormText, fillLine } from '../domain/page-texts.ts'
import type { CategoryTexts } from '../domain/templates.ts'
import { type Html, html, Html as Markup } from '../html.ts'

/** The hosted form: plain HTML that works without JavaScript, by keyboard alone, and with a screen reader. */

const rightToLeft = new Set(['ar', 'he', 'ur', 'fa'])
export const tagOf = (language: string): string => language.replace('_', '-')
const directionOf = (language: string): string =>
  rightToLeft.has(language.split('_')[0] ?? '') ? 'rtl' : 'ltr'

const style = `
:root { color-scheme: light; --ink: #1b1f23; --soft: #57606a; --line: #8c959f; --accent: #0b5d3b; --wrong: #a40e26; }
* { box-sizing: border-box; }
body { margin: 0; font: 1.0625rem/1.5 system-ui, sans-serif; color: var(--ink); background: #f4f6f4; }
main { max-width: 34rem; overflow-wrap: anywhere; margin: 2rem auto; padding: 1.75rem; background: #fff; border: 1px solid #d0d7de; border-radius: .75rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem; }
p { margin: .5rem 0; }
label, legend { font-weight: 600; }
fieldset { border: 1px solid var(--line); border-radius: .5rem; margin: 1.25rem 0; padding: .5rem 1rem 1rem; }
.choice { display: grid; grid-template-columns: 1.75rem 1fr; align-items: start; margin-top: .75rem; }
.choice input { width: 1.25rem; height: 1.25rem; margin: .15rem 0 0; accent-color: var(--accent); }
.choice span { display: block; font-weight: 400; color: var(--soft); font-size: .9375rem; }
.field { margin: 1.25rem 0; }
.hint { color: var(--soft); font-size: .9375rem; font-weight: 400; margin: 0; }
input[type=text], input[type=tel] { width: 100%; font: inherit; padding: .6rem .7rem; border: 1px solid var(--line); border-radius: .4rem; margin-top: .3rem; }
input[aria-invalid=true] { border: 2px solid var(--wrong); }
.wrong { color: var(--wrong); font-weight: 600; margin: .3rem 0 0; }
.summary { border: 2px solid var(--wrong); border-radius: .5rem; padding: .5rem 1rem; margin: .5rem 0 1.5rem; }
.summary ul { margin: .5rem 0; padding-inline-start: 1.25rem; }
fieldset .wrong { margin-top: 1rem; }
.send { margin: 1.5rem 0 0; }
button { font: inherit; font-weight: 600; color: #fff; background: var(--accent); border: 0; border-radius: .5rem; padding: .75rem 1.25rem; width: 100%; cursor: pointer; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid #1f6feb; outline-offset: 2px; }
nav { font-size: .9375rem; margin: 0 0 1rem; }
summary { display: inline-block; cursor: pointer; padding: .25rem .6rem; border: 1px solid var(--line); border-radius: .5rem; }
summary::-webkit-details-marker { display: none; }
summary::after { content: ' ▾'; }
nav ul { list-style: none; display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); padding: 0; margin: .5rem 0 0; }
nav li > * { display: block; padding: .3rem 0; }
/* Urdu is read in Nastaliq, which stands higher. */
:lang(ur) { font-family: 'Noto Nastaliq Urdu', 'Jameel Noori Nastaleeq', 'Urdu Typesetting', system-ui, sans-serif; line-height: 2; }
@media (max-width: 36rem) { body { background: #fff; } main { margin: 0; border: 0; border-radius: 0; padding: 1.25rem; } }
`

export const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; frame-ancestors *; base-uri 'none'"

/** Numbers are read from left to right in every language: left alone, their groups would change places in Arabic. */
const withNumbers = (text: string): Html => {
  const parts = text.split(/(\+\d[\d\s-]{5,}\d)/u)
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<bdi dir="ltr">${part}</bdi>` : html`${part}`))}`
}

const page = (language: string, title: string, body: Html): string =>
  html`<!doctype html>
<html lang="${tagOf(language)}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Markup(style)}</style>
</head>
<body>
<main>${body}</main>
</body>
</html>`.markup

export interface FormPage {
  readonly text: FormText
  readonly business: string
  readonly categories: readonly CategoryTexts[]
  readonly languages: readonly string[]
  readonly action: string
  /** What was entered, when it comes back with mistakes. */
  readonly entered: { readonly phone: string; readonly name: string; readonly chosen: readonly string[] }
  readonly wrong: { readonly phone: boolean; readonly chosen: boolean }
  /** A word about the form as a whole. */
  readonly notice?: string
}

/** A category's words in a language, else in English. */
export const wordsOf = ({ key, texts }: CategoryTexts, language: string) =>
  texts[language] ??
  texts[language.split('_')[0] ?? ''] ??
  Object.entries(texts).find(([tag]) => tag.split('_')[0] === language.split('_')[0])?.[1] ??
  texts.en ?? { title: key, description: '' }

/** Everything that somebody agrees to, as the page shows it, with what they chose: the wording of the evidence. */
export const formWording = (
  text: FormText,
  business: string,
  categories: readonly CategoryTexts[],
  chosen: readonly string[],
): string => {
  const fill = (line: string): string => fillLine(line, { business })
  const choices = categories.map((category) => {
    const { title, description } = wordsOf(category, text.language)
    return `${chosen.includes(category.key) ? '☒' : '☐'} ${title}: ${description}`
  })
  return [text.title, text.lead, text.choices, ...choices, text.agreement, text.stop, text.send]
    .map(fill)
    .join('\n')
}

/** Which edition of the words a page shows: the same for everybody, whatever they choose. */
export const editionOf = (text: FormText, business: string, categories: readonly CategoryTexts[]): string =>
  wordingHash(formWording(text, business, categories, [])).slice(0, 12)

const nameOf = (language: string): string =>
  new Intl.DisplayNames([tagOf(language)], { type: 'language' }).of(tagOf(language)) ?? language

/** Closed, it is one stop for the keyboard, however many languages there are. */
const languageSwitch = ({ languages, action, text }: FormPage): Html | null => {
  if (languages.length < 2) return null
  const links = languages.map((language) => {
    const tag = tagOf(language)
    const current = language === text.language ? html` aria-current="page"` : null
    return html`<li><a href="${action}?lang=${language}" lang="${tag}" hreflang="${tag}"${current}>${nameOf(language)}</a></li>`
  })
  return html`<nav aria-label="${text.languages}"><details><summary>${nameOf(text.language)}</summary><ul>${links}</ul></details></nav>`
}

export const renderForm = (form: FormPage): string => {
  const { text, business, categories, entered, wrong, action, notice } = form
  const fill = (line: string): string => fillLine(line, { business })
  const [first] = categories
  const mistakes = [
    ...(wrong.chosen ? [html`<li><a href="#c-${first?.key ?? ''}">${text.nothingChosen}</a></li>`] : []),
    ...(wrong.phone ? [html`<li><a href="#phone">${withNumbers(text.phoneWrong)}</a></li>`] : []),
  ]
  const choices = categories.map((category) => {
    const { title, description } = wordsOf(category, text.language)
    const isChosen = entered.chosen.includes(category.key)
    return html`<div class="choice"><input type="checkbox" id="c-${category.key}" name="category" value="${category.key}"${
      isChosen ? html` checked` : null
    }${wrong.chosen ? html` aria-invalid="true"` : null}><label for="c-${category.key}">${title}<span>${description}</span></label></div>`
  })
  const said = notice ?? (mistakes.length > 0 ? text.mistakes : null)
  // The keyboard begins where something is to be read first, and the next stops are the links to the fields.
  const summary =
    said === null
      ? null
      : html`<div class="summary" role="alert" tabindex="-1" autofocus><p>${said}</p>${
          mistakes.length === 0 ? null : html`<ul>${mistakes}</ul>`
        }</div>`
  const body = html`${languageSwitch(form)}
${summary}
<h1>${fill(text.title)}</h1>
<p>${fill(text.lead)}</p>
<form method="post" action="${action}?lang=${text.language}" novalidate>
<input type="hidden" name="edition" value="${editionOf(text, business, categories)}">
<fieldset${wrong.chosen ? html` aria-describedby="choices-wrong"` : null}>
<legend>${text.choices}</legend>
${choices}
${wrong.chosen ? html`<p class="wrong" id="choices-wrong">${text.nothingChosen}</p>` : null}
</fieldset>
<div class="field">
<label for="phone">${text.phone}</label>
<p class="hint" id="phone-hint">${withNumbers(text.phoneHint)}</p>
<input type="tel" id="phone" name="phone" dir="ltr" autocomplete="tel" inputmode="tel" required value="${entered.phone}"
 aria-describedby="phone-hint${wrong.phone ? ' phone-wrong' : ''}"${wrong.phone ? html` aria-invalid="true"` : null}>
${wrong.phone ? html`<p class="wrong" id="phone-wrong">${withNumbers(text.phoneWrong)}</p>` : null}
</div>
<div class="field">
<label for="name">${text.name}</label>
<input type="text" id="name" name="name" autocomplete="name" maxlength="200" value="${entered.name}">
</div>
<p>${fill(text.agreement)}</p>
<p>${fill(text.stop)}</p>
<p class="send"><button type="submit">${text.send}</button></p>
</form>`
  const title = said === null ? fill(text.title) : `${said} ${fill(text.title)}`
  return page(text.language, title, body)
}

/** The page after sending. It is the same for everybody: it must not tell who has stopped, or who is known. */
export const renderDone = (text: FormText, business: string, startLink: string | null): string => {
  const fill = (line: string): string => fillLine(line, { business })
  const body = html`<h1>${fill(text.doneTitle)}</h1>
<p role="status">${fill(text.done)}</p>
<p>${fill(text.stopped)}${startLink === null ? null : html` <a href="${startLink}">${text.stoppedLink}</a>`}</p>`
  return page(text.language, fill(text.doneTitle), body)
}

/** What is shown where there is no form, or where it could not be taken. */
export const renderFault = (title: string, what: string): string =>
  page('en', title, html`<h1>${title}</h1><p>${what}</p>`)
