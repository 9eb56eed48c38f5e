import { caps, type Detector, type Listing } from '@telltale/core'
import type { Scanned } from '../engine/scan.ts'
import { farmLines } from './farm-lines.ts'
import { count, isoDay, lastDay, percent, schemeSays, signed, type Told, tell } from './sentences.ts'

/** Subjects in the report; a longer list is cut with a word. */
const shown = 500

function safe(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}

// The console's tokens: orange and teal mean accuses and clears, hatching means assumed.
const style = `
:root{--canvas:#F7F7F5;--surface:#FFF;--line:#E6E6E2;--ink:#1A1C1F;--ink2:#52565D;--ink3:#656971;--accuse:#A8480B;--clear:#0A6676;--af:#D9752F;--cf:#2E97A8;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--canvas:#0D0E10;--surface:#15171A;--line:#25282D;--ink:#ECEDEF;--ink2:#A9ADB5;--ink3:#8A8F98;--accuse:#F39A63;--clear:#62BFD0;--cf:#2E8FA0}}
*{box-sizing:border-box}body{margin:0;background:var(--canvas);color:var(--ink);font:13px/18px system-ui,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:960px;margin:0 auto;padding:24px 16px 48px}h1{font:600 24px/30px system-ui,sans-serif;margin:0 0 4px}h2{font:600 15px/22px system-ui,sans-serif;margin:24px 0 8px}
article{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:16px;margin:12px 0}
header{display:flex;gap:12px;align-items:baseline;flex-wrap:wrap}header h3{font:600 20px/26px system-ui,sans-serif;margin:0}.p{margin-left:auto;font:600 28px/32px system-ui,sans-serif}
.two{color:var(--ink2)}.three{color:var(--ink3);font-size:12px}code{font:12px ui-monospace,monospace}.verdict{font-size:15px;line-height:22px;margin:4px 0 12px}
table{border-collapse:collapse;width:100%}td{padding:6px 8px 6px 0;vertical-align:top;border-top:1px solid var(--line)}td.w{text-align:right;white-space:nowrap;width:52px}td.bar{width:170px}
.accuses{color:var(--accuse)}.clears{color:var(--clear)}ul{margin:4px 0 0;padding-left:18px}details{margin-top:8px}summary{cursor:pointer;color:var(--ink2)}
`

/** A bar from the middle: right accuses, left clears; hatched where the weight is assumed or simulated. */
function bar(weight: number, basis: string): string {
  const width = Math.min(80, (Math.abs(weight) / 3) * 80)
  const x = weight < 0 ? 80 - width : 80
  const fill = weight < 0 ? 'var(--cf)' : 'var(--af)'
  const hatch = basis === 'measured' ? fill : `url(#${weight < 0 ? 'hc' : 'ha'})`
  return `<svg width="160" height="14" role="img" aria-label="${safe(signed(weight))}, ${safe(basis)}"><line x1="80" x2="80" y1="0" y2="14" stroke="var(--ink3)"/><rect x="${x.toFixed(1)}" y="3" width="${width.toFixed(1)}" height="8" fill="${hatch}" stroke="${fill}"/></svg>`
}

function row(t: Told): string {
  const days = t.windows > 1 ? `${t.windows} windows, ${isoDay(t.from)} to ${lastDay(t.to)}` : lastDay(t.to)
  const side = t.mean > 0.05 ? 'accuses' : t.mean < -0.05 ? 'clears' : ''
  return `<tr><td class="w ${side}">${signed(t.mean)}</td><td class="bar">${bar(t.mean, t.basis)}</td><td>${safe(t.says)}<div class="three">${safe(t.title)} <code>${safe(t.detector)}</code> · ${safe(days)} · weight ${safe(t.basis)}</div></td></tr>`
}

function article(listing: Listing & { case?: string }, detectors: ReadonlyMap<string, Detector>): string {
  const told = tell(listing, detectors)
  const accusing = told.filter((t) => t.is === 'evidence')
  const unique = (words: string[]) => [...new Set(words)].map((w) => `<li>${safe(w)}</li>`).join('')
  const scheme = listing.score.schemes.find((s) => s.scheme === listing.score.scheme)!
  const capped = scheme.parts
    .filter((p) => p.capped)
    .map((p) => `${caps[p.family].title} is capped at ${signed(p.weight)}`)
  return `<article id="${safe(listing.subject)}"><header><h3>${safe(listing.pseudonym)}</h3><code>${safe(listing.subject)}</code><span class="two">${listing.case ? `case ${safe(listing.case)}` : 'listed, no case'}</span><span class="p">${percent(listing.score.probability)}</span></header>
<p class="verdict">${listing.case ? 'Points to misrepresentation of identity or location' : 'Worth a check'}: ${safe(schemeSays[listing.score.scheme])}, if the evidence holds.</p>
<table>${told.map(row).join('')}<tr><td class="w"><b>${signed(listing.score.weight)}</b></td><td></td><td><b>Together</b>, from ${signed(scheme.prior)} before any evidence (log₁₀ odds, assumed model).${capped.length ? ` ${safe(capped.join('; '))}.` : ''}</td></tr></table>
<details open><summary>How else could it be explained?</summary><ul>${unique(accusing.flatMap((t) => t.benign as string[]))}</ul></details>
<details><summary>What would clear this person?</summary><ul>${unique(accusing.flatMap((t) => t.clears as string[]))}</ul></details></article>`
}

/** One self-contained page: no script, no font, no address is loaded, so it opens offline and from an archive. */
export function htmlReport(
  result: Scanned,
  detectors: ReadonlyMap<string, Detector>,
  made: { folder: string; at: number },
): string {
  const cases = result.listings.filter((l) => l.case)
  const rest = result.listings.filter((l) => !l.case)
  const farms = result.farms
    .map(
      (f) =>
        `<article><header><h3>Farm ${safe(f.id)}</h3><span class="two">a view: nobody’s weight is pooled</span></header>${farmLines(
          f,
        )
          .map((line) => `<p>${safe(line)}</p>`)
          .join('')}<p>${f.members
          .filter((m) => m.standing !== 'tied')
          .map(({ subject }) => `<a href="#${safe(subject)}">${safe(subject)}</a>`)
          .join(', ')}</p></article>`,
    )
    .join('')
  const quarantine = result.quarantined
    .slice(0, 200)
    .map(
      (q) =>
        `<tr><td><code>${safe(q.source)}</code></td><td>${q.row || ''}</td><td><code>${safe(q.field)}</code></td><td>${safe(q.reason)}</td></tr>`,
    )
    .join('')
  const some = (title: string, list: Scanned['listings']) =>
    list.length === 0
      ? ''
      : `<h2>${title}</h2>${list
          .slice(0, shown)
          .map((l) => article(l, detectors))
          .join(
            '',
          )}${list.length > shown ? `<p>… and ${list.length - shown} more; scan --json has all.</p>` : ''}`
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Telltale scan</title><style>${style}</style>
<svg width="0" height="0" style="position:absolute"><defs><pattern id="ha" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2" height="5" fill="var(--af)"/></pattern><pattern id="hc" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2" height="5" fill="var(--cf)"/></pattern></defs></svg>
<main><h1>${result.listings.length === 0 && result.farms.length === 0 ? 'Nobody stands out' : `${count(cases.length, 'case')}, ${count(rest.length, 'more subject')} worth a check, ${count(result.farms.length, 'farm')}`}</h1>
<p class="two">Telltale scan of <code>${safe(made.folder)}</code> on ${isoDay(made.at)}: ${count(result.observations, 'observation')}, ${count(result.quarantinedCount, 'row')} in quarantine. Telltale decides nothing about anybody; probabilities rest on an assumed model. Hatched weights are assumed or simulated.</p>
${some('Cases', cases)}${some('Worth a check', rest)}${farms && `<h2>Farms</h2>${farms}`}${quarantine && `<h2>Quarantine</h2><article><table>${quarantine}</table></article>`}</main></html>
`
}
