import type { Random } from './random.ts'

/** Cities by their centres (coordinates as in GeoNames, CC BY 4.0, restated to a hundredth of a degree). */
export interface City {
  city: string
  region: string
  country: string
  lat: number
  lon: number
  areaCode: string
  /** Hours from UTC without daylight saving: good enough for "when does the day start". */
  utc: number
  timeZone: string
}

const east = 'America/New_York'
const middle = 'America/Chicago'
const mountain = 'America/Denver'
const west = 'America/Los_Angeles'

const rows: readonly [string, string, number, number, string, number, string][] = [
  ['New York', 'NY', 40.71, -74.01, '212', -5, east],
  ['Albany', 'NY', 42.65, -73.76, '518', -5, east],
  ['Buffalo', 'NY', 42.89, -78.88, '716', -5, east],
  ['Boston', 'MA', 42.36, -71.06, '617', -5, east],
  ['Providence', 'RI', 41.82, -71.41, '401', -5, east],
  ['Philadelphia', 'PA', 39.95, -75.17, '215', -5, east],
  ['Pittsburgh', 'PA', 40.44, -80.0, '412', -5, east],
  ['Baltimore', 'MD', 39.29, -76.61, '410', -5, east],
  ['Richmond', 'VA', 37.54, -77.44, '804', -5, east],
  ['Raleigh', 'NC', 35.78, -78.64, '919', -5, east],
  ['Charlotte', 'NC', 35.23, -80.84, '704', -5, east],
  ['Atlanta', 'GA', 33.75, -84.39, '404', -5, east],
  ['Jacksonville', 'FL', 30.33, -81.66, '904', -5, east],
  ['Tampa', 'FL', 27.95, -82.46, '813', -5, east],
  ['Columbus', 'OH', 39.96, -83.0, '614', -5, east],
  ['Cleveland', 'OH', 41.5, -81.69, '216', -5, east],
  ['Detroit', 'MI', 42.33, -83.05, '313', -5, east],
  ['Indianapolis', 'IN', 39.77, -86.16, '317', -5, east],
  ['Chicago', 'IL', 41.88, -87.63, '312', -6, middle],
  ['Milwaukee', 'WI', 43.04, -87.91, '414', -6, middle],
  ['Minneapolis', 'MN', 44.98, -93.27, '612', -6, middle],
  ['St. Louis', 'MO', 38.63, -90.2, '314', -6, middle],
  ['Kansas City', 'MO', 39.1, -94.58, '816', -6, middle],
  ['Omaha', 'NE', 41.26, -95.93, '402', -6, middle],
  ['Nashville', 'TN', 36.16, -86.78, '615', -6, middle],
  ['New Orleans', 'LA', 29.95, -90.07, '504', -6, middle],
  ['Houston', 'TX', 29.76, -95.37, '713', -6, middle],
  ['Austin', 'TX', 30.27, -97.74, '512', -6, middle],
  ['Dallas', 'TX', 32.78, -96.8, '214', -6, middle],
  ['Denver', 'CO', 39.74, -104.99, '303', -7, mountain],
  ['Boise', 'ID', 43.62, -116.2, '208', -7, mountain],
  ['Salt Lake City', 'UT', 40.76, -111.89, '801', -7, mountain],
  ['Albuquerque', 'NM', 35.08, -106.65, '505', -7, mountain],
  ['Phoenix', 'AZ', 33.45, -112.07, '602', -7, 'America/Phoenix'],
  ['Tucson', 'AZ', 32.22, -110.97, '520', -7, 'America/Phoenix'],
  ['Las Vegas', 'NV', 36.17, -115.14, '702', -8, west],
  ['Los Angeles', 'CA', 34.05, -118.24, '213', -8, west],
  ['San Diego', 'CA', 32.72, -117.16, '619', -8, west],
  ['San Jose', 'CA', 37.34, -121.89, '408', -8, west],
  ['Sacramento', 'CA', 38.58, -121.49, '916', -8, west],
  ['Portland', 'OR', 45.52, -122.68, '503', -8, west],
  ['Seattle', 'WA', 47.61, -122.33, '206', -8, west],
  ['Spokane', 'WA', 47.66, -117.43, '509', -8, west],
]

const abroad: readonly City[] = [
  { city: 'Toronto', region: 'ON', country: 'CA', lat: 43.65, lon: -79.38, areaCode: '416', utc: -5, timeZone: 'America/Toronto' },
  { city: 'Halifax', region: 'NS', country: 'CA', lat: 44.65, lon: -63.57, areaCode: '902', utc: -4, timeZone: 'America/Halifax' },
  { city: 'Vancouver', region: 'BC', country: 'CA', lat: 49.28, lon: -123.12, areaCode: '604', utc: -8, timeZone: 'America/Vancouver' },
  { city: 'Lisbon', region: 'Lisboa', country: 'PT', lat: 38.72, lon: -9.14, areaCode: '351', utc: 0, timeZone: 'Europe/Lisbon' },
] // biome-ignore format: a table

export const cities: readonly City[] = [
  ...rows.map(([city, region, lat, lon, areaCode, utc, timeZone]) => ({
    city,
    region,
    country: 'US',
    lat,
    lon,
    areaCode,
    utc,
    timeZone,
  })),
  ...abroad,
]

export function cityOf(name: string): City {
  const found = cities.find((c) => c.city === name)
  if (!found) throw new Error(`the demo knows no city ${name}`)
  return found
}

/** A home some kilometres from the centre. */
export function near(city: City, random: Random, km = 12): City {
  const round = (v: number) => Math.round(v * 1000) / 1000
  const shift = () => ((random.next() - 0.5) * 2 * km) / 111
  return {
    ...city,
    lat: round(city.lat + shift()),
    lon: round(city.lon + shift() / Math.cos((city.lat * Math.PI) / 180)),
  }
}

/** Where the company times connections: data centres near these towns. */
export const collectors = [
  { name: 'Ashburn', lat: 39.04, lon: -77.49 },
  { name: 'Dallas', lat: 32.78, lon: -96.8 },
  { name: 'Hillsboro', lat: 45.52, lon: -122.99 },
  { name: 'Madrid', lat: 40.42, lon: -3.7 },
] as const

/** Great-circle kilometres on a sphere of 6,371 km. */
export function kilometres(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const rad = Math.PI / 180
  const h =
    Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 +
    Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lon - a.lon) * rad) / 2) ** 2
  return 2 * 6371 * Math.asin(Math.sqrt(h))
}

export function nearestCollector(place: { lat: number; lon: number }) {
  return collectors.reduce((a, b) => (kilometres(place, b) < kilometres(place, a) ? b : a))
}

export function placeOf({ lat, lon, country, region, city }: City) {
  return { lat, lon, country, region, city }
}
