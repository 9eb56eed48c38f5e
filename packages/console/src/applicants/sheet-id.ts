/** The heading of the open call sheet, to which focus goes when a check is started. */
export const sheetId = 'call-sheet'
