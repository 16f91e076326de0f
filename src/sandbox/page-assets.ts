import { createHash } from 'node:crypto'

export const style = `
:root { --ink: #1d2b2a; --soft: #566563; --line: #d9e0dd; --paper: #f4f6f4; --card: #fff; --green: #0f6b57;
  --mine: #dcf3e6; --chat: #ebe7df; --blue: #0b6bb0; --red: #a3261c; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.45 system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif;
  color: var(--ink); background: var(--paper); }
a { color: var(--green); }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
.page { display: grid; grid-template-columns: minmax(17rem, 21rem) minmax(0, 27rem); gap: 2rem;
  justify-content: center; padding: 1.5rem; }
h1 { font-size: 1.35rem; margin: 0 0 .25rem; } h2 { font-size: 1rem; margin: 1.75rem 0 .5rem; }
p { margin: .25rem 0 .75rem; } .soft { color: var(--soft); } .small { font-size: .875rem; }
ul.plain { list-style: none; margin: 0; padding: 0; }
.people a { display: block; padding: .6rem .75rem; border-radius: .6rem; color: inherit; text-decoration: none; }
.people a:hover { background: #e7ece9; } .people a[aria-current] { background: var(--card); box-shadow: 0 0 0 1px var(--line); }
label { display: block; font-size: .875rem; margin: .5rem 0 .2rem; }
input[type=text], input[type=tel] { width: 100%; font: inherit; color: inherit; padding: .5rem .7rem;
  border: 1px solid #87938f; border-radius: .6rem; background: var(--card); }
button { font: inherit; font-weight: 600; color: var(--card); background: var(--green); border: 0; border-radius: .6rem;
  padding: .5rem .9rem; cursor: pointer; } button:hover { filter: brightness(1.12); }
button.quiet { color: var(--green); background: var(--card); box-shadow: inset 0 0 0 1px var(--line); }
.aloud { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.error { color: var(--red); font-weight: 600; } .check { display: flex; gap: .5rem; align-items: center; }
.row { display: flex; gap: .5rem; flex-wrap: wrap; margin-top: .6rem; }
.phone { background: var(--card); border: .55rem solid #22302e; border-radius: 2rem; overflow: hidden;
  display: flex; flex-direction: column; height: min(48rem, calc(100vh - 3rem)); position: sticky; top: 1.5rem; }
.phone header { background: var(--green); color: #fff; padding: .8rem 1rem; } .phone header h1 { font-size: 1.1rem; margin: 0; }
.phone header p { margin: 0; font-size: .85rem; }
.thread { flex: 1; overflow-y: auto; background: var(--chat); padding: 1rem; display: flex; flex-direction: column-reverse; }
.thread ol { list-style: none; margin: 0; padding: 0; }
.thread li { display: flex; flex-direction: column; margin: 0 0 .6rem; align-items: flex-start; }
.thread li.in { align-items: flex-end; } .thread li.note { align-items: center; }
.bubble { max-width: 85%; background: var(--card); border-radius: .8rem; padding: .5rem .7rem; white-space: pre-wrap;
  overflow-wrap: anywhere; box-shadow: 0 1px 1px #0002; } .in .bubble { background: var(--mine); }
.sms .bubble { background: #e8eef7; } .in.sms .bubble { background: #cfe0f5; } button.sms { color: var(--blue); }
.note .bubble { background: #fdf3cf; font-size: .875rem; }
.meta { display: block; text-align: right; font-size: .78rem; color: var(--soft); white-space: nowrap; }
.ticks { letter-spacing: -.2em; padding-right: .2em; } .ticks.read { color: var(--blue); } .failed { color: var(--red); }
.lost .bubble { background: none; border: 1px dashed #87938f; box-shadow: none; } .lost .meta { color: inherit; }
.taps { display: grid; gap: .3rem; width: 85%; margin-top: .3rem; } .taps button { width: 100%; }
.write { display: flex; flex-wrap: wrap; gap: .5rem; padding: .75rem; align-items: end; border-top: 1px solid var(--line); }
.write div { flex: 1 1 12rem; } .write.both div { flex-basis: 100%; } .write label { margin-top: 0; }
.empty { background: var(--card); border: 1px dashed #87938f; border-radius: 1rem; padding: 2rem; align-self: start; }
@media (max-width: 46rem) { .page { grid-template-columns: minmax(0, 1fr); padding: 1rem; } .phone { position: static; } main { order: -1; } }
`

/** Takes over the parts that change, unless the keyboard is in one of them. */
export const script = `
setInterval(async () => {
  try {
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of document.querySelectorAll('[data-live]')) {
      const next = fresh.querySelector('[data-live="' + part.dataset.live + '"]');
      if (next && next.innerHTML !== part.innerHTML && !part.contains(document.activeElement)) part.innerHTML = next.innerHTML;
    }
  } catch {}
}, 1500);
`

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Nothing but this page's own style, script and forms. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src ${hashOf(style)}`,
  `script-src ${hashOf(script)}`,
  "connect-src 'self'",
  'img-src data:',
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')
