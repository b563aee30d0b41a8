/** Makes `electron` mean the double: `node --import tests/shell/double/register.ts main.mjs`. */
import { registerHooks } from 'node:module';

const DOUBLE = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: DOUBLE, shortCircuit: true, format: 'module-typescript' }
      : next(specifier, context),
});
