/** The languages a citizen or clerk can choose. A new one is data: texts, fonts, number words. */
export const LANGUAGES = ['en', 'hi'] as const;
export type Language = (typeof LANGUAGES)[number];
/** A text in every supported language. */
export type Texts = Readonly<Record<Language, string>>;
