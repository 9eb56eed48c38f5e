import { defineFacts } from './list.ts'

/**
 * The first three digits of United States ZIP codes, by the state or territory of the sorting centre that they stand
 * for. A few post offices serve towns across a state line: the larger of those areas stand under both states.
 */
export default defineFacts<{
  /** Two letters to ranges of prefixes, both ends included. */
  states: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>>
}>({
  title: 'First three digits of ZIP codes and their states',
  version: '2026-11-1',
  source: 'USPS Domestic Mail Manual, labeling list L002 (three-digit ZIP code prefixes), restated',
  licence: 'Facts restated by the project, Apache-2.0',
  date: '2026-11-01',
  data: {
    states: {
      AA: [['340', '340']],
      AE: [['090', '098']],
      AK: [['995', '999']],
      AL: [['350', '369']],
      AP: [['962', '966']],
      AR: [['716', '729']],
      AS: [['967', '967']],
      AZ: [['850', '865']],
      CA: [['900', '961']],
      CO: [['800', '816']],
      CT: [['060', '069']],
      DC: [
        ['200', '205'],
        ['569', '569'],
      ],
      DE: [['197', '199']],
      FL: [
        ['320', '339'],
        ['341', '349'],
      ],
      GA: [
        ['300', '319'],
        ['398', '399'],
      ],
      GU: [['969', '969']],
      HI: [['967', '968']],
      IA: [['500', '528']],
      ID: [['832', '838']],
      IL: [['600', '629']],
      IN: [['460', '479']],
      KS: [['660', '679']],
      KY: [['400', '427']],
      LA: [['700', '714']],
      MA: [
        ['010', '027'],
        ['055', '055'],
      ],
      MD: [['206', '219']],
      ME: [['039', '049']],
      MI: [['480', '499']],
      MN: [['550', '567']],
      MO: [['630', '658']],
      MP: [['969', '969']],
      MS: [['386', '397']],
      MT: [['590', '599']],
      NC: [['270', '289']],
      ND: [['580', '588']],
      NE: [['680', '693']],
      NH: [['030', '038']],
      NJ: [['070', '089']],
      NM: [['870', '884']],
      NV: [['889', '898']],
      NY: [
        ['005', '005'],
        ['063', '063'],
        ['100', '149'],
      ],
      OH: [['430', '459']],
      OK: [
        ['730', '732'],
        ['734', '749'],
      ],
      OR: [['970', '979']],
      PA: [['150', '196']],
      PR: [
        ['006', '007'],
        ['009', '009'],
      ],
      RI: [['028', '029']],
      SC: [['290', '299']],
      SD: [['570', '577']],
      TN: [['370', '385']],
      TX: [
        ['733', '733'],
        ['750', '799'],
        ['885', '885'],
      ],
      UT: [['840', '847']],
      VA: [
        ['201', '201'],
        ['220', '246'],
      ],
      VI: [['008', '008']],
      VT: [['050', '059']],
      WA: [['980', '994']],
      WI: [['530', '549']],
      WV: [['247', '268']],
      WY: [
        ['820', '831'],
        ['834', '834'],
      ],
    },
  },
})
