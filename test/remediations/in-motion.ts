/** What a refusal has besides its sentence: that what says to wait passes. */
export const inMotion = (sentence: string) =>
  /\bwait until\b|; wait$/.test(sentence) ? { isPassing: true } : {};
