/** What the person who works at this machine is told. Shown at enrolment, by `status`, and when the sensor starts. */
export const notice = `Telltale measures on this machine how far away the hands at its keyboard are.

  It records   when keys are pressed and released, and whether each is a letter, digit, symbol, space, backspace,
               enter, modifier or navigation key; how far and when the pointer moves; when a window, dialog, menu,
               shell prompt or page appears and when the next key, movement or click comes; which USB devices,
               displays, networks and programs there are; how long messages to the collector take.
  Never        which key, any text, what is on the screen, titles of windows, names of files, addresses of pages,
               arguments of programs, names of wireless networks, camera or microphone.
  It goes to   the collector of the company that owns this machine, signed, and to nobody else.
  It is off    until that company switches it on, and stops within a minute when it is switched off again.

"telltale-sensor status" shows what it does now; "telltale-sensor inventory" prints what it would tell of the machine.
`
