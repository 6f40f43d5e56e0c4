/** @file Dimensions of shapes: numbers, or names such as "batch", with the little arithmetic that shape rules need. */

/** A size that is known (a non-negative integer), or a name for one that is not: "batch", "batch+1", "batch*tokens". */
export type Dimension = number | string;

/** The dimensions of a tensor, outermost first; empty for a scalar. */
export type Shape = readonly Dimension[];

/** A sum of products of names: product ("" for the constant, "batch*tokens" with names sorted) → coefficient. */
type Polynomial = Map<string, number>;

function addTerm(sum: Polynomial, product: string, coefficient: number): void {
  const total = (sum.get(product) ?? 0) + coefficient;
  if (total === 0) sum.delete(product);
  else sum.set(product, total);
}

function toPolynomial(dimension: Dimension): Polynomial {
  const sum: Polynomial = new Map();
  if (typeof dimension === "number") {
    addTerm(sum, "", dimension);
    return sum;
  }
  for (const term of dimension.match(/[+-]?[^+-]+/g) ?? []) {
    let coefficient = term.startsWith("-") ? -1 : 1;
    const names: string[] = [];
    for (const factor of term.replace(/^[+-]/, "").split("*")) {
      if (/^\d+$/.test(factor)) coefficient *= Number(factor);
      else names.push(factor);
    }
    addTerm(sum, names.sort().join("*"), coefficient);
  }
  return sum;
}

function fromPolynomial(sum: Polynomial): Dimension {
  const constant = sum.get("") ?? 0;
  const products = [...sum.keys()].filter((product) => product !== "").sort();
  if (products.length === 0) return constant;
  const signed = (value: number, rest: string) => `${value < 0 ? "-" : "+"}${rest}`;
  const terms = products.map((product) => {
    const coefficient = sum.get(product)!;
    const size = Math.abs(coefficient);
    return signed(coefficient, size === 1 ? product : `${size}*${product}`);
  });
  if (constant !== 0) terms.push(signed(constant, String(Math.abs(constant))));
  return terms.join("").replace(/^\+/, "");
}

/** The same dimension written the one way we compare by: "1+batch" becomes "batch+1". */
export function canonicalDimension(dimension: Dimension): Dimension {
  return fromPolynomial(toPolynomial(dimension));
}

/** The sum; `addDimensions(["batch+1", -1])` is "batch". */
export function addDimensions(terms: Shape): Dimension {
  const sum: Polynomial = new Map();
  for (const term of terms) {
    for (const [product, coefficient] of toPolynomial(term)) addTerm(sum, product, coefficient);
  }
  return fromPolynomial(sum);
}

/** The product; 1 for no factors, so that it counts a shape's elements. */
export function multiplyDimensions(factors: Shape): Dimension {
  let result: Polynomial = new Map([["", 1]]);
  for (const factor of factors) {
    const next: Polynomial = new Map();
    for (const [left, leftCoefficient] of result) {
      for (const [right, rightCoefficient] of toPolynomial(factor)) {
        const names = [...left.split("*"), ...right.split("*")].filter((name) => name !== "");
        addTerm(next, names.sort().join("*"), leftCoefficient * rightCoefficient);
      }
    }
    result = next;
  }
  return fromPolynomial(result);
}

/** The quotient where the division leaves no remainder whatever the names stand for, or `undefined`. */
export function divideDimensions(dividend: Dimension, divisor: Dimension): Dimension | undefined {
  if (dividend === divisor) return 1;
  const divisorTerms = [...toPolynomial(divisor)];
  if (divisorTerms.length !== 1) return undefined;
  const [divisorProduct, divisorCoefficient] = divisorTerms[0]!;
  const quotient: Polynomial = new Map();
  for (const [product, coefficient] of toPolynomial(dividend)) {
    const names = product.split("*").filter((name) => name !== "");
    for (const name of divisorProduct.split("*").filter((part) => part !== "")) {
      const at = names.indexOf(name);
      if (at < 0) return undefined;
      names.splice(at, 1);
    }
    if (coefficient % divisorCoefficient !== 0) return undefined;
    addTerm(quotient, names.join("*"), coefficient / divisorCoefficient);
  }
  return fromPolynomial(quotient);
}

/** Whether two shapes are the same, names included. */
export function sameShape(left: Shape, right: Shape): boolean {
  return left.length === right.length && left.every((dimension, axis) => dimension === right[axis]);
}

/** A shape as messages show it: `[batch, 32]`. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** The shape of two tensors combined element by element (NumPy's rule), or `undefined` where they don't fit. */
export function broadcastShapes(left: Shape, right: Shape): Shape | undefined {
  const rank = Math.max(left.length, right.length);
  const result: Dimension[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const a = left[left.length - rank + axis] ?? 1;
    const b = right[right.length - rank + axis] ?? 1;
    if (a !== b && a !== 1 && b !== 1) return undefined;
    result.push(a === 1 ? b : a);
  }
  return result;
}
