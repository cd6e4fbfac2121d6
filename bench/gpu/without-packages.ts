/**
 * Lets the engine load where nothing but the runtime is installed, as on a borrowed machine: schemas are described
 * while its modules load and used by none of them, so zod may be missing. `node --import` this file.
 */
import { registerHooks } from 'node:module';

const nothing = `
  const unused = new Proxy(function () {}, { get: (_, key) => (key === 'then' ? undefined : unused), apply: () => unused });
  export const z = unused;`;

registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if (specifier !== 'zod') throw error;
      return { url: `data:text/javascript,${encodeURIComponent(nothing)}`, shortCircuit: true };
    }
  },
});
