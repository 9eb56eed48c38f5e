/**
 * What a volunteer sees on the laptop: prompts and targets, twenty minutes of office work with more of them in between,
 * then prompts and targets again. Plain HTML, so that every browser and every viewer shows the same.
 */

const texts = [
  'The delivery for the second floor comes on Tuesday, not on Monday. Please tell the front desk.',
  'We moved the weekly meeting to half past nine. The room stays the same, and so does the list of topics.',
  'Could you check the numbers in the third column? The total is right, but two rows seem to be swapped.',
  'Thank you for the draft. I like the first part; the ending could be shorter by a paragraph or two.',
  'The printer near the kitchen works again. Please use the tray on the left for ordinary paper.',
  'Next week the garden door will be repaired. Until then use the main entrance, also after six.',
]

/** The page of one session. `collector` is the port of the real collector on the same host; `pace` scales the rests between signs. */
export function page(given: {
  ticket: string
  collector: number
  minutes: number
  each: number
  pace: number
}): string {
  const settings = JSON.stringify({ ...given, texts }).replaceAll('<', '\\u003c')
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Study session</title>
<meta name="viewport" content="width=device-width">
<style>
body { margin: 0; font: 17px/1.5 system-ui, sans-serif; color: #1c1c1c; background: #f6f5f2 }
main { max-width: 44rem; margin: 6vh auto; padding: 0 1.5rem }
textarea { width: 100%; height: 7rem; font: inherit; padding: .6rem; box-sizing: border-box }
button { font: inherit; padding: .6rem 1.4rem }
#prompt, #target { position: fixed; visibility: hidden }
#prompt { left: 50%; top: 40%; transform: translate(-50%, -50%); padding: 2.2rem 3.4rem; background: #14532d; color: #fff; font-size: 1.5rem; border-radius: .6rem }
#target { width: 56px; height: 56px; border-radius: 50%; background: #9a3412; border: 0; padding: 0 }
.shown { visibility: visible !important }
</style>
<main id="main"></main>
<div id="prompt" role="status">Press any key</div><button id="target" aria-label="click here"></button>
<script>const settings = ${settings}; const collector = location.protocol + '//' + location.hostname + ':' + settings.collector</script>
<script>document.write('<script src="' + collector + '/v1/sensor/telltale.js"><\\/script>')</script>
<script type="module" src="/task.js"></script></html>`
}
