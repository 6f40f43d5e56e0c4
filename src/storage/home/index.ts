/** @file The home folder, where everything that Lexops keeps lies. */
export { type Home, type HomeOptions, homeFolder, openHomeForReading, openHomeForWriting } from "./open-home.ts";
