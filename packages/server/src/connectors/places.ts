/** Detectors read places in the same way, so it stands in core. */
export {
  countryNamed,
  placeOf,
  placeOfFields,
  type WrittenPlace,
} from '@telltale/core/signals/written-place'
