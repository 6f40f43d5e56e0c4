/** @file Texts and the features made of them. */
export { selectTexts, type TextColumn, TextColumnBuilder, textAt, textColumn } from "./text-column.ts";
