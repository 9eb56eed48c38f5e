import { defineFacts } from './list.ts'

/**
 * PNP ids of makers whose displays are panels built into laptops. A panel can't be plugged into a second
 * laptop: the same serial on two is a serial that the maker repeats, never a shared monitor.
 */
export default defineFacts({
  title: 'Makers of panels that are built into laptops',
  version: '2026-11-1',
  source:
    'PNP id registry of the UEFI Forum: AU Optronics, BOE, Chimei Innolux, China Star (CSO, CSW), InfoVision, LG Display, Panda, Samsung Display, Sharp, Tianma',
  licence: 'Facts restated by the project, Apache-2.0',
  data: { ids: ['AUO', 'BOE', 'CMN', 'CSO', 'CSW', 'IVO', 'LGD', 'NCP', 'SDC', 'SHP', 'TMA'] },
})
