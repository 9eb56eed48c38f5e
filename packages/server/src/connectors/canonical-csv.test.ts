import { describe, expect, it } from 'vitest'
import { rowsOf } from './rows-of.ts'

const read = (columns: string, cells: string) =>
  rowsOf('x.csv', `kind,at,about,${columns}\n${cells}\nactivity,1772449200000,person:W-9,\n`)

describe('canonical-csv', () => {
  it('gives each cell the type that the kind wants', async () => {
    const { values } = await read(
      'data.ip,data.collector.lat,data.transport,data.usb.1.classes,data.unknown',
      'rtt,1772449200000,person:W-1; device:LT-1,10.5,32.5,1;2;3.5,03;08,7',
    )
    expect(values[0]).toEqual({
      kind: 'rtt',
      at: 1772449200000,
      about: ['person:W-1', 'device:LT-1'],
      data: {
        ip: '10.5',
        collector: { lat: 32.5 },
        transport: [1, 2, 3.5],
        usb: [undefined, { classes: '03;08' }],
        unknown: '7',
      },
    })
  })

  it('takes a place as words or by its members', async () => {
    expect(
      (await read('data.place', 'application,1772449200000,application:1,Exampleton')).values[0]?.data,
    ).toEqual({
      place: 'Exampleton',
    })
    expect(
      (await read('data.place.lat', 'application,1772449200000,application:1,41.9')).values[0]?.data,
    ).toEqual({
      place: { lat: 41.9 },
    })
  })

  it.each([
    ['data.transport', 'rtt,1772449200000,person:W-1,1;x', '2 data.transport: "x" is not a number'],
    [
      'data.locationServices',
      'inventory,1772449200000,device:L,maybe',
      '2 data.locationServices: "maybe" is neither true nor false',
    ],
    ['data.usb', 'inventory,1772449200000,device:L,[{', '2 data.usb: starts like JSON and is not'],
    [
      'data.__proto__.x',
      'activity,1772449200000,person:W-1,1',
      '2 data.__proto__.x: is not a column that data can have',
    ],
    ['id', 'activity,20260-03-02,person:W-1,x', '2 at: "20260-03-02" can\'t be read as a date'],
  ])('%s: a cell that can’t be used costs its row', async (columns, cells, reason) => {
    const found = await read(columns, cells)
    expect(found.reasons).toEqual([expect.stringContaining(reason)])
    expect(found.values).toHaveLength(1)
  })

  it('makes no list of a billion entries', async () => {
    const { values } = await read('data.usb.999999999.vid', 'inventory,1772449200000,device:L,0001')
    expect(values[0]?.data).toEqual({ usb: { 999999999: { vid: '0001' } } })
  })

  it('leaves empty cells out, and text that looks like a number as text', async () => {
    const { values } = await read('data.system,data.action,id', 'activity,2026-03-02,person:W-1,007,,x1')
    expect(values[0]).toEqual({
      id: 'x1',
      kind: 'activity',
      at: Date.UTC(2026, 2, 2),
      about: ['person:W-1'],
      data: { system: '007' },
    })
  })
})
