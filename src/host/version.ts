/** The program's version, as its first journal entry names it. A test holds it to package.json. */
export const SOFTWARE_VERSION = '0.1.0';
