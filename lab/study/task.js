/** The study's tasks, as they run in the laptop's browser; page.ts sets `settings` and `collector`. */
const main = document.getElementById('main')
const prompt = document.getElementById('prompt')
const target = document.getElementById('target')
const wait = (ms) => new Promise((done) => setTimeout(done, ms))
let lastInput = 0
for (const name of ['keydown', 'pointermove'])
  addEventListener(
    name,
    () => {
      lastInput = performance.now()
    },
    true,
  )
/** A hand that is busy does not react: nothing is shown before it has rested. */
const rest = async (least, more) => {
  await wait(settings.pace * (least + more * Math.random()))
  while (performance.now() - lastInput < 700 * settings.pace) await wait(100)
}
const say = (html) => {
  main.innerHTML = html
}
const clicked = (element) =>
  new Promise((done) => element.addEventListener('click', () => done(), { once: true }))
let sensor
const asks = async () => {
  prompt.classList.add('shown')
  await sensor.prompt(prompt).done
  prompt.classList.remove('shown')
}
const points = async () => {
  target.style.left = `${10 + 75 * Math.random()}vw`
  target.style.top = `${15 + 65 * Math.random()}vh`
  target.classList.add('shown')
  void sensor.target(target)
  await Promise.race([clicked(target), wait(12_000)])
  target.classList.remove('shown')
}
const block = async (title) => {
  say(
    `<h1>${title}</h1><p>A green sign asks for a key: press any. A red dot wants a click. Rest your hands in between; there is no prize for speed.</p>`,
  )
  for (let i = 0; i < settings.each; i++) {
    await rest(1200, 2000)
    await asks()
    await rest(900, 1500)
    await points()
  }
}
const copy = async (i) => {
  const text = settings.texts[i % settings.texts.length]
  say(
    `<h1>Office work</h1><p>Please copy this text, in your own time. Signs and dots may come in between.</p><blockquote>${text}</blockquote><textarea aria-label="your copy"></textarea><p><button id="next">Done, next one</button></p>`,
  )
  await clicked(document.getElementById('next'))
}
void (async () => {
  say(
    '<h1>Study session</h1><p>This page measures when keys are pressed, when the pointer moves and how soon signs on the screen are answered. It never records which key, nor any text. You may stop at any time by closing it.</p><p><button id="begin">I still agree, begin</button></p>',
  )
  await clicked(document.getElementById('begin'))
  if (!globalThis.telltaleSensor) {
    say(
      '<h1>Not measured</h1><p>The collector could not be reached. Please call the person who runs the study.</p>',
    )
    return
  }
  sensor = telltaleSensor.start({ url: collector, ticket: settings.ticket, consent: true })
  await wait(1500)
  await block('Signs and dots')
  const until = performance.now() + settings.minutes * 60_000
  const between = (async () => {
    for (let i = 0; performance.now() < until; i++) {
      await Promise.race([rest(12_000, 20_000), wait(until - performance.now())])
      if (performance.now() < until) await (i % 2 === 0 ? asks() : points())
    }
  })()
  for (let i = 0; performance.now() < until; i++)
    await Promise.race([copy(i), wait(until - performance.now())])
  await between
  await block('Signs and dots, once more')
  sensor.stop()
  await wait(1500)
  say(
    '<h1>Thank you</h1><p id="done">This session is over. Please take ten minutes’ break before the next.</p>',
  )
})()
