import type { SubjectExport } from './export.ts'

function safe(text: unknown): string {
  return String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}

function day(at: number): string {
  return Number.isFinite(at) && Math.abs(at) < 8e15
    ? new Date(at).toISOString().slice(0, 16).replace('T', ' ')
    : ''
}

const style = `body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1c1f}
table{border-collapse:collapse;width:100%}td,th{border-top:1px solid #ddd;padding:.4rem .6rem .4rem 0;text-align:left;vertical-align:top}
pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0;font:12px ui-monospace,monospace}.small{color:#52565d;font-size:13px}@media print{body{margin:0}}`

/** The export as one page that needs nothing else: no script, no picture, no address. */
export function exportPage(e: SubjectExport): string {
  const list = (items: readonly string[]) => `<ul>${items.map((i) => `<li>${safe(i)}</li>`).join('')}</ul>`
  const findings = e.findings.map(
    (f) => `<tr><td>${f.is === 'evidence' ? 'Against' : 'For'}</td><td>${safe(f.says)}
<div class="small">${safe(f.title)}. ${safe(f.why)} From ${day(f.from)} to ${day(f.to)}; weight ${safe(f.basis)}${f.weighs ? '' : '; on trial, it counts for nothing'}.</div>
<div class="small">Innocent explanations: ${f.benign.map(safe).join('; ')}. What clears it: ${f.clears.map(safe).join('; ')}.</div></td></tr>`,
  )
  const rows = e.observations.map(
    (o) =>
      `<tr><td>${day(o.at)}</td><td>${safe(o.kind)}<div class="small">from ${safe(o.source)}</div></td><td><pre>${safe(
        o.data === null ? 'Its times are not stored.' : JSON.stringify(o.data, null, 1),
      )}</pre>${o.shown.length > 0 ? `<div class="small">Shared: ${o.shown.map(safe).join('; ')}</div>` : ''}${(
        o.corrected ?? []
      )
        .map(
          (c) =>
            `<div><b>Corrected</b> on ${day(c.at)}: ${safe(c.field ?? 'all of it')} → ${safe(JSON.stringify(c.says))}. ${safe(c.because)}</div>`,
        )
        .join('')}</td></tr>`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>What ${safe(e.company)} keeps of ${safe(e.subject)}</title><style>${style}</style>
<h1>What ${safe(e.company)} keeps of ${safe(e.subject)}</h1>
<p>Made on ${day(e.madeAt)} UTC. Third parties: <b>${e.thirdParties === 'removed' ? 'third parties removed' : 'original, for counsel only'}</b>.${e.theirs.length > 0 ? ` With ${e.theirs.map(safe).join(', ')}.` : ''}</p>
${list(e.notes)}
<h2>What was found</h2><p>No decision is made by software. A finding is a measurement with the words that go with it.</p>
${findings.length > 0 ? `<table>${findings.join('')}</table>` : '<p>Nothing.</p>'}
<h2>What could not be measured</h2>${e.notMeasured.length > 0 ? list(e.notMeasured.map((n) => `${n.title}: ${n.because}`)) : '<p>Nothing.</p>'}
<h2>What people concluded</h2>${e.decisions.length > 0 ? list(e.decisions.map((d) => `${day(d.at)}, ${d.by}: ${d.conclusion}${d.because ? `. ${d.because}` : ''}`)) : '<p>Nothing.</p>'}
<h2>Facts, as they came</h2>${rows.length > 0 ? `<table>${rows.join('')}</table>` : '<p>None.</p>'}
<h2>Who looked</h2>${e.looked.length > 0 ? list(e.looked.map((l) => `${day(l.at)}: ${l.as}, ${l.did}`)) : '<p>Nobody on record.</p>'}
<h2>How long it is kept</h2><table>${Object.entries(e.retentionDays)
    .map(([what, days]) => `<tr><td>${safe(what)}</td><td>${days} days</td></tr>`)
    .join('')}</table></html>
`
}
