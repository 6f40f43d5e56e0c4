/** @file Small whole networks: what the product's models are made of, and a transformer's layer. */
import {
  add,
  cast,
  concat,
  filledLike,
  gather,
  gelu,
  gemm,
  greater,
  layerNormalization,
  matmul,
  multiply,
  type OperatorSample,
  reduceMax,
  reshape,
  slice,
  softmax,
  softmaxCrossEntropy,
  sparseDense,
  squeeze,
  type Tensor,
  tanh,
  transpose,
  unsqueeze,
  where,
} from "../../src/numeric/graph/index.ts";

const ids = { shape: ["batch", "tokens"], type: "int64", values: [3, 1, 4, 1, 5, 0, 2, 6, 5, 3, 0, 0] } as const;
const mask = { shape: ["batch", "tokens"], type: "int64", values: [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0, 0] } as const;
const labels = { shape: ["batch"], type: "int64", values: [1, 0] } as const;
const sizes = { batch: 2, tokens: 6 };

/** Sparse rows → dense → softmax, as a linear model ships. */
const sparseLogistic: OperatorSample = {
  name: "sparse logistic regression",
  inputs: {
    indices: { shape: ["entries"], type: "int64", values: [0, 7, 2, 2, 9] },
    values: { shape: ["entries"], type: "float" },
    offsets: { shape: ["batch+1"], type: "int64", values: [0, 3, 3, 5] },
    weight: { shape: [10, 1], type: "float" },
    bias: { shape: [1], type: "float" },
  },
  sizes: { batch: 3, entries: 5 },
  build: ({ indices, values, offsets, weight, bias }) => {
    const scores = sparseDense({ indices: indices!, values: values!, offsets: offsets! }, weight!, bias!);
    const logits = concat([filledLike(scores, 0), scores], 1);
    return [logits, softmax(logits)];
  },
};

/** Token ids → embedding → largest of each column → dense: the article's network. */
const embeddingMaxPool: OperatorSample = {
  name: "embedding with max pooling",
  inputs: {
    ids,
    mask,
    labels,
    table: { shape: [7, 4], type: "float" },
    weight: { shape: [4, 3], type: "float" },
    bias: { shape: [3], type: "float" },
  },
  sizes,
  build: ({ ids, mask, labels, table, weight, bias }) => {
    const present = unsqueeze(greater(mask!, 0), [2]);
    const logits = gemm(reduceMax(where(present, gather(table!, ids!), -1e9), 1), weight!, bias!);
    return [softmaxCrossEntropy(logits, labels!), logits, softmax(logits)];
  },
};

const width = 4;
const heads = 2;

/** One post-norm encoder layer over embedded tokens and positions, its first token classified (Devlin et al. 2018). */
const transformer: OperatorSample = {
  name: "transformer layer",
  inputs: {
    ids,
    mask,
    labels,
    table: { shape: [7, width], type: "float" },
    positions: { shape: [10, width], type: "float" },
    projection: { shape: [width, 3 * width], type: "float" },
    output: { shape: [width, width], type: "float" },
    scale: { shape: [width], type: "float", range: [0.5, 1.5] },
    shift: { shape: [width], type: "float" },
    up: { shape: [width, 8], type: "float" },
    upBias: { shape: [8], type: "float" },
    down: { shape: [8, width], type: "float" },
    pooler: { shape: [width, width], type: "float" },
    head: { shape: [width, 2], type: "float" },
  },
  sizes,
  onlyFloat32: true,
  build: (t) => {
    const embedded = add(gather(t["table"]!, t["ids"]!), slice(t["positions"]!, 0, "tokens"));
    const normalize = (x: Tensor) => layerNormalization(x, t["scale"]!, t["shift"]!);
    const x = normalize(embedded); // [batch, tokens, width]
    const mixed = matmul(x, t["projection"]!); // [batch, tokens, 3·width]
    const [query, key, value] = [0, 1, 2].map((part) => {
      const own = slice(mixed, part * width, (part + 1) * width, 2);
      return transpose(reshape(own, ["batch", "tokens", heads, width / heads]), [0, 2, 1, 3]);
    }) as [Tensor, Tensor, Tensor];
    const scores = multiply(matmul(query, transpose(key, [0, 1, 3, 2])), 1 / Math.sqrt(width / heads));
    const hidden = multiply(add(cast(unsqueeze(t["mask"]!, [1, 2]), "float32"), -1), 1e4); // 0 or −10⁴
    const attention = matmul(softmax(add(scores, hidden)), value); // [batch, heads, tokens, width/heads]
    const joined = reshape(transpose(attention, [0, 2, 1, 3]), ["batch", "tokens", width]);
    const first = normalize(add(x, matmul(joined, t["output"]!)));
    const second = normalize(add(first, matmul(gelu(add(matmul(first, t["up"]!), t["upBias"]!)), t["down"]!)));
    const logits = matmul(tanh(matmul(squeeze(slice(second, 0, 1, 1), [1]), t["pooler"]!)), t["head"]!);
    return [softmaxCrossEntropy(logits, t["labels"]!), logits];
  },
};

/** Networks as samples, so that the conformance suites run them. */
export const exampleNetworks: readonly OperatorSample[] = [sparseLogistic, embeddingMaxPool, transformer];
