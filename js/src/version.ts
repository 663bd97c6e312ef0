/** The package's version, from package.json alone, so that the kernel and the browser cannot differ. */
declare const require: (path: string) => { version: string };

export const VERSION: string = require("../package.json").version;
