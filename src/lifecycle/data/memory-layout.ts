/** Addresses for pieces of these sizes, behind each other. */
export function layOut(
  start: number,
  sizes: readonly number[],
): { readonly addresses: readonly number[]; readonly end: number } {
  let end = start;
  const addresses = sizes.map((size) => {
    const address = end;
    end = Math.ceil((end + size) / 64) * 64;
    return address;
  });
  return { addresses, end };
}
