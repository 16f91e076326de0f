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
main { max-width: 34rem; margin: 2rem auto; padding: 1.75rem; background: #fff; border: 1px solid #d0d7de; border-radius: .75rem; }
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
.summary { border: 2px solid var(--wrong); border-radius: .5rem; padding: .75rem 1rem; margin: 1rem 0; }
button { font: inherit; font-weight: 600; color: #fff; background: var(--accent); border: 0; border-radius: .5rem; padding: .75rem 1.25rem; width: 100%; cursor: pointer; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid #1f6feb; outline-offset: 2px; }
nav { max-width: 34rem; margin: 0 auto 2rem; padding: 0 1.75rem; color: var(--soft); font-size: .9375rem; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .4rem .9rem; padding: 0; margin: 0; }
`

export const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors *; base-uri 'none'"

const page = (language: string, title: string, body: Html, foot: Html | null): string =>
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
${foot}
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
}

/** A category's words in a language, else in English. */
export const wordsOf = ({ key, texts }: CategoryTexts, language: string) =>
  texts[language] ??
  texts[language.split('_')[0] ?? ''] ??
  Object.entries(texts).find(([tag]) => tag.split('_')[0] === language.split('_')[0])?.[1] ??
  texts.en ?? { title: key, description: '' }

/** Everything that somebody agrees to, in the words that they see: the wording of the evidence. */
export const formWording = (
  text: FormText,
  business: string,
  categories: readonly CategoryTexts[],
  chosen: readonly string[],
): string => {
  const fill = (line: string): string => fillLine(line, { business })
  const choices = categories
    .filter(({ key }) => chosen.includes(key))
    .map((category) => {
      const { title, description } = wordsOf(category, text.language)
      return `☒ ${title}: ${description}`
    })
  return [text.title, text.lead, text.choices, ...choices, text.agreement, text.stop].map(fill).join('\n')
}

const languageLinks = ({ languages, action, text }: FormPage): Html => {
  const links = languages.map((language) => {
    const name =
      new Intl.DisplayNames([tagOf(language)], { type: 'language' }).of(tagOf(language)) ?? language
    return language === text.language
      ? html`<li aria-current="true">${name}</li>`
      : html`<li><a href="${action}?lang=${language}" lang="${tagOf(language)}" hreflang="${tagOf(language)}">${name}</a></li>`
  })
  return html`<nav aria-label="Language"><ul>${links}</ul></nav>`
}

export const renderForm = (form: FormPage): string => {
  const { text, business, categories, entered, wrong, action } = form
  const fill = (line: string): string => fillLine(line, { business })
  const mistakes = [
    ...(wrong.phone ? [html`<li><a href="#phone">${text.phoneWrong}</a></li>`] : []),
    ...(wrong.chosen ? [html`<li><a href="#choices">${text.nothingChosen}</a></li>`] : []),
  ]
  const choices = categories.map((category) => {
    const { title, description } = wordsOf(category, text.language)
    const isChosen = entered.chosen.includes(category.key)
    return html`<div class="choice"><input type="checkbox" id="c-${category.key}" name="category" value="${category.key}"${
      isChosen ? html` checked` : null
    }><label for="c-${category.key}">${title}<span>${description}</span></label></div>`
  })
  const summary =
    mistakes.length === 0
      ? null
      : html`<div class="summary" role="alert" tabindex="-1"><p>${text.mistakes}</p><ul>${mistakes}</ul></div>`
  const body = html`<h1>${fill(text.title)}</h1>
<p>${fill(text.lead)}</p>
${summary}
<form method="post" action="${action}?lang=${text.language}" novalidate>
<fieldset id="choices"${wrong.chosen ? html` aria-describedby="choices-wrong"` : null}>
<legend>${text.choices}</legend>
${choices}
${wrong.chosen ? html`<p class="wrong" id="choices-wrong">${text.nothingChosen}</p>` : null}
</fieldset>
<div class="field">
<label for="phone">${text.phone}</label>
<p class="hint" id="phone-hint">${text.phoneHint}</p>
<input type="tel" id="phone" name="phone" dir="ltr" autocomplete="tel" inputmode="tel" required value="${entered.phone}"
 aria-describedby="phone-hint${wrong.phone ? ' phone-wrong' : ''}"${wrong.phone ? html` aria-invalid="true"` : null}>
${wrong.phone ? html`<p class="wrong" id="phone-wrong">${text.phoneWrong}</p>` : null}
</div>
<div class="field">
<label for="name">${text.name}</label>
<input type="text" id="name" name="name" autocomplete="name" maxlength="200" value="${entered.name}">
</div>
<p>${fill(text.agreement)}</p>
<p>${fill(text.stop)}</p>
<p><button type="submit">${text.send}</button></p>
</form>`
  const title = wrong.phone || wrong.chosen ? `${text.mistakes} ${fill(text.title)}` : fill(text.title)
  return page(text.language, title, body, languageLinks(form))
}

/** The page after sending. It is the same for everybody: it must not tell who has stopped, or who is known. */
export const renderDone = (text: FormText, business: string, startLink: string | null): string => {
  const fill = (line: string): string => fillLine(line, { business })
  const body = html`<h1>${fill(text.doneTitle)}</h1>
<p role="status">${fill(text.done)}</p>
<p>${fill(text.stopped)}${startLink === null ? null : html` <a href="${startLink}">${text.stoppedLink}</a>`}</p>`
  return page(text.language, fill(text.doneTitle), body, null)
}
