/** Observations are dated between these years; a date outside was counted in another unit. */
const year2000 = 946_684_800_000
const year2100 = 4_102_444_800_000

/** When somebody applied, in milliseconds: as the applicant system dated it, else when the row says it was seen. */
export function appliedAt({ appliedAt, at }: { appliedAt?: number; at: number }): number {
  return appliedAt !== undefined && appliedAt >= year2000 && appliedAt < year2100 ? appliedAt : at
}
