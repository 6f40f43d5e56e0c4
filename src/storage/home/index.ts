/** @file The home folder, where everything that Lexops keeps lies. The database is loaded when a home is first opened. */
export { createHomeAccess, type HomeAccess } from "./home-access.ts";
export { homeFolder } from "./home-folder.ts";
