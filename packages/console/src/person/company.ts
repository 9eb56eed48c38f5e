/** The company's name inside a sentence: where none is set, "Your company" begins with a small letter there. */
export function inSentence(company: string): string {
  return company === 'Your company' ? 'your company' : company
}
